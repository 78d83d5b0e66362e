import { celMistake } from '../../src/cel';

it.each([
  `'$(params.branch)' == 'main' && !("a" in ['b', "c"])`,
  `size('a') > 0 && 'abc'.matches(r'a\\w') && 'it\\'s'.endsWith("s")`,
  `['a', 'b'].exists(x, x == 'a') ? int('1') == 1 : {'a': 1}.a == 1`,
  `google.protobuf.Timestamp{seconds: 1} < timestamp('2020-01-01T00:00:00Z') // since then`,
  `has(({'a': {'b': 1}}.a.b)) && ['a'].exists((x), x == 'a') && google.protobuf.Timestamp != int`,
])('%s is a condition', (text) => {
  expect(celMistake(text)).toBeUndefined();
});

it.each([
  [`$(params.branch) == 'main'`, `"$(params.branch)" is outside quotes; write '$(params.branch)'`],
  [`'$(params.branch)' == main`, 'unknown identifier "main"; CEL strings need quotes'],
  [`'a' == 'b' or 'b' == 'b'`, 'unknown identifier "or"; CEL strings need quotes'],
  [`'a' = 'b'`, 'CEL compares with "==", not "="'],
  [`'a' == 'b`, "the string that begins with ' has no end"],
  [`('a' == 'b'`, '")" is missing at the end'],
  [`['a')]`, 'expected "]" instead of ")"'],
  [`'a' ==`, 'a value is missing at the end'],
  [`'$(params.count)' == 1`, '"==" cannot be applied to string and int'],
  [`1 < 1.5`, '"<" cannot be applied to int and double'],
  [`['a'].map(x, x).size() in 0`, '"in" cannot be applied to int and int'],
  [`size(1) == 1`, '"size" cannot be called with int'],
  [`['a'].all(x, 'b')`, 'the condition of "all" must be a bool, not a string'],
  [`'it\\s' == 'a'`, String.raw`invalid escape \s; double the backslash, or put r before the quotes`],
  [`'v\\\\d\\d'.matches('a')`, String.raw`invalid escape \d; double the backslash, or put r before the quotes`],
  [`'a'.lower() == 'a'`, 'unknown identifier "lower"; CEL strings need quotes'],
  [`has(-{'a': 1}.a)`, '"has" needs a field, as in has(map.key)'],
  [`acme.Message{} == null`, 'unknown identifier "acme.Message"; CEL strings need quotes'],
  [`['a'].all(1, true)`, '"all" needs a name and a condition'],
])('%s is not a condition', (text, why) => {
  expect(celMistake(text)).toBe(why);
});

it('an expression nested deeper than cel-go allows is not a condition', () => {
  expect(celMistake(`${'('.repeat(300)}true${')'.repeat(300)}`)).toBe('it is nested more than 250 deep');
});

it('long chains are checked, each in parentheses as the first operand of the next', () => {
  const sum = Array.from({ length: 200 }).reduce<string>((inner) => `(${inner})${' + 1'.repeat(40)}`, '1');

  expect(celMistake(`${sum} > 0`)).toBeUndefined();
  expect(celMistake(Array.from({ length: 10_000 }, () => 'true').join(' && '))).toBeUndefined();
});
