import type { Manifest } from '../../spec';
import { type RunView, type TaskState, taskStateOf } from '../run/progress';
import { type PipelineRunStatus, type StepState, statusOf, type TaskRunStatus, taskNameOf, timeOf } from '../run/status';

/** One execution of a pipeline task: a TaskRun, an earlier attempt of it, or a run of another kind. Times are milliseconds since the epoch. */
export interface Attempt {
  /** The name of the pipeline task. */
  readonly task: string;
  readonly kind: string;
  /** The name of the TaskRun, which the attempts of a retried task share. */
  readonly name: string;
  /** From 1. */
  readonly attempt: number;
  readonly state: TaskState;
  readonly started: number;
  /** When it ended; for one that goes on, the time at which it was looked at. */
  readonly ended: number;
  /** When the first step started. @default - no step has started */
  readonly stepsStarted: number | undefined;
  /** When the last step ended. @default - steps still run, or none has started */
  readonly stepsEnded: number | undefined;
  readonly steps: readonly StepTime[];
  /** @default - a run without a pod of its own */
  readonly pod: string | undefined;
  readonly manifest: Manifest;
}

/** How long a step took. */
export interface StepTime {
  readonly name: string;
  readonly milliseconds: number;
}

/** The attempts of all tasks of a run that have started, by their start. @param now - the end of what goes on, in milliseconds since the epoch */
export function attemptsOf({ run, taskRuns, others }: RunView, now: number): readonly Attempt[] {
  const references = statusOf<PipelineRunStatus>(run).childReferences ?? [];
  const tasks = new Map(references.map(({ name, pipelineTaskName = '' }) => [name, String(pipelineTaskName)]));
  const found = [...taskRuns, ...others].flatMap((child) => {
    const task = tasks.get(child.metadata?.name ?? '') ?? taskNameOf(child);
    const last = statusOf<TaskRunStatus>(child);
    const all = [...(last.retriesStatus ?? []), last];
    return all.flatMap((status, at) => attemptOf({ child, task, status, attempt: at + 1, now: at + 1 < all.length ? undefined : now }));
  });
  return found.sort((a, b) => a.started - b.started || a.ended - b.ended || (a.name < b.name ? -1 : 1));
}

interface Given {
  readonly child: Manifest;
  readonly task: string;
  readonly status: Partial<TaskRunStatus>;
  readonly attempt: number;
  /** @default - an earlier attempt, which has ended */
  readonly now: number | undefined;
}

function attemptOf({ child, task, status, attempt, now }: Given): readonly Attempt[] {
  const started = timeOf(status.startTime);
  if (started === undefined) return [];
  const steps = status.steps ?? [];
  const begins = steps.flatMap((step) => timeOf(step.terminated?.startedAt ?? step.running?.startedAt) ?? []);
  const isOver = status.completionTime !== undefined || now === undefined;
  const ends = steps.flatMap((step) => timeOf(step.terminated?.finishedAt) ?? []);
  const ended = timeOf(status.completionTime) ?? now ?? Math.max(started, ...ends);
  return [
    {
      task,
      kind: child.kind ?? 'TaskRun',
      name: child.metadata?.name ?? '',
      attempt,
      state: taskStateOf({ ...child, status }),
      started,
      ended,
      stepsStarted: begins.length === 0 ? undefined : Math.min(...begins),
      stepsEnded: isOver && ends.length > 0 ? Math.max(...ends) : undefined,
      steps: steps.flatMap((step) => stepTime(step, ended)),
      pod: status.podName === '' ? undefined : status.podName,
      manifest: child,
    },
  ];
}

function stepTime({ name = '', running, terminated }: StepState, now: number): readonly StepTime[] {
  const from = timeOf(terminated?.startedAt ?? running?.startedAt);
  if (from === undefined) return [];
  return [{ name: String(name), milliseconds: Math.max(0, (timeOf(terminated?.finishedAt) ?? now) - from) }];
}
