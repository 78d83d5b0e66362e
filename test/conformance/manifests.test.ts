import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Manifest } from '../../src/spec';
import { Judge, refusals } from './judge';
import { withRuns } from './run-for';
import { foldersWith, readManifests, synthesise } from './synthesise';

const ROOT = join(__dirname, '../..');
const EXAMPLES = foldersWith(join(ROOT, 'examples'), /^main\.ts$/);
const GOLDENS = foldersWith(join(ROOT, 'test/golden'), /\.yaml$/);

/** Runs of an example that only a resolver can start: Tekton's code admits them, and what they run is elsewhere. */
const REMOTE: Readonly<Record<string, readonly string[]>> = {
  'examples/tekton': [
    'run http-resolver-abcde could not be judged: task http-resolver comes from a resolver',
    'run hub-resolver-semver-required-fields-only-abcde could not be judged: the task comes from a resolver',
    'run hub-resolver-simple-semver-abcde could not be judged: the task comes from a resolver',
    'run remote-pipeline-reference-abcde could not be judged: the pipeline comes from a resolver',
  ],
};

type Features = Readonly<Record<string, string>>;

/** The feature flags in the config file of an example. */
function featuresOf(folder: string): Features | undefined {
  const path = join(folder, 'tekwire.config.yaml');
  if (!existsSync(path)) return undefined;
  const { features = {} } = parse(readFileSync(path, 'utf8')) as { readonly features?: Readonly<Record<string, unknown>> };
  return Object.fromEntries(Object.entries(features).map(([flag, value]) => [flag, String(value)]));
}

describe('our manifests in Tekton', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('there are examples to check', () => {
    expect(EXAMPLES.length).toBeGreaterThan(0);
  });

  it.each(EXAMPLES.map((folder) => [relative(ROOT, folder), folder]))('the manifests of %s are admitted and run', async (name, folder) => {
    const files = synthesise(join(folder, 'main.ts'));

    expect((await complaints(files, featuresOf(folder))).sort()).toEqual(REMOTE[name] ?? []);
  });

  it.each(GOLDENS.map((folder) => [relative(ROOT, folder), folder]))('%s is admitted and runs', async (_, folder) => {
    const files = readManifests(folder);
    const example = join(ROOT, relative(join(ROOT, 'test/golden'), folder));

    expect((await complaints(files, featuresOf(example))).sort()).toEqual(REMOTE[relative(ROOT, example)] ?? []);
  });

  it('the manifests of the cluster tests are admitted and run', async () => {
    const folder = join(ROOT, 'test/e2e/programs');
    for (const program of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
      const files = synthesise(join(folder, program));

      expect([program, await complaints(files)]).toEqual([program, []]);
    }
  });

  /** Judges the YAML texts as they are, and, with a run for each Pipeline that has none, what the reconcilers would say. */
  async function complaints(files: Readonly<Record<string, string>>, features?: Features): Promise<string[]> {
    const texts = Object.values(files);
    const admitted = refusals(await judge.ask({ documents: texts, features }));
    if (admitted.length > 0) return admitted;
    const manifests = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Manifest));
    const answer = await judge.ask({ documents: withRuns(manifests), features, run: true });
    const skipped = Object.entries(answer.run ?? {}).filter(([, run]) => run.skipped !== undefined);
    return [...refusals(answer), ...skipped.map(([name, run]) => `run ${name} could not be judged: ${run.skipped}`)];
  }
});
