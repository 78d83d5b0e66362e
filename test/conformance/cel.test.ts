import { celMistake } from '../../src/cel';
import { fc } from '../support/random';
import { Judge } from './judge';

const COUNT = 10 * Number(process.env.CONFORMANCE_COUNT ?? 150);

const text = fc.constantFrom("'a'", '"b"', "'$(params.x)'", "r'\\w'", "'it\\'s'", '"""x"""', 'string(1)', "dyn('a')");
const whole = fc.constantFrom('1', '0x1F', 'size("a")', "size(['a'])", '-1', "int('1')", "duration('1s').getSeconds()");
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'type(1) == int', "['a', 'b'].filter(x, x == 'a').size() > 0", "['a'].map(x, x + 'b') == ['ab']"),
    fc.tuple(text, text).map(([a, b]) => `${a} == ${b}`),
    fc.tuple(whole, whole).map(([a, b]) => `${a} <= ${b}`),
    fc.tuple(text, text, text).map(([a, b, c]) => `${a} in [${b}, ${c}]`),
    fc.tuple(text, text).map(([a, b]) => `${a}.startsWith(${b})`),
    fc.tuple(whole, whole).map(([a, b]) => `[1, 2].exists(x, x == ${a} + ${b})`),
    fc.tuple(text, whole).map(([a, b]) => `{${a}: ${b}}[${a}] == ${b}`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} && ${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `${a} ? ${b} : !true`),
    tie('condition').map((one) => `!(${one})`),
  ),
}));

const slip = fc.constantFrom(
  ...[
    "'",
    '=',
    '==',
    'in',
    '&&',
    '(',
    ')',
    'a',
    'or',
    'not',
    'null',
    '.',
    ',',
    '[',
    ']',
    '{',
    '}',
    ':',
    '?',
    '-',
    '%',
    '1',
    '1.5',
    '3u',
    ' ',
  ],
  ...['$(params.x)', "b'c'", "rb''", '.size()', 'x', '"\\q"', '1 == 2', 'matches', 'google.protobuf.Duration', '.5', '9223372036854775808'],
);
/** A condition in which one word is another one, or is gone. */
const slipped = fc.tuple(condition, fc.nat(), fc.option(slip)).map(([one, at, word]) => {
  const words = one.match(/'(?:\\.|[^'])*'|"[^"]*"|\w+|\s+|./g) ?? [];
  words.splice(at % words.length, 1, ...(word === null ? [] : [word]));
  return words.join('');
});

const odd = [
  "has(({'a': {'b': 1}}.a.b))",
  "has(-{'a': 1}.a)",
  "has({'a': 1}.a, true)",
  "has({'a': 1}.`a`)",
  "{'a': 1}.in == 1",
  "['a'].exists((x), x == 'a')",
  "['a'].exists(.x, x == 'a')",
  "['a'].existsOne(x, x == 'a')",
  "['a'].all(1, true)",
  "size(['a'],) == 1",
  "['a',].size() == 1",
  '[,].size() == 0',
  'google.protobuf.Timestamp != int',
  'google.protobuf.Timestamp.foo == 1',
  "google.protobuf.Duration('1s') == duration('1s')",
  '.google.protobuf.Value{} == null',
  'acme.Message{} == null',
  'size{} == null',
  '1 - 9223372036854775808 < 0',
  '--9223372036854775808 < 0',
  '---9223372036854775808 < 0',
  '1 - -9223372036854775808 < 0',
  '-9223372036854775808 < 0',
  '-(9223372036854775808) < 0',
  "`a` == 'a'",
  '-!true',
  "!!'a' == 'a'",
  "['a'].map(google, google)[0] == 'a'",
  "['a'].map(google, google.protobuf.Value{} == null)[0]",
  ...[
    '',
    ' ',
    'x',
    "'a'[0] == 'a'",
    "'it''s' == 'a'",
    "rb'' == b''",
    'in',
    '!!1 == 1',
    '--1 == 1',
    '1 == 1 == true',
    '1 < 2 < 3',
    '{}',
    '[,]',
    '{,}',
  ],
  ...[
    '1 < 1.5',
    '[1].map(x, x > 0, x + 1) == [2]',
    "has({'a': 1}.a.b)",
    'null == 1',
    '[1] + [] == []',
    "{1: 'a', 'b': 2}['b'] == 2",
    "{'a': 1}.`a` == 1",
  ],
  ...[
    'duration(5) == duration("5s")',
    "'a' == 'b' // c",
    '/* x */ true',
    '-1u == 1',
    '5 % 2.0 == 1',
    "['a'].map(x, x)",
    "timestamp('').getHours('UTC') == 1",
  ],
  // behind a macro numbers of different types are ordered
  ...['in', '<', '<=', '>', '>=', '==', '!=', '+'].flatMap((sign) => [
    `[1].all(x, true) && 1 ${sign} 1`,
    `[1].all(x, true) && 1 ${sign} 1.5`,
    `[1].all(x, true) && 1u ${sign} 1`,
    `1.5 ${sign} 1 && [1].all(x, true)`,
  ]),
  ...[240, 249, 250, 251, 300].flatMap((count) => [
    `${'1 + '.repeat(count)}1 == 1`,
    `${'('.repeat(count)}true${')'.repeat(count)}`,
    `dyn(1)${'.a'.repeat(count)} == 1`,
    `dyn(1)${'[0]'.repeat(count)} == 1`,
    `[[1]]${'.map(x, x)'.repeat(count)} == []`,
  ]),
  ...[`${'true && '.repeat(300)}true`, `${'!'.repeat(301)}true`, "'a' == 'a'".padEnd(100_000), "'a' == 'a'".padEnd(100_001)],
];

const judge = Judge.open();
afterAll(() => judge.close());

/** What Tekton says of CEL in a condition; other rules look at the variables in it. */
async function isRefused(cel: string): Promise<boolean> {
  const tasks = [{ name: 'a', taskRef: { name: 'a' }, when: [{ cel }] }];
  const manifest = { apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'ci' }, spec: { tasks } };
  const { verdicts } = await judge.ask({ documents: [manifest], features: { 'enable-cel-in-whenexpression': 'true' } });
  return verdicts.some(({ ok, error = '' }) => !ok && !error.includes('invalid variable reference'));
}

it.each(odd.filter((cel) => cel.trim() !== '').map((cel) => [shown(cel), cel]))(
  'Tekton and we are of one mind on the condition %s',
  async (_, cel) => {
    expect(celMistake(cel) !== undefined).toBe(await isRefused(cel));
  },
);

function shown(cel: string): string {
  return cel.length <= 60 ? cel : `${cel.slice(0, 30)} … ${cel.slice(-20)} (${cel.length} characters)`;
}

it('refuses exactly the conditions that Tekton does not compile', async () => {
  const cases = [...fc.sample(slipped, 2 * COUNT), ...fc.sample(condition, COUNT)];
  const differing: unknown[] = [];
  for (const cel of cases) {
    const [ours, theirs] = [celMistake(cel), await isRefused(cel)];
    if (cel.trim() !== '' && (ours !== undefined) !== theirs) differing.push([cel, ours, theirs]);
  }
  expect(differing).toEqual([]);
});
