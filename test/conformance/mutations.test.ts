import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { type Document, judge as ourJudge } from '../../src/rules';
import type { Manifest } from '../../src/spec';
import { Judge, refusals } from './judge';
import { mutate } from './mutation';
import { inOlderVersion } from './older';
import { Choices } from './random-choices';
import { randomPipeline } from './random-pipeline';

const COUNT = Number(process.env.CONFORMANCE_COUNT ?? 150);
// the same mutants every time, beside those that nobody has seen yet
const SEED = 20;
// what the manifests do not hold may be in the cluster; and of kinds that are not Tekton's we say nothing
const OUTSIDE =
  /: CouldntGet(Task|Pipeline): |: stepactions\.tekton\.dev ".*" not found|: no matches for kind .* in version "(?!tekton\.dev|triggers\.tekton)|: not a Kubernetes object/;

const FOLDER = join(__dirname, '../rules');
const SETS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => manifestsOf(readFileSync(join(FOLDER, name, 'ok.yaml'), 'utf8')));

type Make = (choices: Choices) => readonly Manifest[];

describe('manifests with one slip of the pen', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  const pipelines: Make = (choices) => manifestsOf(randomPipeline(choices).app.synthYaml());
  const examples: Make = (choices) => structuredClone(choices.oneOf(SETS));

  const older: Make = (choices) => examples(choices).map(inOlderVersion);

  it('older versions of our examples are admitted as they are', async () => {
    for (const set of SETS) {
      const answer = await judge.ask({ documents: set.map(inOlderVersion), run: true });

      expect(refusals(answer).filter((line) => !OUTSIDE.test(line))).toEqual([]);
      expect(ourJudge(documentsOf(set.map(inOlderVersion))).filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it.each([
    ['programs', pipelines, SEED],
    ['programs that nobody has seen yet', pipelines, undefined],
    ['the examples of our rules', examples, SEED],
    ['the examples of our rules, each time others', examples, undefined],
    ['older versions', older, SEED],
    ['older versions, each time others', older, undefined],
  ])('of %s: what Tekton or its reconciler refuses, we refuse', async (_, make, seed) => {
    const property = fc.asyncProperty(fc.gen(), async (draw) => {
      const choices = new Choices(draw);
      const manifests = make(choices);
      const slip = mutate(choices, manifests);

      const answer = await judge.ask({ documents: manifests, run: true });

      const theirs = refusals(answer).filter((line) => !OUTSIDE.test(line));
      const ours = ourJudge(documentsOf(manifests));
      const isLooser = theirs.length > 0 && ours.every(({ severity }) => severity !== 'error');
      expect(isLooser ? [slip, ...theirs] : []).toEqual([]);
    });
    await fc.assert(property, { numRuns: COUNT, ...(seed === undefined ? {} : { seed }) });
  });
});

function documentsOf(manifests: readonly Manifest[]): Document[] {
  return manifests.map((manifest, index) => ({ origin: 'manifests', index, manifest }));
}

function manifestsOf(text: string): Manifest[] {
  // YAML 1.1, as kubectl reads it
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as Manifest);
}
