import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type Document, checkDocuments as ourJudge } from '../../src/rules';
import type { Manifest } from '../../src/spec';
import { fc } from '../support/random';
import { Judge, refusals } from './judge';
import { embedded } from './random/embedding';
import { mutate } from './random/mutation';
import { inOlderVersion } from './random/older';
import { Choices } from './random/random-choices';
import { randomPipeline } from './random/random-pipeline';

const COUNT = 2 * Number(process.env.CONFORMANCE_COUNT ?? 150);
// what the manifests do not hold may be in the cluster; and of kinds that are not Tekton's we say nothing
const OUTSIDE =
  /: CouldntGet(Task|Pipeline): |: stepactions\.tekton\.dev ".*" not found|: no matches for kind .* in version "(?!tekton\.dev|triggers\.tekton)|: not a Kubernetes object/;

const FOLDER = join(__dirname, '../rules');
const SETS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => manifestsOf(readFileSync(join(FOLDER, name, 'ok.yaml'), 'utf8')));

type Make = (choices: Choices) => readonly Manifest[];

// so many typing errors in a manifest set
const MOST = 3;

describe('manifests with up to three typing errors', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  const pipelines: Make = (choices) => manifestsOf(randomPipeline(choices).app.synthYaml());
  const examples: Make = (choices) => structuredClone(choices.oneOf(SETS));

  const older: Make = (choices) => examples(choices).map(inOlderVersion);
  const within: Make = (choices) => embedded(examples(choices));

  it('legacy versions of our examples are admitted', async () => {
    for (const set of SETS) {
      const answer = await judge.ask({ documents: set.map(inOlderVersion), run: true });

      expect(refusals(answer).filter((line) => !OUTSIDE.test(line))).toEqual([]);
      expect(ourJudge(documentsOf(set.map(inOlderVersion))).filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it.each([
    ['programs', pipelines],
    ['the examples of our rules', examples],
    ['specs written into Pipelines and runs', within],
    ['older versions', older],
  ])('of %s: we refuse everything that Tekton or its reconciler refuses', async (_, make) => {
    const property = fc.asyncProperty(fc.gen(), async (draw) => {
      const choices = new Choices(draw);
      const manifests = make(choices);
      const slips = Array.from({ length: choices.oneOf([1, 2, MOST]) }, () => mutate(choices, manifests));

      const answer = await judge.ask({ documents: manifests, run: true });

      const theirs = refusals(answer).filter((line) => !OUTSIDE.test(line));
      const ours = ourJudge(documentsOf(manifests));
      const isLooser = theirs.length > 0 && ours.every(({ severity }) => severity !== 'error');
      expect(isLooser ? [...slips, ...theirs] : []).toEqual([]);
    });
    await fc.assert(property, { numRuns: COUNT });
  });
});

function documentsOf(manifests: readonly Manifest[]): Document[] {
  return manifests.map((manifest, index) => ({ origin: 'manifests', index, manifest }));
}

function manifestsOf(text: string): Manifest[] {
  // YAML 1.1, as kubectl reads it
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as Manifest);
}
