import { App } from 'cdk8s';
import { setFeatures } from '../../src';
import { checkDocuments as judgeOurs } from '../../src/rules';
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

  it.each(Object.entries(programs))('%s: our rules and Tekton accept it, and it runs', async (_, program) => {
    const chart = newChart();
    program(chart);

    setFeatures(App.of(chart), { apiFields: 'alpha', cel: true, paramEnum: true, artifacts: true, conciseResolver: true });

    const answer = await judge.ask({ documents: manifestsOf(chart), features: ALL, run: true });

    expect(problemsOf(chart)).toEqual([]);
    expect(refusals(answer).filter((line) => !OUTSIDE.test(line))).toEqual([]);
  });

  it.each(Object.entries(programs))('%s: Tekton reads the values that the program sets', async (_, program) => {
    const chart = newChart();
    program(chart);
    const manifests = manifestsOf(chart);

    const { verdicts } = await judge.ask({ documents: manifests, features: ALL, objects: true });

    const found = manifests.flatMap((manifest, at) =>
      lost(manifest.spec, (verdicts[at]?.object as Manifest | undefined)?.spec, manifest.kind ?? ''),
    );
    expect(found).toEqual([]);
  });

  it('Tekton also refuses beta and alpha fields when the cluster allows only stable ones', async () => {
    const run = { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { name: 'a' } };
    const task = {
      steps: [{ name: 'run', image: 'busybox:1.37.0', workspaces: [{ name: 'a', mountPath: '' }] }],
      workspaces: [{ name: 'a' }],
    };
    const taskRef = { name: 'a' };
    const tasks = [
      { name: 'a', taskRef, onError: 'continue' },
      { name: 'b', taskRef, matrix: { params: [{ name: 'a', value: ['b'] }] } },
      { name: 'c', taskRef: { resolver: 'hub', params: [{ name: 'name', value: 'lint' }] } },
    ];
    const documents = [
      { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'a' }, spec: task },
      ...tasks.map((one) => ({ apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: one.name }, spec: { tasks: [one] } })),
      { ...run, spec: { taskRef, computeResources: { requests: { cpu: '1' } } } },
      { ...run, spec: { taskRef, stepSpecs: [{ name: 'run', computeResources: {} }] } },
      { ...run, spec: { taskRef, debug: { breakpoints: { onFailure: 'enabled' } } } },
    ];

    for (const document of documents) {
      const features = { 'enable-api-fields': 'stable' };
      const refused = refusals(await judge.ask({ documents: [document], features }));
      const ours = judgeOurs([{ origin: 'a', index: 0, manifest: document }], { features });

      expect([document, refused.length > 0, ours.some(({ message }) => message.includes('which the cluster refuses'))]).toEqual([
        document,
        ours.length > 0,
        true,
      ]);
    }
  });
});
