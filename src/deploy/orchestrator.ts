import { TekwireError } from '../diagnostics';
import type { Manifest } from '../spec';
import { unknownKeys } from '../synth';
import type { Applied, Applier, Cluster } from './applier';
import type { Component } from './component';
import { ClusterError } from './errors';
import { HelmTasks } from './helm-tasks';
import { idKey, idOf, idText } from './object-id';
import { refuseUnknown } from './options';
import { inOrder, isRun } from './order';
import { missingObjects } from './references';

/**
 * Deploys a Pipeline in two steps: first what it needs, then itself.
 * @see the design document "Extending our Helm integration to allow more dynamic discovery of tasks"
 */
export interface Orchestrator {
  /**
   * Ensures that the Task of every component is in the cluster: applies those of files and URLs, looks for those of Helm.
   * @throws PrepareError with everything that is wrong; nothing was applied then
   */
  prepare(components: readonly Component[]): Promise<void>;
  /**
   * Applies the Pipeline.
   * @throws TekwireError when `prepare` has not succeeded before
   */
  deploy(applier: Applier): Promise<void>;
}

/** Thrown by `prepare` with all problems. Nothing was applied. */
export class PrepareError extends TekwireError {
  constructor(
    /** One per component or object. */
    readonly problems: readonly string[],
  ) {
    super([...problems, 'nothing was applied'].join('\n'));
  }
}

/** Thrown when applying stops in the middle: what is applied stays, and the same call completes the rest. */
export class InterruptedError extends ClusterError {
  constructor(
    cause: ClusterError,
    /** The objects that were applied before, as `Task "lint"`. */
    readonly applied: readonly string[],
    count: number,
  ) {
    const done = applied.length === 0 ? 'nothing was applied' : `applied before: ${applied.join(', ')}`;
    super(
      cause.reason,
      `${cause.message}\n${applied.length} of ${count} objects applied; ${done}; run the same command again to complete it`,
    );
  }
}

/** What a `PipelineOrchestrator` deploys, and where. */
export interface OrchestratorProps {
  /** The cluster of the Tasks. */
  readonly cluster: Cluster;
  /** The Pipeline and what belongs to it, such as its service account. Runs are not deployed, because that would start them. */
  readonly manifests: readonly Manifest[];
  /** Called when everything is checked, before the first object is applied; not in a dry run. @default - nothing is called */
  readonly onPrepared?: () => Promise<void>;
  /** Called after each object, also in a dry run. @default - nothing is called */
  readonly onApplied?: (applied: Applied) => void;
  /** Whether the cluster only answers what it would do, and stores nothing. @default false */
  readonly isDryRun?: boolean;
}

/**
 * The orchestrator of `tekwire deploy`. Before anything is applied, the API server checks every object in a dry run.
 * @example
 * const orchestrator = new PipelineOrchestrator({ cluster, manifests });
 * await orchestrator.prepare([component('./tasks/lint'), component('helm://security-tasks/gosec')]);
 * await orchestrator.deploy(cluster);
 */
export class PipelineOrchestrator implements Orchestrator {
  private isPrepared = false;
  private readonly manifests: readonly Manifest[];
  private readonly props: OrchestratorProps;

  constructor(props: OrchestratorProps) {
    this.props = refuseUnknown(props, unknownKeys('OrchestratorProps', props));
    this.manifests = inOrder(props.manifests.filter((manifest) => !isRun(manifest)));
  }

  async prepare(components: readonly Component[]): Promise<void> {
    const { cluster, isDryRun = false } = this.props;
    const { tasks, answers } = await beforeApplying(() => this.examine(components));
    if (!isDryRun) await this.props.onPrepared?.();
    if (isDryRun) for (const answer of answers) this.props.onApplied?.(answer);
    else
      await applyAll(
        cluster,
        tasks.map(({ task }) => task),
        this.props,
      );
    this.isPrepared = true;
  }

  async deploy(applier: Applier): Promise<void> {
    if (!this.isPrepared) throw new TekwireError('deploy() was called before prepare() succeeded; call prepare() first');
    if (this.props.isDryRun !== true) await applyAll(applier, this.manifests, this.props);
  }

  /** Loads the Tasks of components, and asks the cluster about every object. */
  private async examine(components: readonly Component[]) {
    const { cluster } = this.props;
    const problems: string[] = [...(await this.missingOf(components))];
    const tasks = await loadAll(components, problems);
    problems.push(...repeatedTasks(tasks, this.manifests, cluster.namespace));
    const all = [...tasks.map(({ task }) => task), ...this.manifests];
    problems.push(...(await missingObjects(cluster, all)));
    const answers = await dryRunAll(cluster, all, problems);
    if (problems.length > 0) throw new PrepareError(problems);
    return { tasks, answers };
  }

