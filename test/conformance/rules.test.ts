import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { allRules } from '../../src/rules';
import type { Manifest } from '../../src/spec';
import { Judge, refusals } from './judge';
import { withRuns } from './run-for';

const FOLDER = join(__dirname, '../rules');
const FIXTURES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((code) => existsSync(join(FOLDER, code, 'bad.yaml'))) : [];
const STRICTER = new Map(allRules.map(({ code, stricter, severity }) => [code, stricter !== undefined || severity === 'warning']));
// of conditions in CEL nothing can be said while they are off
const CEL = { 'enable-cel-in-whenexpression': 'true' };
const FEATURES: Readonly<Record<string, typeof CEL>> = { TW516: CEL, TW517: CEL };
// what a fixture does not hold may well be in the cluster, so nothing can be said of a run that needs it
const OUTSIDE = /: CouldntGet(Task|Pipeline): /;

describe('our rules and Tekton', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it.each(FIXTURES)('%s: manifests that we accept are admitted and run', async (code) => {
    expect(await complaints(code, 'ok.yaml')).toEqual([]);
  });

  it.each(FIXTURES.filter((code) => STRICTER.get(code) === false))(
    '%s: Tekton or its reconciler refuses manifests that we refuse',
    async (code) => {
      expect(await complaints(code, 'bad.yaml')).not.toEqual([]);
    },
  );

  it.each(FIXTURES.filter((code) => STRICTER.get(code) === true))(
    '%s: we are stricter than Tekton, which admits it and runs it',
    async (code) => {
      expect(await complaints(code, 'bad.yaml')).toEqual([]);
    },
  );

  /** What Tekton says of the file; a Pipeline that no run of the file names is run with all that it needs. */
  async function complaints(code: string, file: string): Promise<string[]> {
    const text = readFileSync(join(FOLDER, code, file), 'utf8');
    const features = FEATURES[code] ?? {};
    const admission = refusals(await judge.ask({ documents: [text], features }));
    if (admission.length > 0) return admission;
    // YAML 1.1, as kubectl reads it
    const manifests = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as Manifest);
    const all = refusals(await judge.ask({ documents: withRuns(manifests), run: true, features }));
    return all.filter((line) => !OUTSIDE.test(line));
  }
});
