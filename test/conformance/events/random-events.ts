import { fc } from '../../support/random';

// few names, so that paths often find something
const key = fc.constantFrom('a', 'b', 'c', 'ref', 'x-y');
const text = fc.constantFrom(
  '',
  'main',
  'refs/heads/feature/x',
  'Say "hello"\n\\ $(params.x) <b>&</b>',
  'ü€💧',
  'aXbXc',
  '12',
  '-3.5',
  'true',
  'AbC',
  '{"a": {"b": [1, "x"]}}',
  'a: {b: [1, x]}',
  'https://u:p@h.example:8080/a%20b/c?x=1&y=2&x=3#f',
  '/a/b?c=%zz',
  'YWJj',
  'YWJ',
  ' \tpadded ',
);
const number = fc.constantFrom(0, 1, 2, -1, 1.5, 1347, 99262140, 123456789, 1e21, 1e-7, -0.25);
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));

/** The body of a request. */
export const body = fc.dictionary(key, value, { minKeys: 2, maxKeys: 5 });

/** Headers, in odd spellings. */
export const headers = fc.array(
  fc.tuple(fc.constantFrom('X-GitHub-Event', 'x-github-event', 'X-Token', 'CE-id'), fc.constantFrom('push', 'a,b', 'ü', '')),
  { maxLength: 3 },
);

const path = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('.a', '.b', '.c', '.ref') },
      fc.constantFrom('[0]', '[1]', '["x-y"]', "['a']", '[body.a]', '[0.0]', '[-1]'),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => `body${parts.join('')}`);
const literal = fc.constantFrom(
  "'main'",
  "'a'",
  '""',
  '1',
  '0',
  '2',
  '1.0',
  '1.5',
  '-1',
  'true',
  'null',
  "['a', 'b']",
  '[1, 2, 1]',
  '[1.0, 2.0]',
  '{"a": 1}',
  "{'a': 'x', 'b': [1]}",
  "'refs/heads/feature/x'",
  "'ü€💧'",
  "'[^a-z]+'",
  "'^(a)(?P<n>.)'",
  "'-'",
  "'$n/${1}$2'",
  "'X'",
  "b'abc'",
  String.raw`b'\xff\303ü'`,
  'header',
  'requestURL',
  'body',
  'extensions',
);
const atom = fc.oneof({ weight: 3, arbitrary: path }, { weight: 2, arbitrary: literal });

const METHODS: readonly (readonly [string, number])[] = [
  ...['first', 'last', 'lowerAscii', 'upperAscii', 'trim', 'parseJSON', 'parseYAML', 'parseURL', 'marshalJSON', 'join', 'size'].map(
    (name) => [name, 0] as const,
  ),
  ...['reverse', 'flatten', 'distinct', 'sort'].map((name) => [name, 0] as const),
  ...['canonical', 'startsWith', 'endsWith', 'contains', 'matches', 'truncate', 'split', 'charAt', 'indexOf', 'lastIndexOf'].map(
    (name) => [name, 1] as const,
  ),
  ...['substring', 'join', 'flatten'].map((name) => [name, 1] as const),
  ...['match', 'replace', 'translate', 'slice', 'substring', 'split', 'indexOf', 'lastIndexOf'].map((name) => [name, 2] as const),
  ['replace', 3],
];
const FUNCTIONS: readonly (readonly [string, number])[] = [
  ...['size', 'string', 'int', 'double', 'bool', 'dyn', 'bytes', 'base64.decode', 'base64.encode', 'strings.quote'].map(
    (name) => [name, 1] as const,
  ),
  ...['math.ceil', 'math.floor', 'math.round', 'math.trunc', 'math.abs', 'math.sign', 'lists.range'].map((name) => [name, 1] as const),
  ...['matches', 'math.greatest', 'math.least', 'sets.contains', 'sets.equivalent', 'sets.intersects'].map((name) => [name, 2] as const),
];

const { inner } = fc.letrec<{ inner: string }>((tie) => {
  const one = tie('inner');
  const calls = (rows: readonly (readonly [string, number])[], made: (name: string, of: string, args: readonly string[]) => string) =>
    fc
      .tuple(fc.constantFrom(...rows), one, fc.array(one, { minLength: 3, maxLength: 3 }))
      .map(([[name, takes], of, args]) => made(name, of, args.slice(0, takes)));
  return {
    inner: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: atom },
      { weight: 4, arbitrary: calls(METHODS, (name, of, args) => `(${of}).${name}(${args.join(', ')})`) },
      {
        weight: 2,
        arbitrary: calls(FUNCTIONS, (name, of, args) => `${name}(${[of, ...args].slice(0, Math.max(1, args.length)).join(', ')})`),
      },
      fc
        .tuple(one, fc.constantFrom('==', '!=', '<', '>=', '+', '-', '*', '/', '%', '&&', '||', 'in'), one)
        .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      fc.tuple(one, one, one).map(([condition, yes, no]) => `(${condition} ? ${yes} : ${no})`),
      fc
        .tuple(one, fc.constantFrom('exists', 'all', 'map', 'filter', 'exists_one'), one)
        .map(([of, name, then]) => `(${of}).${name}(i, ${then})`),
      fc.tuple(one, fc.constantFrom('==', '!=', '+'), one).map(([of, sign, other]) => `(${of}).map(i, i ${sign} ${other})`),
      path.filter((text) => /\.\w+$/.test(text)).map((text) => `has(${text})`),
    ),
  };
});

/** An expression, whose value is printed as JSON. */
export const expression = inner.map((text) => `[${text}].marshalJSON()`);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('.a', '.b', '.c', '.ref') },
  fc.constantFrom(
    '[0]',
    '[-1]',
    '[*]',
    '[0:2]',
    '[1:]',
    '[::2]',
    '[0,1]',
    "['a']",
    "['a','b']",
    '..a',
    '.x-y',
    '[?(@.a)]',
    '[?(@.a=="main")]',
    "[?(@.b!='main')]",
    '[?(@.a==1)]',
    '[?(@.a==1.0)]',
    '[?(@.a<1.5)]',
    '[?(@.a==true)]',
    '[]',
    ' .a',
    '.',
    '[x]',
  ),
);
const jsonPath = fc
  .tuple(fc.constantFrom('body', '.body', 'body', 'body', 'Body'), fc.array(step, { maxLength: 3 }))
  .map(([start, parts]) => `${start}${parts.join('')}`);

/** The value of a param of a TriggerBinding. */
export const binding = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: jsonPath.map((text) => `$(${text})`) },
      jsonPath.map((text) => `$({${text}})`),
      fc.constantFrom(
        '$(header.x-github-event)',
        '$(header.X-GITHUB-EVENT)',
        '$(header)',
        '$(context.eventID)',
        '$(extensions)',
        '$()',
        '$(',
        ' - ',
        'text',
        ')',
      ),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) => parts.join(''));
