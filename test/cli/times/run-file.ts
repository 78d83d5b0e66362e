import { stringify } from 'yaml';
import type { Manifest, PipelineSpec, PipelineTaskSpec } from '../../../src/spec';
import { run, write } from '../run';

const START = Date.parse('2026-01-01T10:00:00Z');

/** The time so many seconds after the start of the run, as Kubernetes writes it. */
export const at = (second: number) => new Date(START + second * 1000).toISOString().replace('.000Z', 'Z');

/** How a TaskRun went, in seconds after the start of the run. */
export interface Went {
  readonly started: number;
  /** Start and end of each step, by name; without an end it still runs. */
  readonly steps?: Readonly<Record<string, readonly [number, number?]>>;
  readonly ended?: number;
  readonly fails?: boolean;
  readonly retries?: readonly Went[];
  /** Fields of the steps, by name. */
  readonly taskSpec?: object;
  readonly spec?: object;
}

let count = 0;

/** Writes a PipelineRun and its TaskRuns, as the cluster would have them, into one file; gives its path. */
export function runFile(
  spec: PipelineSpec,
  tasks: Readonly<Record<string, Went>>,
  more: { readonly run?: object; readonly pods?: Manifest[] } = {},
): string {
  const ends = Object.values(tasks).map(({ ended }) => ended);
  const last = ends.every((end) => end !== undefined) ? Math.max(0, ...ends.map((end = 0) => end)) : undefined;
  const failed = Object.values(tasks).some(({ fails }) => fails);
  const pipelineRun = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name: 'ci-1', namespace: 'ci', creationTimestamp: at(0) },
    status: {
      startTime: at(0),
      ...(last === undefined ? {} : { completionTime: at(last) }),
      conditions: [{ type: 'Succeeded', status: last === undefined ? 'Unknown' : failed ? 'False' : 'True', reason: 'Test' }],
      pipelineSpec: spec,
      childReferences: Object.keys(tasks).map((task) => ({
        kind: 'TaskRun',
        name: `ci-1-${task}`,
        pipelineTaskName: task.replace(/-\d$/, ''),
      })),
      ...more.run,
    },
  };
  const taskRuns = Object.entries(tasks).map(([task, went]) => ({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: {
      name: `ci-1-${task}`,
      namespace: 'ci',
      labels: { 'tekton.dev/pipelineRun': 'ci-1', 'tekton.dev/pipelineTask': task.replace(/-\d$/, '') },
    },
    spec: went.spec ?? {},
    status: {
      ...statusOf(`ci-1-${task}-pod`, went),
      taskSpec: went.taskSpec ?? { steps: [] },
      ...(went.retries === undefined
        ? {}
        : { retriesStatus: went.retries.map((retry, index) => statusOf(`ci-1-${task}-pod-old${index}`, retry)) }),
    },
  }));
  return write(`run-${count++}.yaml`, [pipelineRun, ...taskRuns, ...(more.pods ?? [])].map((one) => stringify(one)).join('---\n'));
}

function statusOf(podName: string, { started, steps = {}, ended, fails = false }: Went): object {
  return {
    podName,
    startTime: at(started),
    ...(ended === undefined ? {} : { completionTime: at(ended) }),
    conditions: [
      {
        type: 'Succeeded',
        status: ended === undefined ? 'Unknown' : fails ? 'False' : 'True',
        reason: ended === undefined ? 'Running' : 'Test',
      },
    ],
    steps: Object.entries(steps).map(([name, [from, to]]) => ({
      name,
      container: `step-${name}`,
      ...(to === undefined
        ? { running: { startedAt: at(from) } }
        : { terminated: { exitCode: 0, startedAt: at(from), finishedAt: at(to) } }),
    })),
  };
}

/** A task after others. */
export const task = (name: string, ...runAfter: string[]): PipelineTaskSpec => ({ name, taskRef: { name }, runAfter });

/** Runs the command on a file. */
export const times = (file: string, ...args: string[]) => run('graph', '--times', '-f', file, ...args);

/** What the command prints for programs. */
export const json = (file: string, ...args: string[]) => JSON.parse(times(file, '-o', 'json', ...args).out.join('\n'));
