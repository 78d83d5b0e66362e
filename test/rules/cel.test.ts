import { celMistake } from '../../src/rules/cel';

test.each([
  `'$(params.branch)' == 'main' && !("a" in ['b', "c"])`,
  `size('a') > 0 && 'abc'.matches(r'a\\w') && 'it\\'s'.endsWith("s")`,
  `['a', 'b'].exists(x, x == 'a') ? int('1') == 1 : {'a': 1}.a == 1`,
  `google.protobuf.Timestamp{seconds: 1} < timestamp('2020-01-01T00:00:00Z') // since then`,
])('%s is a condition', (text) => {
  expect(celMistake(text)).toBeUndefined();
});

test.each([
  [`$(params.branch) == 'main'`, `"$(params.branch)" stands outside quotes; write '$(params.branch)'`],
  [`'$(params.branch)' == main`, '"main" is no word of it; texts stand in quotes'],
  [`'a' == 'b' or 'b' == 'b'`, '"or" is no word of it; texts stand in quotes'],
  [`'a' = 'b'`, 'it compares by "==", not "="'],
  [`'a' == 'b`, "the text that begins with ' has no end"],
  [`('a' == 'b'`, '")" is missing at the end'],
  [`['a')]`, '")" closes nothing'],
  [`'a'.lower() == 'a'`, '"lower" is no word of it; texts stand in quotes'],
])('%s is none', (text, why) => {
  expect(celMistake(text)).toBe(why);
});
