import { ClusterError } from '../../deploy';
import { type Manifest, TEKTON_V1 } from '../../spec';
import type { RunView } from './progress';
import { type Clock, Reflector } from './reflector';
import type { RunCluster } from './run-cluster';
import { isDone, type PipelineRunStatus, statusOf } from './status';

/** Thrown when the run is deleted while it is watched. */
class RunDeletedError extends ClusterError {
  constructor(name: string) {
    super('missing', `PipelineRun "${name}" was deleted while it was watched, and its pods with it`);
  }
}

/** How a run is watched. */
export interface WatchProps {
  readonly cluster: RunCluster;
  readonly name: string;
  /** The uid of the run; another run of the same name is not watched. @default - the first one that is seen */
  readonly uid?: string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onChange: (view: RunView) => void;
  readonly onNotice: (text: string) => void;
}

/**
 * Watches a run and its TaskRuns until it has ended, and returns it; undefined when the signal came first.
 * @throws RunDeletedError when it is deleted
 * @throws ClusterError when it does not exist, or the cluster does not answer for long
 */
export async function watchRun(props: WatchProps): Promise<RunView | undefined> {
  const stop = new AbortController();
  const forward = () => stop.abort();
  if (props.signal.aborted) return undefined;
  props.signal.addEventListener('abort', forward, { once: true });
  try {
    return await new Watch(props, stop.signal).untilDone();
  } finally {
    stop.abort();
  }
}

class Watch {
  private readonly runs: Reflector;
  private readonly taskRuns: Reflector;
  private readonly others = new Map<string, Manifest>();
  private uid: string | undefined;
  private settle: { readonly resolve: (view: RunView | undefined) => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(
    private readonly props: WatchProps,
    private readonly signal: AbortSignal,
  ) {
    const { cluster, clock, onNotice, name } = props;
    this.uid = props.uid;
    const common = { cluster, clock, onChange: () => this.changed(), onNotice };
    this.runs = new Reflector({ ...common, query: { apiVersion: TEKTON_V1, kind: 'PipelineRun', name } });
    const labels = { 'tekton.dev/pipelineRun': name };
    // one notice of a lost connection is enough
    this.taskRuns = new Reflector({ ...common, onNotice: () => undefined, query: { apiVersion: TEKTON_V1, kind: 'TaskRun', labels } });
  }

  async untilDone(): Promise<RunView | undefined> {
    const ended = new Promise<RunView | undefined>((resolve, reject) => {
      this.settle = { resolve, reject };
      this.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    for (const one of [this.runs, this.taskRuns]) one.run(this.signal).catch((error: unknown) => this.settle?.reject(error));
    const view = await ended;
    return view === undefined ? undefined : this.complete(view);
  }

  private changed(): void {
    const run = this.runs.items.get(this.props.name);
    if (!this.runs.isListed) return;
    const uid = (run?.metadata as { readonly uid?: string } | undefined)?.uid;
    if (run === undefined || (this.uid !== undefined && uid !== this.uid)) {
      this.settle?.reject(this.uid === undefined ? this.missing() : new RunDeletedError(this.props.name));
      return;
    }
    this.uid = uid;
    void this.readOthers(run);
    const view = this.viewOf(run);
    this.props.onChange(view);
    if (isDone(run)) this.settle?.resolve(view);
  }

  private viewOf(run: Manifest): RunView {
    return { run, taskRuns: [...this.taskRuns.items.values()], others: [...this.others.values()] };
  }

  private missing(): ClusterError {
    const { cluster, name } = this.props;
    return new ClusterError(
      'missing',
      `namespace "${cluster.namespace}" has no PipelineRun "${name}"; list them with kubectl get pipelineruns`,
    );
  }

  /** Runs of other kinds have no common label, so they are read by name; they only show how far a task is. */
  private async readOthers(run: Manifest): Promise<void> {
    const { cluster } = this.props;
    for (const { apiVersion = TEKTON_V1, kind = 'TaskRun', name } of statusOf<PipelineRunStatus>(run).childReferences ?? []) {
      if (kind === 'TaskRun') continue;
      try {
        const found = await cluster.get({ apiVersion, kind, namespace: cluster.namespace, name });
        if (found !== undefined) this.others.set(name, found);
      } catch {
        // the task stays without details
      }
    }
  }

  /** The TaskRuns as they are after the end of the run; the watch may not have them yet. */
  private async complete({ run }: RunView): Promise<RunView> {
    await this.readOthers(run);
    try {
      const labels = { 'tekton.dev/pipelineRun': this.props.name };
      const { items } = await this.props.cluster.snapshot({ apiVersion: TEKTON_V1, kind: 'TaskRun', labels });
      return { ...this.viewOf(run), taskRuns: items };
    } catch {
      return this.viewOf(run);
    }
  }
}
