import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { allRules, checkDocuments } from '../../src/rules';
import type { Manifest } from '../../src/spec';
import { fc } from '../support/random';

const kinds = ['Task', 'Pipeline', 'PipelineRun', 'TaskRun', 'StepAction', 'TriggerTemplate', ''];
const fields = [
  'name spec metadata params steps tasks finally value default properties type results workspaces taskRef taskSpec pipelineSpec',
  'image script env args when input values operator matrix include runAfter timeout retries labels annotations volumes sidecars',
  'volumeMounts resolver kind apiVersion taskRunSpecs timeouts status enum ref __proto__ constructor toString hasOwnProperty',
]
  .join(' ')
  .split(' ');
const texts = [
  '',
  'a',
  'Build',
  '$(params.a)',
  '$(params.a[*])',
  '$(tasks.a.results.r)',
  '$(',
  '$(params',
  '1h',
  '-1s',
  'object',
  'array',
  'in',
  'continue',
];

const lint = allRules.map(({ code }) => code);

/** Trees of Tekton's words with anything under them. */
const { junk } = fc.letrec<{ junk: unknown }>((tie) => ({
  junk: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(...texts, null, undefined, 0, -1, 1.5, true, false),
    fc.array(tie('junk'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...fields), tie('junk')), { maxLength: 5 }).map((pairs) => {
      const object: object = JSON.parse('{}');
      // a plain assignment to __proto__ would change the prototype instead of making a field
      for (const [key, value] of pairs) Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      return object;
    }),
  ),
}));

it('no rule throws for a malformed manifest', () => {
  const manifest = fc.record({
    apiVersion: fc.constantFrom('tekton.dev/v1', 'tekton.dev/v1beta1', 5),
    kind: fc.constantFrom(...kinds),
    metadata: junk,
    spec: junk,
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(manifest, junk), { maxLength: 3 }), (manifests) => {
      const documents = manifests.map((one) => ({ origin: 'file', manifest: one as Manifest }));

      expect(Array.isArray(checkDocuments(documents, { lint }))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** The good manifests of the fixtures, one folder a set. */
const sets = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => parseAllDocuments(readFileSync(join(__dirname, name, 'ok.yaml'), 'utf8')).map((document): unknown => document.toJS()));

/** The value with `part` in place of one that is reached by taking the nth key at each step. */
function replaced(value: unknown, way: readonly number[], part: unknown): unknown {
  const [nth, ...rest] = way;
  if (nth === undefined || typeof value !== 'object' || value === null) return part;
  const entries = Object.entries(value);
  const at = nth % Math.max(1, entries.length);
  const changed = entries.map(([key, item], i) => [key, i === at ? replaced(item, rest, part) : item] as const);
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

it('no rule throws when any field of a valid manifest has a malformed value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...sets), fc.array(fc.nat(9), { minLength: 2, maxLength: 10 }), junk, (manifests, way, part) => {
      const changed = replaced(manifests, way, part);
      const documents = (Array.isArray(changed) ? changed : []).map((one) => ({ origin: 'file', manifest: one as Manifest }));

      expect(Array.isArray(checkDocuments(documents, { lint }))).toBe(true);
    }),
    { numRuns: 700 },
  );
});

it('the order of the documents does not change the diagnostics', () => {
  const manifest = { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'a' }, spec: {} };
  const documents = ['x', 'y', 'z'].map((origin) => ({ origin, manifest: { ...manifest, metadata: { name: origin } } }));

  expect(checkDocuments([...documents].reverse())).toEqual(checkDocuments(documents));
});

it('the check of a cyclic manifest terminates', () => {
  const spec: Record<string, unknown> = { steps: [{ image: 'a' }] };
  spec.params = [{ name: 'a', value: spec }];
  spec.volumes = [{ name: 'v', configMap: spec }];

  expect(() =>
    checkDocuments([{ origin: 'a', manifest: { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'a' }, spec } }]),
  ).not.toThrow();
});

it('the check of a very deep manifest terminates', () => {
  let deep: unknown = '$(params.a)';
  for (let at = 0; at < 100_000; at++) deep = at % 2 === 0 ? [deep] : { spec: deep };

  expect(() =>
    checkDocuments([
      {
        origin: 'a',
        manifest: {
          apiVersion: 'tekton.dev/v1',
          kind: 'Pipeline',
          metadata: { name: 'a' },
          spec: { tasks: [{ name: 'a', pipelineSpec: deep, taskSpec: { spec: deep } }] },
        },
      },
    ]),
  ).not.toThrow();
});

it.each(['tekton.dev/v9', 'example.com/v1', 'tekton.dev/v1', ''])(
  'no rule throws for the example of a rule whose object has the version "%s"',
  (apiVersion) => {
    for (const set of sets)
      for (const at of set.keys()) {
        const documents = set.map((one, n) => ({
          origin: 'file',
          manifest: (n === at ? { ...(one as object), apiVersion } : one) as Manifest,
        }));

        expect(() => checkDocuments(documents, { lint })).not.toThrow();
      }
  },
);
