import { celMistake } from '../../src/cel';

it.each([
  `'$(params.branch)' == 'main' && !("a" in ['b', "c"])`,
  `size('a') > 0 && 'abc'.matches(r'a\\w') && 'it\\'s'.endsWith("s")`,
  `['a', 'b'].exists(x, x == 'a') ? int('1') == 1 : {'a': 1}.a == 1`,
  `google.protobuf.Timestamp{seconds: 1} < timestamp('2020-01-01T00:00:00Z') // since then`,
])('%s is a condition', (text) => {
  expect(celMistake(text)).toBeUndefined();
});

it.each([
  [`$(params.branch) == 'main'`, `"$(params.branch)" stands outside quotes; write '$(params.branch)'`],
  [`'$(params.branch)' == main`, '"main" is no word of it; texts stand in quotes'],
  [`'a' == 'b' or 'b' == 'b'`, '"or" is no word of it; texts stand in quotes'],
  [`'a' = 'b'`, 'it compares by "==", not "="'],
  [`'a' == 'b`, "the text that begins with ' has no end"],
  [`('a' == 'b'`, '")" is missing at the end'],
  [`['a')]`, '")" stands where "]" should'],
  [`'a' ==`, 'a value is missing at the end'],
  [`'$(params.count)' == 1`, '"==" takes no string and int'],
  [`1 < 1.5`, '"<" takes no int and double'],
  [`['a'].map(x, x).size() in 0`, '"in" takes no int and int'],
  [`size(1) == 1`, '"size" takes no int'],
  [`['a'].all(x, 'b')`, 'the condition of "all" is a string'],
  [`'it\\s' == 'a'`, String.raw`\s is no escape of it; double the backslash, or put r before the quotes`],
  [`'v\\\\d\\d'.matches('a')`, String.raw`\d is no escape of it; double the backslash, or put r before the quotes`],
  [`'a'.lower() == 'a'`, '"lower" is no word of it; texts stand in quotes'],
])('%s is none', (text, why) => {
  expect(celMistake(text)).toBe(why);
});

it('what is nested deeper than cel-go reads is none', () => {
  expect(celMistake(`${'('.repeat(300)}true${')'.repeat(300)}`)).toBe('it is nested more than 250 deep');
});