  private async missingOf(components: readonly Component[]): Promise<readonly string[]> {
    const wanted = components.flatMap(({ id, helm }) => (helm === undefined ? [] : [{ id, helm }]));
    if (wanted.length === 0) return [];
    const found = await HelmTasks.of(this.props.cluster);
    return wanted.flatMap(({ id, helm }) => {
      const problem = found.problemOf(helm);
      return problem === undefined ? [] : [`${id}: ${problem}`];
    });
  }
}

interface LoadedTask {
  readonly id: string;
  readonly task: Manifest;
}

async function loadAll(components: readonly Component[], problems: string[]): Promise<readonly LoadedTask[]> {
  const loaded: LoadedTask[] = [];
  for (const component of components.filter(({ isManagedByHelm }) => !isManagedByHelm)) {
    const task = await ownErrors(() => component.task(), problems);
    if (task !== undefined) loaded.push({ id: component.id, task });
  }
  return loaded;
}

/** Two different definitions of one Task would overwrite each other. */
function repeatedTasks(tasks: readonly LoadedTask[], manifests: readonly Manifest[], namespace: string): readonly string[] {
  const known = new Map<string, { readonly where: string; readonly text: string }>();
  const all = [
    ...tasks.map(({ id, task }) => ({ where: id, manifest: task })),
    ...manifests.map((manifest) => ({ where: 'the manifests', manifest })),
  ];
  return all.flatMap(({ where, manifest }) => {
    const id = idOf(manifest, namespace);
    const text = JSON.stringify(manifest);
    const before = known.get(idKey(id));
    if (before === undefined) known.set(idKey(id), { where, text });
    return before === undefined || before.text === text ? [] : [`${where}: ${idText(id)} is defined differently in ${before.where}`];
  });
}

/** What the server would do with all objects. Those of a namespace or kind that only this deployment creates are not asked for. */
async function dryRunAll(cluster: Cluster, manifests: readonly Manifest[], problems: string[]): Promise<readonly Applied[]> {
  const answers: Applied[] = [];
  const isNew = await newNamespaces(cluster, manifests);
  for (const manifest of manifests) {
    const answer = isNew(manifest)
      ? { change: 'created' as const, manifest, before: undefined }
      : await ownErrors(() => cluster.apply(manifest, { isDryRun: true }), problems);
    if (answer !== undefined) answers.push(answer);
  }
  return answers;
}

async function newNamespaces(cluster: Cluster, manifests: readonly Manifest[]): Promise<(manifest: Manifest) => boolean> {
  const fresh = new Set<string>();
  const kinds = new Set<string>();
  for (const manifest of manifests) {
    const name = manifest.metadata?.name ?? '';
    if (manifest.kind === 'Namespace' && (await cluster.get(idOf(manifest))) === undefined) fresh.add(name);
    if (manifest.kind === 'CustomResourceDefinition' && (await cluster.get(idOf(manifest))) === undefined)
      kinds.add((manifest.spec as { readonly names?: { readonly kind?: string } } | undefined)?.names?.kind ?? '');
  }
  return (manifest) => kinds.has(manifest.kind ?? '') || fresh.has(idOf(manifest, cluster.namespace).namespace ?? '');
}

/** Calls a function that applies nothing. When the cluster fails, the message says that nothing was applied. @throws ClusterError */
export async function beforeApplying<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof ClusterError ? new ClusterError(error.reason, `${error.message}\nnothing was applied`) : error;
  }
}

/** Problems of the object are collected; if the cluster does not answer at all, nothing more can be asked. */
async function ownErrors<T>(act: () => Promise<T>, problems: string[]): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TekwireError) || (error instanceof ClusterError && FATAL.has(error.reason))) throw error;
    problems.push(error.message);
    return undefined;
  }
}

const FATAL: ReadonlySet<string> = new Set(['unreachable', 'unauthorized', 'busy']);

async function applyAll(applier: Applier, manifests: readonly Manifest[], { onApplied, cluster }: OrchestratorProps): Promise<void> {
  const done: string[] = [];
  for (const manifest of manifests) {
    try {
      const applied = await applier.apply(manifest);
      onApplied?.(applied);
    } catch (error) {
      if (error instanceof ClusterError) throw new InterruptedError(error, done, manifests.length);
      throw error;
    }
    done.push(idText(idOf(manifest, cluster.namespace)));
  }
}
