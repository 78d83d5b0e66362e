import { pipelineGraph } from '../../graph';
import type { Manifest } from '../../spec';
import { progressOf, type RunProgress, type RunView } from '../run/progress';
import { isDone, type PipelineRunStatus, statusOf, timeOf } from '../run/status';
import { type Attempt, attemptsOf } from './attempts';
import { type Requests, requestsOfPod, requestsOfTaskRun } from './requests';

/** An attempt and how its time was spent, in milliseconds: the four parts together are the time from `ready` to `ended`. */
export interface TimedAttempt extends Attempt {
  readonly isFinal: boolean;
  /** When nothing was left to wait for: the end of the tasks before it, or of the attempt before. */
  readonly ready: number;
  /** Until Tekton started it. */
  readonly waiting: number;
  /** Until the first step ran: scheduling, volumes, images. */
  readonly podStart: number;
  /** From the start of the first step to the end of the last one. */
  readonly inSteps: number;
  /** Until Tekton saw the end. */
  readonly ending: number;
  readonly isCritical: boolean;
  /** @default - a run without a pod of its own */
  readonly requests: Requests | undefined;
  /** How long the pod reserved what it requests, in milliseconds: since it was scheduled. */
  readonly reserved: number;
  /** Whether the pod was found; otherwise the requests are those that the TaskRun names. */
  readonly isPodKnown: boolean;
}

/** How a run spent its time. */
export interface RunTimes {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly state: RunProgress['state'];
  readonly created: number | undefined;
  readonly started: number | undefined;
  /** For a run that goes on, the time at which it was looked at. */
  readonly ended: number;
  /** By their start. */
  readonly attempts: readonly TimedAttempt[];
  /** The attempts that decided how long the run took, in their order. Each waited for the one before. */
  readonly criticalPath: readonly TimedAttempt[];
  /** The names of tasks that were skipped. */
  readonly skipped: readonly string[];
  /** The names of the run's objects that were not found. */
  readonly missing: readonly string[];
}

/**
 * Measures a run: which tasks waited for which, by the Pipeline in its status, and how long each part took.
 * @param pods - those of the run that still exist
 * @param now - the end of what goes on, in milliseconds since the epoch
 */
export function timesOf(view: RunView, pods: readonly Manifest[], now: number): RunTimes {
  const { run } = view;
  const status = statusOf<PipelineRunStatus>(run);
  const started = timeOf(status.startTime);
  const attempts = attemptsOf(view, now);
  const order = new Order(view, attempts);
  const path = criticalPath(order, attempts);
  const byName = new Map(pods.map((pod) => [pod.metadata?.name, pod]));
  const timed = attempts.map((one): TimedAttempt => {
    const ready = Math.min(order.before(one)?.ended ?? started ?? one.started, one.started);
    const first = clamp(one.stepsStarted ?? one.stepsEnded ?? one.ended, one.started, one.ended);
    const last = clamp(one.stepsEnded ?? one.ended, first, one.ended);
    const pod = byName.get(one.pod);
    const requests = one.pod === undefined ? undefined : pod === undefined ? requestsOfTaskRun(one.manifest) : requestsOfPod(pod);
    return {
      ...one,
      isFinal: order.isFinal(one),
      ready,
      waiting: one.started - ready,
      podStart: first - one.started,
      inSteps: last - first,
      ending: one.ended - last,
      isCritical: path.includes(one),
      requests,
      reserved: Math.max(0, one.ended - (scheduledAt(pod) ?? one.started)),
      isPodKnown: pod !== undefined,
    };
  });
  const known = new Set([...view.taskRuns, ...view.others].map(({ metadata }) => metadata?.name));
  return {
    name: run.metadata?.name ?? '',
    namespace: run.metadata?.namespace,
    state: progressOf(view).state,
    created: timeOf((run.metadata as { readonly creationTimestamp?: string } | undefined)?.creationTimestamp),
    started,
    ended: timeOf(status.completionTime) ?? (isDone(run) ? Math.max(...attempts.map(({ ended }) => ended), started ?? now) : now),
    attempts: timed,
    criticalPath: timed.filter(({ isCritical }) => isCritical),
    skipped: (status.skippedTasks ?? []).map(({ name }) => name),
    missing: (status.childReferences ?? []).flatMap(({ name }) => (known.has(name) ? [] : [name])),
  };
}

function scheduledAt(pod: Manifest | undefined): number | undefined {
  const { conditions = [] } = (pod?.status ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly lastTransitionTime?: string }[];
  };
  return timeOf(conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'True')?.lastTransitionTime);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Which attempt waited for which. */
class Order {
  private readonly byTask = new Map<string, Attempt[]>();
  private readonly direct = new Map<string, string[]>();
  private readonly final: ReadonlySet<string>;
  private readonly tasks: readonly string[];

  constructor({ run }: RunView, attempts: readonly Attempt[]) {
    const spec = statusOf<PipelineRunStatus>(run).pipelineSpec ?? {};
    this.tasks = (spec.tasks ?? []).map(({ name }) => name);
    this.final = new Set((spec.finally ?? []).map(({ name }) => name));
    for (const { from, to } of pipelineGraph(spec).edges) this.direct.set(to, [...(this.direct.get(to) ?? []), from]);
    for (const one of attempts) this.byTask.set(one.task, [...(this.byTask.get(one.task) ?? []), one]);
  }

  isFinal({ task }: Attempt): boolean {
    return this.final.has(task);
  }

  /** The attempt whose end it waited for; undefined when it only waited for the run to start. */
  before(one: Attempt): Attempt | undefined {
    const { task, name, attempt } = one;
    if (attempt > 1) {
      const earlier = this.byTask.get(task)?.find((other) => other.name === name && other.attempt === attempt - 1);
      if (earlier !== undefined) return earlier;
    }
    const names = this.final.has(task) ? this.tasks : this.executedBefore(task);
    return latest(names.flatMap((before) => this.byTask.get(before) ?? []));
  }

  /** The tasks before it; in the place of a skipped one, those before that. */
  private executedBefore(task: string): readonly string[] {
    const found = new Set<string>();
    const seen = new Set([task]);
    for (const queue = [...(this.direct.get(task) ?? [])]; queue.length > 0; ) {
      const name = queue.pop() ?? '';
      if (seen.has(name)) continue;
      seen.add(name);
      if (this.byTask.has(name)) found.add(name);
      else queue.push(...(this.direct.get(name) ?? []));
    }
    return [...found];
  }
}

/** From the attempt that ended last back to the start of the run. */
function criticalPath(order: Order, attempts: readonly Attempt[]): readonly Attempt[] {
  const path: Attempt[] = [];
  for (let one = latest(attempts); one !== undefined && !path.includes(one); one = order.before(one)) path.unshift(one);
  return path;
}

function latest(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts.reduce<Attempt | undefined>((last, one) => (last === undefined || one.ended >= last.ended ? one : last), undefined);
}
