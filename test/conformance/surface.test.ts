import { App } from 'cdk8s';
import { setFeatures } from '../../src';
import type { Manifest } from '../../src/spec';
import { manifestsOf, newChart, problemsOf } from '../support/app';
import { Judge, refusals } from './judge';
import { programs } from './surface';
import { lost } from './surface/read-back';

/** Everything that Tekton has, the parts that a default installation keeps off too. */
const ALL = {
  'enable-api-fields': 'alpha',
  'enable-cel-in-whenexpression': 'true',
  'enable-param-enum': 'true',
  'enable-artifacts': 'true',
  'enable-concise-resolver-syntax': 'true',
};
// what lives elsewhere is not there to run
const OUTSIDE = /: CouldntGet(Task|Pipeline): /;

describe('the whole surface of Tekton', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  test.each(Object.entries(programs))('%s: our rules and Tekton admit it, and it runs', async (_, program) => {
    const chart = newChart();
    program(chart);

    setFeatures(App.of(chart), { apiFields: 'alpha', cel: true, paramEnum: true, artifacts: true, conciseResolver: true });

    const answer = await judge.ask({ documents: manifestsOf(chart), features: ALL, run: true });

    expect(problemsOf(chart)).toEqual([]);
    expect(refusals(answer).filter((line) => !OUTSIDE.test(line))).toEqual([]);
  });

  test.each(Object.entries(programs))('%s: Tekton reads back the values that the program has set', async (_, program) => {
    const chart = newChart();
    program(chart);
    const manifests = manifestsOf(chart);

    const { verdicts } = await judge.ask({ documents: manifests, features: ALL, objects: true });

    const found = manifests.flatMap((manifest, at) =>
      lost(manifest.spec, (verdicts[at]?.object as Manifest | undefined)?.spec, manifest.kind ?? ''),
    );
    expect(found).toEqual([]);
  });
});
