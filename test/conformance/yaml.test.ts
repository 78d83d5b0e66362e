import { readYaml } from '../../src/reader';
import { fc } from '../support/random';
import { Judge } from './judge';

const COUNT = 10 * Number(process.env.CONFORMANCE_COUNT ?? 150);

const judge = Judge.open();
afterAll(() => judge.close());

type Meaning = { readonly documents: readonly unknown[] } | 'refused';

async function theirs(text: string): Promise<Meaning> {
  const { texts = [] } = await judge.ask({ documents: [], texts: [text] });
  const [reading] = texts;
  return reading?.value === undefined ? 'refused' : { documents: plain(reading.value.filter((value) => !isEmpty(value))) };
}

function ours(text: string): Meaning {
  const { objects } = readYaml(text, 'a.yaml');
  if (objects.some(({ readErrors }) => readErrors.length > 0)) return 'refused';
  return { documents: plain(objects.map(({ document }) => document?.manifest)) };
}

/** Without a negative zero, which we do not keep. */
function plain(documents: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(documents)) as unknown[];
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}

const scalars = [
  ...[
    '2001-12-14',
    '2001-12-14t21:59:43.10-05:00',
    '2001-12-14 21:59:43.10 -5',
    '2001-12-14 21:59:43',
    '2001-1-1',
    '12:30',
    '12:30:45',
    '-1:30',
    '190:20:30.15',
  ],
  ...['0755', '0o755', '0O7', '08', '00', '0b101', '0x1F', '0x', '-0755', '+1', '1_000', '_1', '1__0', '0_7', '-0', '+0', '0.0', '-0.0'],
  ...[
    '1.0',
    '1.10',
    '1234567.0',
    '1e6',
    '1e5',
    '123456.0',
    '1e-5',
    '0.0001',
    '0.1',
    '16777217.0',
    '1e39',
    '3.4e38',
    '-1e39',
    '1e21',
    '1.5e20',
    '100000.5',
    '1e-50',
    '-2.50',
    '1.',
    '.5',
    '1e3',
    '1E+3',
    '1e',
    '1.5e-3',
    '1_0.5',
    '9007199254740993',
    '18446744073709551615',
    '18446744073709551616',
    '-9223372036854775808',
    '1e400',
  ],
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'yEs', 'n', 'N', 'no', 'on', 'On', 'off', 'OFF', 'true', 'True', 'TRUE', 'tRue', 'false'],
  ...[
    '~',
    'null',
    'Null',
    'NULL',
    'nULL',
    '.inf',
    '-.Inf',
    '+.INF',
    '.nan',
    '.NaN',
    '=',
    '<<',
    '-',
    '?',
    '!',
    '@x',
    '`x`',
    '%x',
    '*x',
    '&x y',
    '&x',
  ],
  ...["'yes'", '"2001-12-14"', "'it''s'", '"a\\tb"', '"\\x41\\u00e9\\U0001F600"', '"\\/"', '"\\q"', "''", '""'],
  ...[
    '!!str 2001-12-14',
    '!!str yes',
    '!!int "1"',
    '!!int x',
    '!!float 1',
    '!!bool yes',
    '!!null ~',
    '!!binary aGk=',
    '!!binary a',
    '!!timestamp 2001-12-14',
    '!!timestamp x',
  ],
  ...['!local x', '!<tag:yaml.org,2002:str> 5', '!!set {a}', '!!omap [a: 1]', '!!seq [1]', '!!map {a: 1}', '! 5', '!!python/name:x y'],
  ...[
    '[a, b]',
    '[a,]',
    '[,]',
    '{a: 1}',
    '{a: 1,}',
    '{a}',
    '{a: , b: }',
    '[a: 1]',
    '{"a":1}',
    '{a:1}',
    '[[]]',
    'a: b',
    'a #b',
    'a#b',
    '# a',
    '|\n  a\n  b',
    '>-\n  a\n  b',
    '|2-\n  a',
  ],
];
const scalar = fc.constantFrom(...scalars);

const key = fc.constantFrom(
  'a',
  'b',
  'c',
  '"a"',
  '1',
  '0x1',
  'yes',
  'true',
  '1.0',
  '2001-12-14',
  '12:30',
  '~',
  '<<',
  '? a',
  '[a]',
  '&k a',
  '*k',
  '!!str 1',
  "''",
  '__proto__',
);

const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'base: &base {x: 1, y: 2}',
      'list: &list [{x: 1}, {y: 3}]',
      'own: *base',
      'copy: {<<: *base, x: 5}',
      'both: {<<: *list}',
      'two: {<<: [*base, {y: 9}]}',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '---',
      '--- # next',
      '---  ',
      '--- a: 1',
      '...',
      '%YAML 1.1',
      '%YAML 1.2',
      '%TAG ! x',
      '# note',
      '',
      '\t',
      '  \t',
      '\ttab: 1',
      'tab:\t1',
      'a: b\t# c',
    ),
  },
  {
    weight: 1,
    arbitrary: scalar.map((value) => `deep:\n  - ${value.replaceAll('\n', '\n    ')}\n  -   inner: ${value.replaceAll('\n', '\n      ')}`),
  },
);
const text = fc
  .tuple(
    fc.array(line, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
    fc.constantFrom('', '', '', '\ufeff'),
    fc.boolean(),
  )
  .map(([lines, end, mark, isEnded]) => mark + (lines.join('\n') + (isEnded ? '\n' : '')).replaceAll('\n', end));

it.each(scalars.map((value) => [value]))('reads %j like Kubernetes', async (value) => {
  for (const written of [`a: ${value}\n`, `- ${value}\n`, value.includes('\n') ? '' : `? ${value}\n: 1\n`])
    expect([written, lenient(ours(written), await theirs(written))]).toEqual([written, await theirs(written)]);
});

it('reads every document like Kubernetes, or refuses it', async () => {
  const property = fc.asyncProperty(text, async (written) => {
    const [mine, other] = [ours(written), await theirs(written)];
    expect([written, lenient(mine, other)]).toEqual([written, other]);
  });
  await fc.assert(property, { numRuns: 2 * COUNT });
});

/** We may refuse what they read, as the rules TW090 to TW092 say. */
function lenient(mine: Meaning, other: Meaning): Meaning {
  return mine === 'refused' ? other : mine;
}
