import { Yaml } from 'cdk8s';
import { tryPrintYaml } from '../../src/synth/print-yaml';
import { fc } from '../support/random';

// what YAML 1.1 may take for something else than a string, and what needs quotes, escapes or a block
const hostile = fc.constantFrom(
  ...['', ' ', '~', 'null', 'Null', 'yes', 'No', 'y', 'N', 'on', 'OFF', 'true', 'FALSE', '0', '-0', '+1', '012', '0o17', '0x1F', '0b1'],
  ...['1_000', '1.', '.5', '1e3', 'e5', '1.5e-3', '.inf', '-.INF', '.nan', '12:30', '1:60', '12:30:45.5', '2001-12-14', '2001-1-1 1:2:3 Z'],
  ...[
    '2001-12-14t21:59:43.10-05:00',
    '<<',
    '=',
    '-',
    '?',
    '- a',
    '? a',
    '-a',
    '?a',
    '---',
    '--- a',
    '...',
    '....',
    '%a',
    '@a',
    '`a`',
    '&a',
    '*a',
  ],
  ...[
    '!a',
    '!!a',
    '|',
    '>',
    '|-',
    "'",
    '"',
    `"a'`,
    "it's",
    'say "no"',
    '[a]',
    '{a}',
    'a,b',
    'a: b',
    'a:',
    ':a',
    'a :',
    'a #b',
    'a#b',
    '#a',
    ' a',
  ],
  ...[
    'a ',
    '\ta',
    'a\t',
    'a\tb',
    'a\nb',
    'a\n',
    '\n',
    '\na',
    'a\n\n',
    'a\n b',
    ' a\nb',
    'a \nb',
    'a\n ',
    'a\n\t\n',
    'a: b\nc #d\n',
    '---\na',
    'a\n---',
  ],
  ...[
    'a\r\nb',
    'a\rb',
    'ä',
    '\u00a0',
    '\u2028',
    '\u0085',
    '\u0000',
    '\u007f',
    '\ud800',
    '😀',
    '\\',
    'a\\nb',
    '$(params.x)',
    '#!/bin/sh\nset -e\n',
  ],
);
const signs = fc.constantFrom(...'ab01 \t\n\r:#-?,[]{}&*!|>\'"%@`~._+=<\\/$()eExXnNoOyY\u00e9\u2028\u0085'.split(''));
const string = fc.oneof(
  hostile,
  fc.tuple(hostile, hostile).map(([a, b]) => a + b),
  fc.tuple(hostile, hostile).map(([a, b]) => `${a}\n${b}`),
  fc.array(signs, { maxLength: 12 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ minLength: 60, maxLength: 2000 }),
);
const scalar = fc.oneof({ weight: 6, arbitrary: string }, fc.double({ noNaN: false }), fc.integer(), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(string, tie('tree'), { maxKeys: 4 }),
  ),
}));
const usual = /^[\x20-\x7e\u00a1-\u024f]*$/;

it('prints objects like cdk8s, byte for byte', () => {
  const prints = fc.property(fc.dictionary(string, tree, { maxKeys: 4 }), (value) => {
    const printed = tryPrintYaml(value);

    if (printed !== undefined) expect(printed).toBe(Yaml.stringify(value));
  });
  fc.assert(prints, { numRuns: 500 });
});

it('prints each hostile string as a value, a key and an item like cdk8s', () => {
  const prints = fc.property(string, (text) => {
    for (const value of [{ text }, { [text]: 1 }, { a: { [text]: text } }, { list: [text, [text], { text }] }]) {
      const printed = tryPrintYaml(value);

      if (printed !== undefined) expect(printed).toBe(Yaml.stringify(value));
    }
  });
  fc.assert(prints, { numRuns: 500 });
});

it('prints every ordinary string of one line, and scripts, itself', () => {
  const prints = fc.property(fc.oneof(hostile, string), (text) => {
    if (usual.test(text) && text !== '<<') expect(tryPrintYaml({ text })).toBe(Yaml.stringify({ text }));
  });
  fc.assert(prints, { numRuns: 300 });

  expect(tryPrintYaml({ script: '#!/bin/sh\nset -e\n\necho "$A"\n' })).toBe('script: |\n  #!/bin/sh\n  set -e\n\n  echo "$A"\n');
});

it.each([
  ['undefined', { a: undefined }],
  ['a hole', { a: new Array(2) }],
  ['a date', { a: new Date(0) }],
  ['bytes', { a: Buffer.from('a') }],
  ['a BigInt', { a: 1n }],
  ['not a number', { a: Number.NaN }],
  ['a map', { a: new Map([['b', 1]]) }],
  ['an object with toJSON', { a: { toJSON: () => 1 } }],
  ['a boxed string', { a: Object('b') }],
  ['an iterable', { a: { [Symbol.iterator]: () => [][Symbol.iterator]() } }],
  ['an empty list twice', ((a) => ({ a, b: a }))([])],
  ['an object twice', ((a) => ({ a, b: a }))({ c: 1 })],
  ['a key beyond 1,024 characters', { ['"'.repeat(600)]: 1 }],
  ['an empty object', {}],
  ['a list', ['a', 'b']],
])('leaves %s to the library, or prints it the same', (_, value) => {
  const printed = tryPrintYaml(value);

  expect(printed ?? Yaml.stringify(value)).toBe(Yaml.stringify(value));
});
