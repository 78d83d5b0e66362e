import type { Diagnostic } from '../diagnostics';
import type { Text, WordRef } from '../refs';
import type { RemoteObject } from '../rules';
import type { PipelineSpec, PodTemplate } from '../spec';
import { knownOptions } from '../synth';
import {
  checkedName,
  type EmbeddedTask,
  type ParamDeclarations,
  type ParamRefs,
  type ResultDeclarations,
  type TaskSurface,
  type UsableTask,
  type WorkspaceDeclarations,
} from '../task';
import type { PipelineContext } from './context';
import { type EmbedProps, embeddedTask } from './embed';
import {
  type AddArguments,
  type FinallyArguments,
  type NoText,
  PipelineBody,
  type PipelineBodyProps,
  type PipelineResultOptions,
  type PipelineResultValue,
  type ScopeOf,
} from './pipeline-body';
import type { NestedWorkspaces, PipelineWorkspaces, RunnablePipeline } from './pipeline-reference';
import type { Added, FinallyOf, PipelineTask, TasksStatus } from './pipeline-task';
import { podTemplateOf } from './pod-template';
import type { PipelineWorkspaceRef } from './workspace';

/**
 * A Pipeline that is embedded in the run or pipeline that uses it, instead of being emitted as an object of its own: `pipelineSpec` instead
 * of `pipelineRef`. Inside another pipeline it needs `enable-api-fields: alpha` (`setFeatures`: `apiFields`).
 * @example
 * const once = new EmbeddedPipeline('once', { params: { url: param.string() } });
 * once.add(clone, { params: { url: once.params.url } });
 * new PipelineRun(chart, 'run-once', { pipeline: once, params: { url: 'https://github.com/acme/web' } });
 */
export class EmbeddedPipeline<
  const P extends ParamDeclarations = {},
  const W extends PipelineWorkspaces = {},
  const Id extends string = string,
> implements RunnablePipeline<P, W>, UsableTask<P, {}, NestedWorkspaces<W>>
{
  readonly name: Id;
  private readonly watchers: (() => void)[] = [];
  private readonly body: PipelineBody<P, W, ScopeOf<Id>>;

  /** @param name - the name of the task in another pipeline, unless `add` sets another */
  constructor(name: Id, props: PipelineBodyProps<P, W> = {}) {
    this.name = checkedName(this, name, "new EmbeddedPipeline('once', { params })") as Id;
    const given = knownOptions('PipelineBodyProps', props, this, { isExtended: new.target !== EmbeddedPipeline });
    this.body = new PipelineBody<P, W, ScopeOf<Id>>(given, this, () => {
      for (const watcher of this.watchers) watcher();
    });
  }

  /** Adds a task; see `Pipeline.add`. */
  add<
    TP extends ParamDeclarations,
    TR extends ResultDeclarations,
    TW extends WorkspaceDeclarations,
    M extends keyof TP = never,
    N extends string = string,
  >(task: UsableTask<TP, TR, TW, N>, ...props: AddArguments<TP, TW, ScopeOf<Id>, M>): Added<TR, TW, ScopeOf<Id>, M, N> {
    return this.body.add<TP, TR, TW, M, N>(task, ...props);
  }

  /** Adds a task that runs at the end; see `Pipeline.finally`. */
  finally<
    TP extends ParamDeclarations,
    TR extends ResultDeclarations,
    TW extends WorkspaceDeclarations,
    M extends keyof TP = never,
    N extends string = string,
  >(task: UsableTask<TP, TR, TW, N>, ...props: FinallyArguments<TP, TW, ScopeOf<Id>, M>): Added<TR, TW, FinallyOf<ScopeOf<Id>>, M, N> {
    return this.body.finally<TP, TR, TW, M, N>(task, ...props);
  }

  /**
   * Makes a Task for this pipeline only, embedded in it: its steps may use the params of the pipeline directly.
   * @example
   * ci.add(ci.embed('greet', { steps: ({ pipeline }) => [{ name: 'greet', image: 'busybox:1.37.0', command: ['echo'], args: [pipeline.params.url] }] }));
   */
  embed<const TP extends ParamDeclarations = {}, const TR extends ResultDeclarations = {}, const TW extends WorkspaceDeclarations = {}>(
    name: string,
    props: EmbedProps<TP, TR, TW, P>,
  ): EmbeddedTask<TP, TR, TW> {
    return embeddedTask(name, props, this.body.surface.params, this);
  }

  /**
   * Declares a result of the run: a result of a task, or an array or object of results and strings. Tekton admits no value that begins with
   * a string: for one such as `ghcr.io/acme/web@sha256:…` let a task write it to a result, and use that result.
   * @throws TW230 at synth when a value does not begin with a result
   */
  addResult<const V extends PipelineResultValue<ScopeOf<Id> | FinallyOf<ScopeOf<Id>>> | Text<ScopeOf<Id> | FinallyOf<ScopeOf<Id>>>>(
    name: string,
    value: NoText<V>,
    options: PipelineResultOptions = {},
  ): void {
    this.body.addResult(name, value, options);
  }

  /** References to its params, by name. */
  get params(): ParamRefs<P, ScopeOf<Id>> {
    return this.body.params;
  }

  /** Its workspaces, by name. */
  get workspaces(): { readonly [k in keyof W]: PipelineWorkspaceRef<ScopeOf<Id>> } {
    return this.body.workspaces;
  }

  /** Tekton's variables about the run, for tasks of the pipeline. */
  get context(): PipelineContext<ScopeOf<Id>> {
    return this.body.context;
  }

  /** The status of all tasks together: `Succeeded`, `Failed`, `Completed` (some were skipped) or `None`; for tasks in `finally`. */
  get status(): WordRef<TasksStatus, FinallyOf<ScopeOf<Id>>> {
    return this.body.status;
  }

  /** Its tasks, in the order in which they were added, including those of `finally`. */
  get tasks(): readonly PipelineTask[] {
    return this.body.tasks;
  }

  /** Its interface for another pipeline that runs it; Tekton does not pass its results on. */
  get surface(): TaskSurface<P, {}, NestedWorkspaces<W>> {
    return this.body.surface;
  }

  get workspaceBindings(): W {
    return this.body.workspaceBindings;
  }

  /**
   * Pod settings that its tasks need; a run merges them with its own, field by field. Undefined when they need none.
   */
  get podTemplate(): PodTemplate | undefined {
    return podTemplateOf(this.tasks);
  }

  /** The spec that is embedded in the run or pipeline that uses it. */
  get pipelineSpec(): PipelineSpec {
    return this.body.spec;
  }

  /** @internal */
  onChange(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  /** @internal */
  onTaskAdded(watcher: () => void): void {
    this.onChange(watcher);
  }

  /** @internal */
  remoteObjects(): readonly RemoteObject[] {
    return this.body.remoteObjects();
  }

  /** @internal */
  wiringProblems(origin: string, prefix?: string): readonly Diagnostic[] {
    return this.body.wiringProblems(origin, prefix);
  }
}
