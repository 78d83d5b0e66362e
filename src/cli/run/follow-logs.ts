import { ClusterError } from '../../deploy';
import type { Manifest } from '../../spec';
import { LogLines } from './log-lines';
import type { Clock } from './reflector';
import type { RunCluster } from './run-cluster';
import { type StepState, statusOf, type TaskRunStatus, taskNameOf } from './status';

/** A line of a step's log. */
export interface LogLine {
  readonly task: string;
  readonly step: string;
  readonly text: string;
}

/** How logs are followed. */
export interface FollowProps {
  readonly cluster: RunCluster;
  readonly clock: Clock;
  readonly onLine: (line: LogLine) => void;
  readonly onNotice: (text: string) => void;
}

const AGAIN_MS = 1000;
const ATTEMPTS = 60;
// the kubelet's answer for a container that is deleted already
const LOST = /^unable to retrieve container logs for /;

/** Follows the logs of all steps, of each pod one after the other, as they run. A connection that breaks is taken up where it ended. */
export class LogFollower {
  private readonly pods = new Map<string, Promise<void>>();
  private readonly latest = new Map<string, Manifest>();
  private readonly stop = new AbortController();
  private isForbidden = false;

  constructor(private readonly props: FollowProps) {}

  /** Starts to follow the pods that are new. */
  update(taskRuns: readonly Manifest[]): void {
    for (const taskRun of taskRuns) {
      const { podName = '', steps = [] } = statusOf<TaskRunStatus>(taskRun);
      if (podName === '') continue;
      this.latest.set(podName, taskRun);
      const hasStarted = steps.some(({ running, terminated }) => running !== undefined || terminated !== undefined);
      if (hasStarted && !this.pods.has(podName)) this.pods.set(podName, this.tryFollow(podName));
    }
  }

  /** Waits until all logs are read, for at most this time. */
  async finish(milliseconds: number): Promise<void> {
    // also ends the pause that was not needed
    const all = Promise.all(this.pods.values()).then(() => this.stop.abort());
    await Promise.race([all, this.props.clock.pause(milliseconds, this.stop.signal)]);
    this.stop.abort();
  }

  /** Stops at once. */
  abort(): void {
    this.stop.abort();
  }

  private async tryFollow(pod: string): Promise<void> {
    try {
      await this.followPod(pod);
    } catch (error) {
      this.props.onNotice(`the log of Pod "${pod}" is not shown: ${(error as Error).message}`);
    }
  }

  private async followPod(pod: string): Promise<void> {
    for (let at = 0; at < this.stepsOf(pod).length; at++) {
      const isGone = await this.followStep(pod, at);
      if (isGone || this.isForbidden || this.stop.signal.aborted) return;
    }
  }

  /** Returns whether the pod is gone. */
  private async followStep(pod: string, at: number): Promise<boolean> {
    const lines = new LogLines();
    for (let attempt = 0; attempt < ATTEMPTS && !this.stop.signal.aborted; attempt++) {
      // what ended before the log is read is in the log; a log that ends earlier may have been cut
      const hasEnded = this.stepsOf(pod)[at]?.terminated !== undefined;
      const outcome = await this.read(pod, at, lines);
      if (outcome === 'gone' || outcome === 'forbidden') return true;
      if (outcome === 'read' && hasEnded) return false;
      if (outcome === 'read' && lines.since !== undefined) attempt = 0;
      await this.props.clock.pause(AGAIN_MS, this.stop.signal);
    }
    return false;
  }

  private async read(pod: string, at: number, lines: LogLines): Promise<'read' | 'again' | 'gone' | 'forbidden'> {
    const { cluster, onLine, onNotice } = this.props;
    const state = this.stepsOf(pod)[at];
    const step = state?.name ?? '';
    const fresh = lines.begin();
    try {
      const query = { pod, container: state?.container ?? `step-${step}`, since: lines.since };
      for await (const line of cluster.logs(query, this.stop.signal)) {
        const text = fresh(line);
        if (text !== undefined && !LOST.test(text)) onLine({ task: this.titleOf(pod), step, text });
      }
      return 'read';
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.reason === 'missing') return 'gone';
      if (error.reason !== 'forbidden') return 'again';
      if (!this.isForbidden) onNotice(`logs are not shown: ${error.message}`);
      this.isForbidden = true;
      return 'forbidden';
    }
  }

  private stepsOf(pod: string): readonly StepState[] {
    const taskRun = this.latest.get(pod);
    if (taskRun === undefined) return [];
    const { podName, steps = [], retriesStatus = [] } = statusOf<TaskRunStatus>(taskRun);
    // the pod of an earlier attempt
    return podName === pod ? steps : (retriesStatus.find((one) => one.podName === pod)?.steps ?? []);
  }

  /** The TaskRuns of a matrix have the same task. */
  private titleOf(pod: string): string {
    const taskRun = this.latest.get(pod);
    if (taskRun === undefined) return '';
    const task = taskNameOf(taskRun);
    const others = [...this.latest.values()].filter((one) => one !== taskRun && taskNameOf(one) === task);
    return others.some((one) => one.metadata?.name !== taskRun.metadata?.name) ? (taskRun.metadata?.name ?? task) : task;
  }
}
