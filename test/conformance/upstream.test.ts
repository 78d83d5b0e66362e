import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSources } from '../../src/check';
import { allRules } from '../../src/rules';
import { ALL } from './examples/features';
import { upstreamFolder, yamlFiles } from './examples/upstream';
import { Judge, refusals } from './judge';

/** Files that Tekton's code refuses as they stand, in a default installation with all features on, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  'pipelineruns/no-ci/compressed-results-pipeline.yaml': '$(results.digest-${i}.path) is read as the path of a result that is not declared',
  'taskruns/no-ci/default-workspaces.yaml': 'needs default-task-run-workspace-binding in config-defaults',
};

/** What our rules refuse although Tekton admits and runs it: by a rule that is stricter on purpose, unless the reason says otherwise. */
const STRICTER: Readonly<Record<string, readonly string[]>> = {
  'pipelineruns/alpha/pipelinerun-with-cel-when-expressions.yaml': ['TW269'], // the status "Failure", which is called "Failed"
  'pipelineruns/beta/isolated-workspaces.yaml': ['TW010'], // mountpath in place of mountPath
  'pipelineruns/beta/pipeline-with-when-expressions-using-array-results.yaml': ['TW183'], // $(context.task2.status)
  'pipelineruns/pipelinerun-with-when-expressions.yaml': ['TW269'], // the status "Failure", which is called "Failed"
  'taskruns/stepaction-params.yaml': ['TW135'], // [*] of a param that is a string
};

describe("Tekton's own examples", () => {
  const folder = upstreamFolder();
  const files = yamlFiles(folder);
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('all of them are present', () => {
    expect(files.length).toBeGreaterThan(150);
  });

  it('are admitted and run, with listed exceptions', async () => {
    const refused: string[] = [];
    for (const file of files) {
      const answer = await judge.ask({ documents: [readFileSync(join(folder, file), 'utf8')], features: ALL, run: true });
      // what only the cluster of Tekton's own tests holds
      if (refusals(answer).some((line) => !/: CouldntGet(Task|Pipeline): /.test(line))) refused.push(file);
    }

    expect(refused).toEqual(Object.keys(REFUSED));
  });

  it('pass our rules, with listed exceptions for stricter rules', () => {
    const found = files.flatMap((file) => (file in REFUSED ? [] : errorsOf(file)));

    expect(Object.fromEntries(found)).toEqual(STRICTER);
  });

  it('that our rules refuse are refused by a rule that explains why it is stricter', () => {
    const strict = new Set(allRules.filter(({ stricter }) => stricter !== undefined).map(({ code }) => code));

    const alone = Object.values(STRICTER).filter((codes) => !codes.some((code) => strict.has(code)));

    expect(alone).toEqual([]);
  });

  /** The file and the codes of the errors that our rules find in it, sorted; nothing when there are none. */
  function errorsOf(file: string): [string, string[]][] {
    const { documents } = checkSources([{ origin: file, text: readFileSync(join(folder, file), 'utf8') }], { features: ALL });
    const errors = documents.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
    const codes = [...new Set(errors.map(({ code }) => code))].sort();
    return codes.length === 0 ? [] : [[file, codes]];
  }
});
