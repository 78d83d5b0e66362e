import { replacementInRun } from '../../src/refs';
import { Judge } from './judge';

const task = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name: 'show' },
  spec: {
    params: [{ name: 'text' }, { name: 'own', default: 'o' }],
    results: [{ name: 'out' }],
    workspaces: [{ name: 'source' }],
    steps: [
      { name: 'first', image: 'busybox:1.37.0', command: ['true'], onError: 'continue' },
      { name: 'show', image: 'busybox:1.37.0', command: ['echo'], args: ['$(params.text)'] },
    ],
  },
};
const pipeline = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: {
    params: [{ name: 'text' }, { name: 'other', default: 'o' }],
    workspaces: [{ name: 'source' }],
    tasks: [
      {
        name: 'show',
        taskRef: { name: 'show' },
        params: [{ name: 'text', value: '$(params.text)' }],
        workspaces: [{ name: 'source' }],
      },
    ],
  },
};
const workspaces = [{ name: 'source', emptyDir: {} }];

// what Tekton has at hand in this Task; $(credentials.path) and the status of tasks it fills in later than the judge looks
const bodies = [
  ...['params.text', 'params.own', 'params.other', "params['other']", 'params.text[0]', 'inputs.params.other', 'tt.params.x'],
  ...[
    'context.taskRun.name',
    'context.taskRun.uid',
    'context.task.name',
    'context.task.retry-count',
    'context.taskRun.nope',
    'context.foo',
  ],
  ...['context.pipelineRun.name', 'context.pipelineRun.uid', 'context.pipeline.name', 'context.pipelineRun.nope'],
  ...['results.out.path', 'workspaces.source.path', 'workspaces.source.bound', 'workspaces.source.claim', 'steps.step-first.exitCode.path'],
  ...['artifacts.path', 'step.artifacts.path', 'tasks.show.results.out', 'finally.show.results.out'],
  ...['date', 'body.head', 'HOME', 'a b', ''],
];

describe('a variable in a value of a run', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  describe.each(['TaskRun', 'PipelineRun'] as const)('of a %s', (kind) => {
    it.each(bodies)('$(%s): Tekton replaces it exactly when we expect it', async (body) => {
      const given = `<$(${body})>`;
      const ref = kind === 'TaskRun' ? { taskRef: { name: 'show' } } : { pipelineRef: { name: 'ci' } };
      const run = {
        apiVersion: 'tekton.dev/v1',
        kind,
        metadata: { name: 'run', uid: 'b6f5' },
        spec: { ...ref, params: [{ name: 'text', value: given }], workspaces },
      };
      const answer = await judge.ask({ documents: [task, pipeline, run], run: true, sources: {} });

      const isRefused = answer.verdicts.some(({ ok }) => !ok) || answer.run?.run?.ok === false;
      const arrived = answer.run?.run?.taskRuns?.[0]?.containers?.find(({ name }) => name === 'show')?.args?.[0];
      const fate = replacementInRun(kind, body);
      if (fate === 'refused') expect(isRefused).toBe(true);
      else if (fate === 'replaced') expect(arrived).not.toBe(given);
      else expect(isRefused ? given : arrived).toBe(given);
      if (fate === undefined) expect(isRefused).toBe(false);
    });
  });
});
