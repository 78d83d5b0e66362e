import type { Diagnostic } from '../diagnostics';
import type { StringRef, Text } from '../refs';
import type { RemoteObject } from '../rules';
import type { PipelineSpec, PodTemplate } from '../spec';
import { known } from '../synth';
import type {
  EmbeddedTask,
  ParamDeclarations,
  ParamRefs,
  ResultDeclarations,
  TaskSurface,
  UsableTask,
  WorkspaceDeclarations,
} from '../task';
import type { PipelineContext } from './context';
import { type EmbedProps, embeddedTask } from './embed';
import {
  type AddArguments,
  type Added,
  type FinallyArguments,
  type NoText,
  PipelineBody,
  type PipelineBodyProps,
  type PipelineResultOptions,
  type PipelineResultValue,
  type ScopeOf,
} from './pipeline-body';
import type { NestedWorkspaces, PipelineWorkspaces, RunnablePipeline } from './pipeline-reference';
import type { FinallyOf, PipelineTask } from './pipeline-task';
import { podTemplateOf } from './pod-template';
import type { PipelineWorkspaceRef } from './workspace';

/**
 * A Pipeline that is written into the run or pipeline that uses it, instead of being emitted as an object of its own: `pipelineSpec` in
 * place of `pipelineRef`. In another pipeline it needs `enable-api-fields: alpha`.
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
  private readonly watchers: (() => void)[] = [];
  private readonly body: PipelineBody<P, W, ScopeOf<Id>>;

  /** @param name - of the task in another pipeline, unless `add` gives another */
  constructor(
    readonly name: Id,
    props: PipelineBodyProps<P, W> = {},
  ) {
    const given = known('PipelineBodyProps', props, this, { isExtended: new.target !== EmbeddedPipeline });
    this.body = new PipelineBody<P, W, ScopeOf<Id>>(given, this, () => {
      for (const watcher of this.watchers) watcher();
    });
  }

  /** As `add` of a Pipeline. */
  add<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations, M extends keyof TP = never>(
    task: UsableTask<TP, TR, TW>,
    ...props: AddArguments<TP, TW, ScopeOf<Id>, M>
  ): Added<TR, TW, ScopeOf<Id>, M> {
    return this.body.add<TP, TR, TW, M>(task, ...props);
  }

  /** As `finally` of a Pipeline. */
  finally<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations, M extends keyof TP = never>(
    task: UsableTask<TP, TR, TW>,
    ...props: FinallyArguments<TP, TW, ScopeOf<Id>, M>
  ): Added<TR, TW, FinallyOf<ScopeOf<Id>>, M> {
    return this.body.finally<TP, TR, TW, M>(task, ...props);
  }

  /**
   * A Task that is written into this pipeline, and into no other: its steps may use the params of the pipeline without being given them.
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
   * Declares a result of the run: a result of a task, or a list or object of such and of texts. For a text such as
   * `ghcr.io/acme/web@sha256:…` let a task write it to a result, and give that result: Tekton admits no value that starts with text.
   * @throws TW230 at synth when a value does not start with a result
   */
  addResult<const V extends PipelineResultValue<ScopeOf<Id> | FinallyOf<ScopeOf<Id>>> | Text<ScopeOf<Id> | FinallyOf<ScopeOf<Id>>>>(
    name: string,
    value: NoText<V>,
    options: PipelineResultOptions = {},
  ): void {
    this.body.addResult(name, value, options);
  }

  get params(): ParamRefs<P, ScopeOf<Id>> {
    return this.body.params;
  }

  get workspaces(): { readonly [k in keyof W]: PipelineWorkspaceRef<ScopeOf<Id>> } {
    return this.body.workspaces;
  }

  /** What Tekton knows of the run, for tasks of the pipeline. */
  get context(): PipelineContext<ScopeOf<Id>> {
    return this.body.context;
  }

  /** Of all tasks together: `Succeeded`, `Failed`, `Completed` (some were skipped) or `None`; for tasks in `finally`. */
  get status(): StringRef<unknown, FinallyOf<ScopeOf<Id>>> {
    return this.body.status;
  }

  /** Its tasks, in the order in which they were added; those of `finally` too. */
  get tasks(): readonly PipelineTask[] {
    return this.body.tasks;
  }

  get surface(): TaskSurface<P, {}, NestedWorkspaces<W>> {
    return this.body.surface;
  }

  get workspaceBindings(): W {
    return this.body.workspaceBindings;
  }

  /** What the pods of a run need for its tasks; the run has it unless it says otherwise, field by field. Undefined when they need nothing. */
  get podTemplate(): PodTemplate | undefined {
    return podTemplateOf(this.tasks);
  }

  /** What stands in the run or pipeline that uses it. */
  get pipelineSpec(): PipelineSpec {
    return this.body.spec;
  }

  /** @internal */
  onChange(watcher: () => void): void {
    this.watchers.push(watcher);
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
