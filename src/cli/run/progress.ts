import type { Manifest, PipelineSpec, PipelineTaskSpec } from '../../spec';
import { type PipelineRunStatus, statusOf, succeeded, type TaskRunStatus, taskNameOf, timeOf } from './status';

/** How far a task is. */
export type TaskState = 'waiting' | 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';

/** A task of a run. */
export interface TaskProgress {
  readonly name: string;
  readonly state: TaskState;
  /** Whether it runs in `finally`. */
  readonly isFinal: boolean;
  /** Whether the run goes on although it failed (`onError: continue`). */
  readonly isIgnored: boolean;
  /** The step that runs. */
  readonly step?: string | undefined;
  /** Why it waits, failed or was skipped. */
  readonly reason?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly started?: number | undefined;
  readonly ended?: number | undefined;
  /** The attempt, from 1. */
  readonly attempt: number;
  /** Of a matrix: how many of its TaskRuns have ended, and how many there are. */
  readonly matrix?: { readonly done: number; readonly all: number } | undefined;
}

/** A run and its tasks, in the order of the Pipeline. */
export interface RunProgress {
  readonly name: string;
  readonly state: 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly reason: string;
  readonly message: string;
  readonly tasks: readonly TaskProgress[];
}

/** The objects of a run. */
export interface RunView {
  readonly run: Manifest;
  readonly taskRuns: readonly Manifest[];
  /** CustomRuns and PipelineRuns that tasks have started. */
  readonly others: readonly Manifest[];
}

/** Returns how far the run is. @param spec - of the Pipeline, used until the run's status has it */
export function progressOf({ run, taskRuns, others }: RunView, spec: PipelineSpec = {}): RunProgress {
  const status = statusOf<PipelineRunStatus>(run);
  const { tasks = [], finally: last = [] } = status.pipelineSpec ?? spec;
  const skipped = new Map((status.skippedTasks ?? []).map(({ name, reason }) => [name, reason]));
  const children = childrenByTask(run, taskRuns, others);
  const progress = (task: PipelineTaskSpec, isFinal: boolean) =>
    taskProgress(task, isFinal, children.get(task.name) ?? [], skipped.has(task.name) ? (skipped.get(task.name) ?? '') : undefined);
  const condition = succeeded(run);
  return {
    name: run.metadata?.name ?? '',
    state: runState(run),
    reason: condition?.reason ?? '',
    message: condition?.message ?? '',
    tasks: [...tasks.map((task) => progress(task, false)), ...last.map((task) => progress(task, true))],
  };
}

function runState(run: Manifest): RunProgress['state'] {
  const { status, reason = '' } = succeeded(run) ?? {};
  if (status === 'True') return 'succeeded';
  if (status === 'False') return /^(Cancelled|StoppedRunFinally|CancelledRunFinally)$/.test(reason) ? 'cancelled' : 'failed';
  return status === undefined || reason === 'PipelineRunPending' ? 'pending' : 'running';
}

/** The names of tasks are labels of TaskRuns; of other kinds, the run's status names them. */
function childrenByTask(
  run: Manifest,
  taskRuns: readonly Manifest[],
  others: readonly Manifest[],
): ReadonlyMap<string, readonly Manifest[]> {
  const references = statusOf<PipelineRunStatus>(run).childReferences ?? [];
  const named = new Map(references.map(({ name, pipelineTaskName = '' }) => [name, pipelineTaskName]));
  const found = new Map<string, Manifest[]>();
  const byName = [...taskRuns, ...others].sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
  for (const one of byName) {
    const task = named.get(one.metadata?.name ?? '') ?? taskNameOf(one);
    found.set(task, [...(found.get(task) ?? []), one]);
  }
  return found;
}

function taskProgress(
  { name, onError, matrix }: PipelineTaskSpec,
  isFinal: boolean,
  children: readonly Manifest[],
  skippedBecause: string | undefined,
): TaskProgress {
  const base = { name, isFinal, isIgnored: onError === 'continue' };
  const all = children.map(childProgress);
  const [first] = all;
  if (first === undefined)
    return skippedBecause === undefined
      ? { ...base, state: 'waiting', attempt: 1 }
      : { ...base, state: 'skipped', reason: skippedBecause, attempt: 1 };
  if (matrix === undefined) return { ...base, ...first };
  const ended = all.filter(({ ended: time }) => time !== undefined);
  const isOver = ended.length === all.length;
  const leading = ORDER.map((state) => all.find((one) => one.state === state)).find((one) => one !== undefined) ?? first;
  return {
    ...base,
    ...leading,
    started: Math.min(...all.map(({ started = Number.POSITIVE_INFINITY }) => started)),
    ended: isOver ? Math.max(...ended.map(({ ended: time = 0 }) => time)) : undefined,
    matrix: { done: ended.length, all: all.length },
  };
}

// what a matrix as a whole is: the first of these that one of its TaskRuns is
const ORDER: readonly TaskState[] = ['running', 'pending', 'failed', 'cancelled', 'succeeded'];

/** How far a TaskRun, or a run of another kind, is. */
export function taskStateOf(child: Manifest): TaskState {
  return childProgress(child).state;
}

type ChildProgress = Pick<TaskProgress, 'state' | 'step' | 'reason' | 'started' | 'ended' | 'attempt'>;

function childProgress(child: Manifest): ChildProgress {
  const { steps = [], startTime, completionTime, retriesStatus = [] } = statusOf<TaskRunStatus>(child);
  const { status, reason = '', message = '' } = succeeded(child) ?? {};
  const times = { started: timeOf(startTime), ended: timeOf(completionTime), attempt: retriesStatus.length + 1 };
  if (status === 'True') return { ...times, state: 'succeeded' };
  if (status === 'False')
    return { ...times, state: /Cancelled$/.test(reason) ? 'cancelled' : 'failed', reason: failureText(reason, message) };
  const running = steps.some((step) => step.running !== undefined);
  if (running || (steps.length === 0 && reason === 'Running'))
    return { ...times, ended: undefined, state: 'running', step: steps.find(({ terminated }) => terminated === undefined)?.name };
  return { ...times, ended: undefined, state: 'pending', reason: waitingText(reason, message, steps) };
}

/** Why a TaskRun failed, in one line. Tekton's message ends with how to read the log, which is shown anyway. */
function failureText(reason: string, message: string): string {
  const text = (message.split('\n')[0] ?? '').replace(/ ?(for logs run|Maybe )?:? ?kubectl .*$/, '').trim();
  return text === '' ? reason : text;
}

// what a pod always goes through
const USUAL = new Set(['', 'Pending', 'Started', 'PodInitializing', 'ContainerCreating', 'Running']);

function waitingText(reason: string, message: string, steps: TaskRunStatus['steps']): string | undefined {
  const waiting = steps?.find((step) => step.waiting?.reason !== undefined && !USUAL.has(step.waiting.reason))?.waiting;
  if (waiting !== undefined) return `${waiting.reason}${waiting.message === undefined ? '' : `: ${waiting.message}`}`;
  if (!USUAL.has(reason)) return message === '' ? reason : message;
  return /unschedulable|Insufficient|didn't match/i.test(message) ? message : undefined;
}
