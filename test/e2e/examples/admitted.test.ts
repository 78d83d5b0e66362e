import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { check } from '../../../src/extension/rules';
import type { Manifest } from '../../../src/spec';
import { createNamespace, deleteNamespace, get, kubectl } from '../kubectl';
import { isRuns } from '../perform';

const GOLDEN = join(__dirname, '../../golden/examples');
const NAMESPACE = 'tekwire-e2e-examples';
const CLUSTER_WIDE: ReadonlySet<string | undefined> = new Set(['ClusterRole', 'ClusterRoleBinding']);
const EXTERNAL = ['Task/*', 'Pipeline/*', 'StepAction/*', 'TriggerTemplate/*', 'TriggerBinding/*', 'Trigger/*'];

/** The files of an example; those of `tekton` are programs of their own. */
const examples: readonly (readonly [name: string, files: readonly string[]])[] = readdirSync(GOLDEN).flatMap((folder) => {
  const files = readdirSync(join(GOLDEN, folder)).map((file) => join(folder, file));
  if (folder !== 'tekton') return [[folder, files] as const];
  const programs = new Map<string, string[]>();
  for (const file of files) {
    const name = file.replace(/(-runs)?\.k8s\.yaml$/, '');
    programs.set(name, [...(programs.get(name) ?? []), file]);
  }
  return [...programs];
});

/** The objects of files. */
function objectsOf(files: readonly string[]): readonly Manifest[] {
  const documents = files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(GOLDEN, file), 'utf8')).map((one) => one.toJS() as Manifest | null),
  );
  return documents.flatMap((one) => (one === null ? [] : [one]));
}

/** The object in the namespace of the test. */
function here(one: Manifest): Manifest {
  return CLUSTER_WIDE.has(one.kind) ? one : { ...one, metadata: { ...one.metadata, namespace: NAMESPACE } };
}

/** What the API server says of the objects in a dry run: the lines of accepted ones, and the message of a refusal. */
async function dryRun(action: 'apply' | 'create', items: readonly Manifest[]): Promise<string> {
  if (items.length === 0) return '';
  try {
    const lines = await kubectl(
      [action, '--dry-run=server', '-f', '-'],
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: items.map(here) }),
    );
    return lines.trim().split('\n').length === items.length ? '' : `only:\n${lines}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What `tekwire/rules` reports as errors for the features of the cluster. */
function errorsOf(objects: readonly Manifest[], features: Readonly<Record<string, string>>): readonly string[] {
  return check(objects, { features, lint: false, external: EXTERNAL }).flatMap(({ severity, message, fix = '' }) =>
    severity === 'error' ? [`${message}; ${fix}`] : [],
  );
}

const needsFeature = (message: string) => /enable-/.test(message);

describe('the API server, with the webhooks of Tekton and Triggers, in a dry run', () => {
  let features: Readonly<Record<string, string>>;
  beforeAll(async () => {
    await createNamespace(NAMESPACE);
    const { data } = await get<{ readonly data: Readonly<Record<string, string>> }>('tekton-pipelines', 'configmap', 'feature-flags');
    features = Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith('_')));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  const parts = (files: readonly string[]) => ({
    definitions: objectsOf(files.filter((file) => !isRuns(file))),
    runs: objectsOf(files.filter(isRuns)),
  });
  const all = examples.map(([name, files]) => ({ name, ...parts(files) }));
  const problemsOf = ({ definitions, runs }: (typeof all)[number]) => errorsOf([...definitions, ...runs], features);

  it('accepts every object of the examples in which tekwire finds no error', async () => {
    const fine = all.filter((one) => problemsOf(one).length === 0);
    const definitions = fine.flatMap((one) => one.definitions);

    expect(fine.length).toBeGreaterThan(35);
    expect([
      await dryRun('apply', definitions),
      await dryRun(
        'create',
        fine.flatMap(({ runs }) => runs),
      ),
    ]).toEqual(['', '']);
  });

  it('refuses the others, and both name the feature flags that are off', async () => {
    const others = all.filter((one) => problemsOf(one).length > 0);

    for (const one of others) {
      const refusals = [await dryRun('apply', one.definitions), await dryRun('create', one.runs)].filter((message) => message !== '');

      expect([one.name, problemsOf(one).filter((message) => !needsFeature(message))]).toEqual([one.name, []]);
      expect([one.name, refusals.length > 0, refusals.filter((message) => !needsFeature(message))]).toEqual([one.name, true, []]);
    }
  });
});
