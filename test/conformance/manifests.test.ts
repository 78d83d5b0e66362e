import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../src/spec';
import { Judge, refusals } from './judge';
import { withRuns } from './run-for';
import { foldersWith, readManifests, synthesise } from './synthesise';

const ROOT = join(__dirname, '../..');
const EXAMPLES = foldersWith(join(ROOT, 'examples'), /^main\.ts$/);
const GOLDENS = foldersWith(join(ROOT, 'test/golden'), /\.yaml$/);

describe('what we emit, before Tekton', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('there are examples to judge', () => {
    expect(EXAMPLES.length).toBeGreaterThan(0);
  });

  it.each(EXAMPLES.map((folder) => [relative(ROOT, folder), folder]))('%s emits what is admitted and what runs', async (_, folder) => {
    const files = synthesise(join(folder, 'main.ts'));

    expect(await complaints(files)).toEqual([]);
  });

  it.each(GOLDENS.map((folder) => [relative(ROOT, folder), folder]))('%s is admitted and runs', async (_, folder) => {
    const files = readManifests(folder);

    expect(await complaints(files)).toEqual([]);
  });

  it('what tests of the real cluster run is admitted and runs', async () => {
    const folder = join(ROOT, 'test/e2e/programs');
    for (const program of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
      const files = synthesise(join(folder, program));

      expect([program, await complaints(files)]).toEqual([program, []]);
    }
  });

  /** Judges the YAML texts as they are, and, with a run for each Pipeline that has none, what the reconcilers would say. */
  async function complaints(files: Readonly<Record<string, string>>): Promise<string[]> {
    const texts = Object.values(files);
    const admitted = refusals(await judge.ask({ documents: texts }));
    if (admitted.length > 0) return admitted;
    const manifests = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Manifest));
    const answer = await judge.ask({ documents: withRuns(manifests), run: true });
    const skipped = Object.entries(answer.run ?? {}).filter(([, run]) => run.skipped !== undefined);
    return [...refusals(answer), ...skipped.map(([name, run]) => `run ${name} could not be judged: ${run.skipped}`)];
  }
});
