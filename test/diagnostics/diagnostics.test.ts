import {
  compareDiagnostics,
  type Diagnostic,
  fieldText,
  formatDiagnostic,
  nearest,
  quoted,
  suggestion,
  whereText,
} from '../../src/diagnostics';

function diagnostic(more: Partial<Diagnostic>): Diagnostic {
  return { code: 'TW203', severity: 'error', origin: 'app', index: 0, field: [], where: '', message: 'm', ...more };
}

it('a field path has the notation of Kubernetes', () => {
  expect(fieldText(['spec', 'tasks', 0, 'params', 1, 'value'])).toBe('spec.tasks[0].params[1].value');
});

const manifest = {
  spec: {
    params: [{ name: 'url' }],
    tasks: [{ name: 'deduplicate', params: [{ name: 'paths', value: ['a'] }] }, { params: [] }],
  },
};

it.each([
  [['spec', 'tasks', 0, 'params', 0, 'value', 0], '/deduplicate params.paths[0]'],
  [['spec', 'tasks', 0, 'params', 0, 'value'], '/deduplicate params.paths'],
  [['spec', 'tasks', 0], '/deduplicate'],
  [['spec', 'tasks', 1, 'params'], 'tasks[1].params'],
  [['spec', 'params', 0, 'default'], 'params.url.default'],
  [['metadata', 'name'], 'metadata.name'],
  [['spec'], ''],
  [['spec', 'nothing', 3, 'there'], 'nothing[3].there'],
])('%j is printed as %j', (field, text) => {
  expect(whereText(manifest, field)).toBe(text);
});

it('a diagnostic is one line: code, path, message, fix', () => {
  const one = diagnostic({ where: '/build params.image', message: '"x" is wrong', fix: 'write "y"' });

  expect(formatDiagnostic(one)).toBe('TW203 app/build params.image: "x" is wrong; write "y"');
});

it('a diagnostic of the whole object names only the object', () => {
  expect(formatDiagnostic(diagnostic({ message: 'it is empty' }))).toBe('TW203 app: it is empty');
});

it('diagnostics are sorted by origin, document, field path, code and message', () => {
  const sorted = [
    diagnostic({ origin: 'a', index: 1 }),
    diagnostic({ origin: 'b', field: ['spec'] }),
    diagnostic({ origin: 'b', field: ['spec', 'steps', 2] }),
    diagnostic({ origin: 'b', field: ['spec', 'steps', 10] }),
    diagnostic({ origin: 'b', field: ['spec', 'steps', 10], code: 'TW204' }),
    diagnostic({ origin: 'b', field: ['spec', 'steps', 10], code: 'TW204', message: 'n' }),
  ];

  expect([...sorted].reverse().sort(compareDiagnostics)).toEqual(sorted);
});

it('a value is quoted, and cut when it is long', () => {
  expect(quoted('a')).toBe('"a"');
  expect(quoted(5)).toBe('"5"');
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(77)}..."`);
});

it('the nearest names come first, at most five', () => {
  expect(nearest('isues', ['zzzzzzzzz', 'yyyyyyyy', 'issue', 'issuer', 'issues', 'iss', 'xxxxxxx'])).toEqual([
    'issues',
    'iss',
    'issue',
    'issuer',
    'xxxxxxx',
  ]);
});

it.each([
  ['isues', ['issues'], ' (available: issues); did you mean "issues"?'],
  ['sauce', ['source'], ' (available: source)'],
  ['x', [], ' (available: none)'],
])('the suggestion for %j among %j is%s', (name, candidates, text) => {
  expect(suggestion(name, candidates)).toBe(text);
});
