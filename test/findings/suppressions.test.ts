import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { applySuppressions, readSuppressions } from '../../src/findings';
import { fc } from '../support/random';
import { logOf, resultAt, resultsOf } from './build';

const schema = JSON.parse(readFileSync(join(__dirname, '../../docs/suppressions.schema.json'), 'utf8'));
const validate = addFormats(new Ajv({ allowUnionTypes: true })).compile(schema);

const text = fc.constantFrom('G401', ' ', '', 'a b', 7, null, undefined);
const entry = fc.oneof(
  fc.record(
    {
      tool: text,
      rule: text,
      path: text,
      fingerprint: text,
      reason: text,
      owner: text,
      expires: fc.constantFrom('2027-01-31', '2027-02-29', '2028-02-29', '2027-13-01', '31.1.2027', 'x'),
      vex: fc.constantFrom('component_not_present', 'because'),
      other: text,
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom(null, 'x', []),
);
const file = fc.oneof(
  fc.record(
    {
      version: fc.constantFrom(1, 2, '1'),
      suppressions: fc.oneof(fc.array(entry, { maxLength: 3 }), fc.constant(null), fc.constant('x')),
      more: text,
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom(null, [], 'x'),
);

it('the reader and the published schema accept the same files', () => {
  fc.assert(
    fc.property(file, (value) => {
      const plain = JSON.parse(JSON.stringify(value));

      expect([JSON.stringify(plain), readSuppressions(plain).problems === undefined]).toEqual([JSON.stringify(plain), validate(plain)]);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['internal/legacy/**', 'internal/legacy/a/b.go', true],
  ['internal/legacy/**', 'internal/legacy2/b.go', false],
  ['internal/legacy', 'internal/legacy/a/b.go', true],
  ['internal/legacy/', 'internal/legacy/a/b.go', true],
  ['internal/legac', 'internal/legacy/a/b.go', false],
  ['**/*_test.go', 'a/b/c_test.go', true],
  ['**/*_test.go', 'c_test.go', true],
  ['*.go', 'a/b.go', false],
  ['a/*/c.go', 'a/b/c.go', true],
  ['a/*/c.go', 'a/b/x/c.go', false],
  ['./main.g?', 'main.go', true],
  ['with space.py', 'with%20space.py', true],
  ['**', 'a/b', true],
])('the path %s and the file %s: %s', (path, uri, isSuppressed) => {
  const { log } = applySuppressions(logOf('gosec', [resultAt('G1', uri, 1)]), [{ path, reason: 'x' }], '2026-11-29');

  expect(resultsOf(log)[0]?.suppressions !== undefined).toBe(isSuppressed);
});

it('a suppression counts on its last day', () => {
  const one = { rule: 'G1', reason: 'x', expires: '2026-11-29' };
  const on = (today: string) => applySuppressions(logOf('gosec', [resultAt('G1', 'a', 1)]), [one], today).expired.length;

  expect([on('2026-11-29'), on('2026-11-30')]).toEqual([0, 1]);
});

it('a suppression of the tool is kept, and applying one twice adds it once', () => {
  const inline = { kind: 'inSource', justification: 'nosec' };
  const log = logOf('gosec', [resultAt('G1', 'a', 1, { suppressions: [inline] })]);
  const apply = (given: typeof log) => applySuppressions(given, [{ rule: 'G1', reason: 'x' }], '2026-11-29').log;

  const { suppressions } = resultsOf(apply(apply(log)))[0] ?? {};

  expect(suppressions).toEqual([inline, { kind: 'external', status: 'accepted', justification: 'x' }]);
});

it('a tool can be named with a wildcard', () => {
  const log = {
    version: '2.1.0' as const,
    runs: [...logOf('Semgrep OSS', [resultAt('A', 'a', 1)]).runs, ...logOf('gosec', [resultAt('A', 'a', 1)]).runs],
  };

  const { count } = applySuppressions(log, [{ tool: 'semgrep*', rule: 'A', reason: 'x' }], '2026-11-29');

  expect(count).toBe(1);
});
