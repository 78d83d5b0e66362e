import { type CelCondition, cel, Pipeline, param, type StringRef, text } from '../../src';
import { newChart } from '../support/app';
import { fc } from '../support/random';
import { Judge } from './judge';

const COUNT = 4 * Number(process.env.CONFORMANCE_COUNT ?? 150);

const sign = fc.constantFrom(
  "'",
  '"',
  '\\',
  '\n',
  '\r',
  '\t',
  '`',
  '$',
  '(',
  ')',
  '{',
  '}',
  '/',
  '//',
  'a',
  ' ',
  'é',
  '漢',
  '😀',
  '\u2028',
);
const words = fc
  .array(sign, { maxLength: 8 })
  .map((signs) => signs.join(''))
  .filter((word) => !word.includes('$('));
/** What Tekton can put into any string of CEL without changing the condition. */
const harmless = fc.array(fc.constantFrom('a', 'B', '7', '/', '.', '-', ' ', '漢', '😀'), { maxLength: 6 }).map((signs) => signs.join(''));

const { plain, 'dot.ted': dotted } = new Pipeline(newChart(), 'ci', { params: { plain: param.string(), 'dot.ted': param.string() } })
  .params;

/** Every place where a string may stand, with what the string then is. */
const places: Readonly<Record<string, (value: Value) => readonly [CelCondition, (value: string) => string]>> = {
  alone: (value) => [cel`${value}`, same],
  'in single quotes': (value) => [cel`'it\'s ${value}.'`, (it) => `it's ${it}.`],
  'in double quotes': (value) => [cel`"it's ${value}\"."`, (it) => `it's ${it}".`],
  'in three single quotes': (value) => [cel`'''it's ${value} '''`, (it) => `it's ${it} `],
  'in three double quotes': (value) => [cel`"""a "${value}" """`, (it) => `a "${it}" `],
  'behind a comment': (value) => [
    cel`"a" // it's
    + ${value}`,
    (it) => `a${it}`,
  ],
  'in bytes': (value) => [cel`string(b'${value}')`, same],
  twice: (value) => [cel`${value} + "${value}" + r'\'`, (it) => `${it}${it}\\`],
};
type Value = Parameters<typeof cel>[1];
const same = (value: string) => value;

const judge = Judge.open();
afterAll(() => judge.close());

async function evaluated(condition: CelCondition, params: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { conditions = [] } = await judge.ask({ documents: [], conditions: [{ cel: String(condition.cel), params }] });
  return conditions[0]?.error ?? conditions[0]?.value;
}

describe.each(Object.entries(places))('a value %s', (_, make) => {
  it('is the same string for cel-go', async () => {
    const property = fc.asyncProperty(words, async (word) => {
      const [condition, expected] = make(text`${word}`);

      expect([String(condition.cel), await evaluated(condition)]).toEqual([String(condition.cel), expected(word)]);
    });
    await fc.assert(property, { numRuns: 2 * COUNT });
  });

  it('that Tekton inserts is the value of the param for cel-go, and the rest of the string is unchanged', async () => {
    const property = fc.asyncProperty(words, harmless, fc.constantFrom(plain, dotted), async (word, value, reference: StringRef) => {
      const [condition, expected] = make(text`${word}${reference}`);

      expect(await evaluated(condition, { plain: value, 'dot.ted': value })).toBe(expected(`${word}${value}`));
    });
    await fc.assert(property, { numRuns: COUNT });
  });
});

// why TW516 is there, and what the docblock of the tag says
it('Tekton reads a value with quotes as CEL, inside any quotes', async () => {
  const hostile = "x' == 'x' || 'a";

  expect(await evaluated(cel`${plain} == 'main'`, { plain: hostile })).toBe(true);
  expect(await evaluated(cel`"${plain}" == 'main'`, { plain: hostile })).toBe(false);
  expect(await evaluated(cel`"${plain}" == 'main'`, { plain: hostile.replaceAll("'", '"') })).toBe(true);
  expect(await evaluated(cel`r'''${plain}''' == 'main'`, { plain: `x''' == r'''x''' || '''` })).toBe(true);
  expect(await evaluated(cel`${plain} == 'main'`, { plain: "it's" })).toContain('Syntax error');
  expect(await evaluated(cel`${plain} == 'main'`, { plain: 'C:\\dir' })).toContain('Syntax error');
});
