import type { PipelineTaskSpec } from '../../../src/spec';
import { fc } from '../../support/random';
import { run, write } from '../run';
import { json, runFile, task, times, type Went } from './run-file';

const pathOf = (file: string) => json(file).criticalPath.map((one: { task: string }) => one.task);

const clone: Went = { started: 1, steps: { clone: [6, 10] }, ended: 11 };

interface Timed {
  readonly task: string;
  readonly waitingSeconds: number;
  readonly podStartSeconds: number;
  readonly stepsSeconds: number;
  readonly endSeconds: number;
}

describe('tekwire graph --times', () => {
  it('shows how long each task waited, its pod started, its steps ran, and the critical path', () => {
    const file = runFile(
      { tasks: [task('clone'), task('quick', 'clone'), task('slow', 'clone')], finally: [task('gate')] },
      {
        clone,
        quick: {
          started: 11,
          steps: { run: [14, 16] },
          ended: 16,
          taskSpec: { steps: [{ name: 'run', computeResources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
        },
        slow: { started: 12, steps: { prepare: [17, 19], scan: [19, 40] }, ended: 42 },
        gate: { started: 43, steps: { gate: [46, 46] }, ended: 47, fails: true },
      },
    );

    expect(times(file)).toEqual({
      code: 0,
      err: [],
      out: [
        `PipelineRun "ci-1" failed in 47 s

  task   waiting  pod start  steps  end  CPU  memory
* clone  1 s      5 s        4 s    1 s  0    0 GiB
  quick  0 s      3 s        2 s    0 s  0.5  1 GiB
* slow   1 s      5 s        23 s   2 s  0    0 GiB   prepare 2 s, scan 21 s
* gate   1 s      3 s        0 s    1 s  0    0 GiB   failed

critical path (*), 47 s: waiting 3 s (6 %), pod start 13 s (28 %), steps 27 s (57 %), end 4 s (9 %)
  clone 11 s
  slow 31 s
  gate 5 s

4 pods, requested: 2.5 CPU seconds, 5 GiB seconds of memory
4 of them are gone: without what a LimitRange added`,
      ],
    });
  });

  it('prints the same numbers as JSON', () => {
    const file = runFile({ tasks: [task('clone')] }, { clone });

    expect(json(file)).toEqual({
      name: 'ci-1',
      namespace: 'ci',
      state: 'succeeded',
      started: '2026-01-01T10:00:00.000Z',
      ended: '2026-01-01T10:00:11.000Z',
      seconds: 11,
      queuedSeconds: 0,
      pods: 1,
      cpuSeconds: 0,
      memoryByteSeconds: 0,
      tasks: [
        {
          task: 'clone',
          kind: 'TaskRun',
          name: 'ci-1-clone',
          attempt: 1,
          isFinal: false,
          isCritical: true,
          state: 'succeeded',
          started: '2026-01-01T10:00:01.000Z',
          ended: '2026-01-01T10:00:11.000Z',
          waitingSeconds: 1,
          podStartSeconds: 5,
          stepsSeconds: 4,
          endSeconds: 1,
          steps: [{ name: 'clone', seconds: 4 }],
          pod: 'ci-1-clone-pod',
          requests: { cpu: 0, memory: 0, source: 'taskRun' },
          cpuSeconds: 0,
          memoryByteSeconds: 0,
        },
      ],
      criticalPath: [{ task: 'clone', name: 'ci-1-clone', attempt: 1 }],
      skipped: [],
      missing: [],
    });
  });

  it('a task waits for the tasks whose results it reads, and through one that was skipped', () => {
    const reads = (name: string, from: string): PipelineTaskSpec => ({
      name,
      taskRef: { name },
      params: [{ name: 'p', value: `$(tasks.${from}.results.r)` }],
    });
    const data = runFile(
      { tasks: [task('a'), task('b'), reads('c', 'b')] },
      { a: { started: 0, ended: 5 }, b: { started: 0, ended: 9 }, c: { started: 9, ended: 12 } },
    );
    const skipped = runFile(
      { tasks: [task('a'), task('b', 'a'), task('c', 'b')] },
      { a: { started: 0, ended: 5 }, c: { started: 5, ended: 12 } },
      { run: { skippedTasks: [{ name: 'b', reason: 'When Expressions evaluated to false' }] } },
    );

    expect(pathOf(data)).toEqual(['b', 'c']);
    expect([pathOf(skipped), json(skipped).skipped]).toEqual([['a', 'c'], ['b']]);
  });

  it('attempts of a retried task follow each other, and each has its pod', () => {
    const file = runFile(
      { tasks: [task('a')] },
      {
        a: { started: 12, steps: { run: [14, 15] }, ended: 16, retries: [{ started: 0, steps: { run: [4, 8] }, ended: 10, fails: true }] },
      },
    );

    expect(json(file)).toMatchObject({
      seconds: 16,
      pods: 2,
      tasks: [
        { attempt: 1, state: 'failed', waitingSeconds: 0, podStartSeconds: 4, stepsSeconds: 4, endSeconds: 2 },
        { attempt: 2, state: 'succeeded', waitingSeconds: 2, podStartSeconds: 2, stepsSeconds: 1, endSeconds: 1 },
      ],
    });
    expect(times(file).out[0]).toMatch(/^\* a attempt 1 .*\n\* a attempt 2 /m);
  });

  it('a matrix has a line for each TaskRun, and the next task waits for the last of them', () => {
    const tasks = [{ ...task('m'), matrix: { params: [{ name: 'p', value: ['x', 'y'] }] } }, task('next', 'm')];
    const file = runFile({ tasks }, { 'm-0': { started: 0, ended: 9 }, 'm-1': { started: 0, ended: 5 }, next: { started: 10, ended: 11 } });

    expect(json(file).criticalPath.map((one: { name: string }) => one.name)).toEqual(['ci-1-m-0', 'ci-1-next']);
    expect(times(file)).toMatchObject({ err: [], out: [expect.stringContaining('* m (ci-1-m-0)')] });
  });

  it('a run that goes on is measured until the last time in its file', () => {
    const file = runFile({ tasks: [task('a'), task('b')] }, { a: { started: 0, steps: { run: [2] } }, b: { started: 0, ended: 30 } });

    expect(json(file)).toMatchObject({
      state: 'running',
      seconds: 30,
      tasks: [{ state: 'running', stepsSeconds: 28 }, { state: 'succeeded' }],
    });
    expect(times(file).out[0]).toContain('PipelineRun "ci-1" running for 30 s');
  });

  it('a TaskRun whose pod never started took its time until it failed', () => {
    const file = runFile({ tasks: [task('a')] }, { a: { started: 0, ended: 60, fails: true } });

    expect(json(file).tasks).toMatchObject([{ waitingSeconds: 0, podStartSeconds: 60, stepsSeconds: 0, endSeconds: 0 }]);
  });

  it('names children of the run that the files do not have', () => {
    const file = runFile(
      { tasks: [task('a'), task('b')] },
      { a: { started: 0, ended: 1 } },
      {
        run: {
          childReferences: [
            { kind: 'TaskRun', name: 'ci-1-a', pipelineTaskName: 'a' },
            { kind: 'TaskRun', name: 'ci-1-b', pipelineTaskName: 'b' },
          ],
        },
      },
    );

    expect(times(file)).toMatchObject({ code: 0, err: ['not found, so their times are missing: ci-1-b'] });
  });

  it('a run that has not started has no times', () => {
    const pending = { startTime: undefined, completionTime: undefined, conditions: [] };

    expect(times(runFile({ tasks: [task('a')] }, {}, { run: pending })).out[0]).toBe(
      'PipelineRun "ci-1" has not started\n\n0 pods, requested: 0 CPU seconds, 0 GiB seconds of memory',
    );
  });

  const anyTask = fc.record({
    before: fc.array(fc.nat(11), { maxLength: 3 }),
    gaps: fc.tuple(fc.nat(3), fc.nat(9), fc.nat(60), fc.nat(3)),
  });

  it('the critical path has no gaps from the start of a run to its end, in any graph', () => {
    fc.assert(
      fc.property(fc.array(anyTask, { minLength: 1, maxLength: 12 }), (tasks) => {
        const specs: PipelineTaskSpec[] = [];
        const went: Record<string, Went & { readonly ended: number }> = {};
        for (const [n, { before, gaps }] of tasks.entries()) {
          const names = [...new Set(before.filter((one) => one < n).map((one) => `t${one}`))];
          const started = Math.max(0, ...names.map((name) => went[name]?.ended ?? 0)) + gaps[0];
          const [first, last] = [started + gaps[1], started + gaps[1] + gaps[2]];
          specs.push(task(`t${n}`, ...names));
          went[`t${n}`] = { started, steps: { run: [first, last] }, ended: last + gaps[3] };
        }
        const timed = json(runFile({ tasks: specs }, went));
        const path: Timed[] = timed.criticalPath.map((one: Timed) => timed.tasks.find((other: Timed) => other.task === one.task));
        const parts = path.map((one) => one.waitingSeconds + one.podStartSeconds + one.stepsSeconds + one.endSeconds);

        expect(parts.reduce((all, part) => all + part)).toBe(timed.seconds);
        for (const [index, { task: name }] of path.slice(1).entries())
          expect(specs.find((one) => one.name === name)?.runAfter).toContain(path[index]?.task);
      }),
      { numRuns: 30 },
    );
  });
});

describe('tekwire graph --times with arguments that do not fit', () => {
  const file = () => runFile({ tasks: [] }, {});
  // the API server does not check the specs in a status
  const malformed: readonly (readonly [what: string, status: object, message: string])[] = [
    ['tasks', { pipelineSpec: { tasks: {} } }, 'status.pipelineSpec.tasks: expected an array, found an object'],
    ['a task', { pipelineSpec: { tasks: [null] } }, 'status.pipelineSpec.tasks[0]: expected an object, found null'],
    ['a task in finally', { pipelineSpec: { finally: ['a'] } }, 'status.pipelineSpec.finally[0]: expected an object, found "a"'],
    [
      'runAfter',
      { pipelineSpec: { tasks: [{ name: 'a', runAfter: 'b' }] } },
      'status.pipelineSpec.tasks[0].runAfter: expected an array, found "b"',
    ],
    ['a child', { childReferences: [null] }, 'status.childReferences[0]: expected an object, found null'],
    ['a skipped task', { skippedTasks: [null] }, 'status.skippedTasks[0]: expected an object, found null'],
    ['a condition', { conditions: [null] }, 'status.conditions[0]: expected an object, found null'],
  ];
  const malformedTaskRuns: readonly (readonly [what: string, status: object, message: string])[] = [
    ['a step', { steps: [null] }, 'status.steps[0]: expected an object, found null'],
    ['the end of a step', { steps: [{ terminated: 'x' }] }, 'status.steps[0].terminated: expected an object, found "x"'],
    ['earlier attempts', { retriesStatus: {} }, 'status.retriesStatus: expected an array, found an object'],
    [
      'resources',
      { taskSpec: { steps: [{ computeResources: 'x' }] } },
      'status.taskSpec.steps[0].computeResources: expected an object, found "x"',
    ],
  ];
  const withTaskRun = (status: object) => {
    const labels = { 'tekton.dev/pipelineRun': 'ci-1' };
    const metadata = { name: 'ci-1-a', namespace: 'ci', labels };
    return runFile({ tasks: [] }, {}, { pods: [{ apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata, status }] });
  };

  it('fields that are null are absent, as Kubernetes takes them', () => {
    const nothing = { pipelineSpec: { tasks: null, finally: null }, childReferences: null, skippedTasks: null };

    expect(times(runFile({ tasks: [] }, {}, { run: nothing })).code).toBe(0);
  });

  it.each<[string, () => readonly string[], number, string]>([
    ['no run', () => ['--times'], 2, 'missing argument; pass the name of a PipelineRun, or its file with --file'],
    ['two runs', () => ['--times', 'a', 'b'], 2, 'expected the name of one PipelineRun; its files are named by --file'],
    ['a picture', () => ['--times', '-o', 'svg', '-f', file()], 2, '--times is printed as text or json'],
    ['--pipeline', () => ['--times', '--pipeline', 'x', '-f', file()], 2, '--pipeline chooses the Pipeline to draw'],
    ['--file without --times', () => ['-f', file(), file()], 2, '--file needs --times'],
    ['--namespace without --times', () => ['-n', 'ci', file()], 2, '--namespace needs --times'],
    ['another name', () => ['ci-2', '--times', '-f', file()], 2, 'no PipelineRun "ci-2" in'],
    ['several runs and no name', () => ['--times', '-f', file(), '-f', file()], 2, 'several PipelineRuns; name one of: ci-1, ci-1'],
    [
      'a file without a run',
      () => ['--times', '-f', write('none.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n')],
      2,
      'no PipelineRun in',
    ],
    [
      'a time that is a number',
      () => ['--times', '-f', runFile({ tasks: [] }, {}, { run: { startTime: 12 } })],
      3,
      'TW003 status.startTime: expected a time',
    ],
    ...malformed.map(([what, run, message]): [string, () => readonly string[], number, string] => [
      `${what} of the wrong type`,
      () => ['--times', '-f', runFile({ tasks: [] }, {}, { run })],
      3,
      `PipelineRun "ci-1" ${message}; the cluster writes no such field: save the object again with kubectl get -o yaml`,
    ]),
    ...malformedTaskRuns.map(([what, status, message]): [string, () => readonly string[], number, string] => [
      `${what} of the wrong type`,
      () => ['--times', '-f', withTaskRun(status)],
      3,
      `TaskRun "ci-1-a" ${message}; the cluster writes no such field`,
    ]),
    ['no file', () => ['--times', '-f', 'absent.yaml'], 3, 'absent.yaml'],
  ])('%s', (_, args, code, message) => {
    const outcome = run('graph', ...args());

    expect([outcome.code, outcome.out]).toEqual([code, []]);
    expect(outcome.err.join('\n')).toContain(message);
  });
});
