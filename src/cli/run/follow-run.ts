import { ClusterError, type ObjectId } from '../../deploy';
import { type Manifest, type PipelineSpec, TEKTON_V1 } from '../../spec';
import { exit, type Streams } from '../command';
import { LogFollower } from './follow-logs';
import type { Interrupts } from './interrupts';
import { progressOf, type RunView } from './progress';
import type { Clock } from './reflector';
import { type Reporter, reporterOf } from './reporter';
import type { RunCluster } from './run-cluster';
import type { Terminal } from './terminal';
import { watchRun } from './watch-run';

/** The exit code of a command that was interrupted. */
export const INTERRUPTED = 130;

/** Which logs are shown. */
export const logChoices = {
  all: { summary: 'of all steps, as they run' },
  failed: { summary: 'of failed tasks, at the end' },
  none: { summary: 'none' },
} as const;

/** What surrounds the command; tests replace it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly interrupts: Interrupts;
  readonly terminal: Terminal | undefined;
}

/** A run to follow. */
export interface Followed extends Surroundings {
  readonly cluster: RunCluster;
  readonly name: string;
  readonly uid?: string | undefined;
  /** Of the Pipeline, until the run's status has it. */
  readonly spec: PipelineSpec;
  readonly streams: Streams;
  readonly isJson: boolean;
  readonly logs: keyof typeof logChoices;
}

// the tail of a log comes after the end of the run
const LOGS_MS = 20_000;

/** Shows a run until it has ended, and returns the exit code: 0 it succeeded, 1 it did not, 3 the connection was lost, 130 interrupted. */
export async function followRun(followed: Followed): Promise<number> {
  const { cluster, clock, name, streams, isJson, spec, logs } = followed;
  const reporter = reporterOf({ streams, clock, isJson, spec });
  const follower = new LogFollower({ cluster, clock, onLine: (line) => reporter.log(line), onNotice: (text) => reporter.notice(text) });
  const leave = new AbortController();
  const interruption = new Interruption(followed, reporter, leave);
  const stop = followed.interrupts.listen(() => void interruption.happen());
  const onChange = (view: RunView) => {
    if (logs === 'all') follower.update(view.taskRuns);
    reporter.update(view);
  };
  try {
    const onNotice = (text: string) => reporter.notice(text);
    const view = await watchRun({ cluster, name, uid: followed.uid, clock, signal: leave.signal, onChange, onNotice });
    if (view === undefined) return INTERRUPTED;
    if (logs === 'failed') follower.update(failedTaskRuns(view, spec));
    await follower.finish(LOGS_MS);
    interruption.close();
    reporter.end(view);
    if (interruption.hasCancelled) return INTERRUPTED;
    return progressOf(view, spec).state === 'succeeded' ? exit.ok : exit.findings;
  } catch (error) {
    reporter.pause();
    if (!(error instanceof ClusterError)) throw error;
    streams.err(LOST.has(error.reason) ? `${error.message}\n${goesOn(followed)}` : error.message);
    return LOST.has(error.reason) ? exit.failure : exit.findings;
  } finally {
    stop();
    interruption.close();
    follower.abort();
  }
}

const LOST: ReadonlySet<string> = new Set(['unreachable', 'unauthorized', 'busy', 'failed']);

function failedTaskRuns(view: RunView, spec: PipelineSpec): readonly Manifest[] {
  const failed = new Set(progressOf(view, spec).tasks.flatMap(({ name, state }) => (state === 'failed' ? [name] : [])));
  return view.taskRuns.filter(({ metadata }) => failed.has(metadata?.labels?.['tekton.dev/pipelineTask'] ?? ''));
}

function goesOn({ name, cluster }: Pick<Followed, 'name' | 'cluster'>): string {
  return `the run goes on in the cluster; watch it with tekwire watch -n ${cluster.namespace} ${name}`;
}

/** What Ctrl-C does: it asks at a terminal, and otherwise leaves the run alone. */
class Interruption {
  hasCancelled = false;
  private isAsking = false;
  private readonly over = new AbortController();

  constructor(
    private readonly followed: Followed,
    private readonly reporter: Reporter,
    private readonly leave: AbortController,
  ) {}

  async happen(): Promise<void> {
    const { terminal, name } = this.followed;
    // a second Ctrl-C leaves
    if (terminal === undefined || this.isAsking || this.hasCancelled) {
      this.detach();
      return;
    }
    this.isAsking = true;
    this.reporter.pause();
    const answer = await terminal.ask(
      `\ncancel PipelineRun "${name}"? [y] cancel, [n] keep watching, [l] leave it running: `,
      this.over.signal,
    );
    this.isAsking = false;
    // the run ended before the answer
    if (this.over.signal.aborted) return;
    this.reporter.resume();
    const choice = answer?.trim().toLowerCase();
    if (choice === undefined || choice.startsWith('l')) this.detach();
    else if (choice.startsWith('y')) await this.cancel();
  }

  /** Takes a question back. */
  close(): void {
    this.over.abort();
  }

  private detach(): void {
    this.reporter.pause();
    this.followed.streams.err(goesOn(this.followed));
    this.leave.abort();
  }

  /** Tasks of `finally` still run, because they clean up. */
  private async cancel(): Promise<void> {
    const { cluster, name } = this.followed;
    const id: ObjectId = { apiVersion: TEKTON_V1, kind: 'PipelineRun', namespace: cluster.namespace, name };
    try {
      await cluster.change(id, { spec: { status: 'CancelledRunFinally' } });
      this.hasCancelled = true;
      this.reporter.notice('cancelled; finally tasks still run, and another Ctrl-C leaves without waiting for them');
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      this.reporter.notice(`the run was not cancelled: ${error.message}`);
    }
  }
}
