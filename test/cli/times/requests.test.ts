import type { Manifest } from '../../../src/spec';
import { at, json, runFile, task, times, type Went } from './run-file';

describe('requests of pods', () => {
  const asks = (cpu: string, memory: string) => ({ computeResources: { requests: { cpu, memory } } });
  const steps = { run: [0, 10] } as const;
  const went = (taskSpec: object, spec: object = {}): Went => ({ started: 0, steps, ended: 10, taskSpec, spec });
  const requested = (taskRun: Went, pods: Manifest[] = []) =>
    json(runFile({ tasks: [task('a')] }, { a: taskRun }, { pods })).tasks[0].requests;
  const GI = 2 ** 30;

  it.each<[string, Went, object]>([
    [
      'steps together',
      went({
        steps: [
          { name: 'a', ...asks('1', '1Gi') },
          { name: 'b', ...asks('250m', '512Mi') },
        ],
      }),
      { cpu: 1.25, memory: 1.5 * GI },
    ],
    [
      'sidecars',
      went({ steps: [{ name: 'a', ...asks('1', '1Gi') }], sidecars: [{ name: 's', ...asks('1', '1Gi') }] }),
      { cpu: 2, memory: 2 * GI },
    ],
    [
      'the template of steps',
      went({ stepTemplate: asks('1', '1Gi'), steps: [{ name: 'a' }, { name: 'b', ...asks('2', '2Gi') }] }),
      { cpu: 3, memory: 3 * GI },
    ],
    [
      'a limit is the request of one that names none',
      went({ steps: [{ name: 'a', computeResources: { limits: { cpu: '2' } } }] }),
      { cpu: 2, memory: 0 },
    ],
    [
      'stepSpecs of the run',
      went({ steps: [{ name: 'a', ...asks('1', '1Gi') }] }, { stepSpecs: [{ name: 'a', ...asks('3', '1Gi') }] }),
      { cpu: 3, memory: GI },
    ],
    ['computeResources of the run', went({ steps: [{ name: 'a', ...asks('1', '1Gi') }] }, asks('4', '2Gi')), { cpu: 4, memory: 2 * GI }],
  ])('of a pod that is gone: %s', (_, taskRun, expected) => {
    expect(requested(taskRun)).toEqual({ ...expected, source: 'taskRun' });
  });

  const pod = (spec: object, scheduled = 0): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'ci-1-a-pod', namespace: 'ci', labels: { 'tekton.dev/pipelineRun': 'ci-1' } },
    spec,
    status: { conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: at(scheduled) }] },
  });
  const container = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });

  it.each([
    ['containers together', { containers: [container('1', '1Gi'), container('1', '1Gi')] }, { cpu: 2, memory: 2 * GI }],
    [
      'an init container that needs more',
      { containers: [container('1', '1Gi')], initContainers: [container('3', '512Mi')] },
      { cpu: 3, memory: GI },
    ],
    [
      'a sidecar among the init containers',
      { containers: [container('1', '1Gi')], initContainers: [{ ...container('1', '1Gi'), restartPolicy: 'Always' }, container('2', '0')] },
      { cpu: 3, memory: 2 * GI },
    ],
    ['the overhead of the runtime', { containers: [container('1', '1Gi')], overhead: { cpu: '250m' } }, { cpu: 1.25, memory: GI }],
    ['the whole pod', { containers: [container('1', '1Gi')], resources: { requests: { cpu: '5' } } }, { cpu: 5, memory: GI }],
  ])('of a pod: %s', (_, spec, expected) => {
    expect(requested(went({ steps: [] }), [pod(spec)])).toEqual({ ...expected, source: 'pod' });
  });

  it('are counted from the time the pod was scheduled', () => {
    const file = runFile({ tasks: [task('a')] }, { a: went({ steps: [] }) }, { pods: [pod({ containers: [container('2', '1Gi')] }, 4)] });

    expect(json(file)).toMatchObject({ pods: 1, cpuSeconds: 12, memoryByteSeconds: 6 * GI });
    expect(times(file).out[0]).toContain('1 pod, requested: 12 CPU seconds, 6 GiB seconds of memory');
  });
});
