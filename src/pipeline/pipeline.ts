import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { type Graph, pipelineGraph } from '../graph';
import type { Text, WordRef } from '../refs';
import { type PipelineRef, type PipelineSpec, type PodTemplate, type RunDefaults, TEKTON_V1 } from '../spec';
import { attempt, checkedScope, known, knownOptions, TektonObject } from '../synth';
import {
  checkTypes,
  type EmbeddedTask,
  type FileSurface,
  type FromUrlOptions,
  type LockedAddress,
  type LockedPath,
  markUnread,
  type ParamDeclarations,
  type ParamRefs,
  type Resolver,
  type ResultDeclarations,
  readFileOf,
  type TaskSurface,
  type UsableTask,
  type WorkspaceDeclarations,
} from '../task';
import type { PipelineContext } from './context';
import { type EmbedProps, embeddedTask } from './embed';
import { foreignTasks } from './foreign-tasks';
import type { NeededSettings } from './needed-settings';
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
import {
  type LockedPipeline,
  type LockedPipelineOptions,
  lockedPipeline,
  type NamedPipelineSurface,
  type NestedWorkspaces,
  PipelineReference,
  type PipelineSurface,
  type PipelineWorkspaces,
  type RunnablePipeline,
  resolvedPipeline,
} from './pipeline-reference';
import type { Added, FinallyOf, PipelineTask, TasksStatus } from './pipeline-task';
import { podTemplateOf } from './pod-template';
import { runAnnotation } from './run-annotation';
import { wiringDiagnostic } from './wiring';
import type { PipelineWorkspaceRef } from './workspace';

/** Options of a `Pipeline`. */
export interface PipelineProps<P extends ParamDeclarations, W extends PipelineWorkspaces> extends PipelineBodyProps<P, W> {
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

type AnyPipelineSurface = Pick<PipelineSurface<ParamDeclarations, WorkspaceDeclarations>, 'params' | 'workspaces'>;

/**
 * A Tekton Pipeline. The order of its tasks follows from the data: passing on a result or a directory orders two tasks.
 * @example
 * const ci = new Pipeline(chart, 'ci', { params: { url: param.string() }, workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });
 * const clone = ci.add(gitClone, { params: { url: ci.params.url }, workspaces: { source: ci.workspaces.code } });
 * ci.add(test, { workspaces: { source: clone.workspaces.source } });
 * // a subclass names what it declares, so that the compiler knows it
 * class Delivery extends Pipeline<typeof params, typeof workspaces> {}
 */
export class Pipeline<const P extends ParamDeclarations = {}, const W extends PipelineWorkspaces = {}, const Id extends string = string>
  extends Construct
  implements RunnablePipeline<P, W, ScopeOf<Id>>, UsableTask<P, {}, NestedWorkspaces<W>>
{
  /** Its interface for another pipeline that runs it; Tekton does not pass its results on. */
  readonly surface: TaskSurface<P, {}, NestedWorkspaces<W>>;
  readonly params: ParamRefs<P, ScopeOf<Id>>;
  /** For the compiler only. */
  declare readonly scope?: ScopeOf<Id>;
  readonly workspaces: { readonly [k in keyof W]: PipelineWorkspaceRef<ScopeOf<Id>> };
  /** The status of all tasks together: `Succeeded`, `Failed`, `Completed` (some were skipped) or `None`; for tasks in `finally`. */
  readonly status: WordRef<TasksStatus, FinallyOf<ScopeOf<Id>>>;
  private readonly object: TektonObject;
  private readonly body: PipelineBody<P, W, ScopeOf<Id>>;
  private readonly watchers: (() => void)[] = [];

  constructor(scope: Construct, id: Id, props: PipelineProps<P, W> = {}) {
    super(checkedScope(scope, id, 'Pipeline'), id);
    const given = knownOptions('PipelineProps', props, this, { isExtended: new.target !== Pipeline });
    this.body = new PipelineBody<P, W, ScopeOf<Id>>(given, this, () => this.changed());
    this.surface = this.body.surface;
    this.params = this.body.params;
    this.workspaces = this.body.workspaces;
    this.status = this.body.status;
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TEKTON_V1,
      kind: 'Pipeline',
      metadata: { name: id, ...given.metadata },
      owner: this,
      spec: () => this.spec,
      annotations: () => runAnnotation(this.workspaceBindings, this.podTemplate, this.localSource, this.taskRunSettings),
      wiringProblems: () => [...this.body.wiringProblems(this.node.path), ...this.foreignTasks()],
      remoteObjects: () => this.body.remoteObjects(),
      tryFindPart: (name) => this.tasks.find((task) => task.name === name),
    });
  }

  /**
   * Emits the Pipeline of a YAML file, whose path is relative to the calling file. Its tasks are those of the file; more cannot be added.
   * The compiler knows its interface from tekwire.lock (`tekwire lock --types FILE`), or from `surface`; without both, the rules check the runs.
   * A file that cannot be read, or that contains anything but one Pipeline, is reported at synth (TW288).
   */
  static fromFile<const F extends string>(
    scope: Construct,
    id: string,
    path: F & LockedPath<'Pipeline', F>,
  ): Pipeline<FileSurface<'Pipeline', F>['params'], FileSurface<'Pipeline', F>['workspaces']>;
  static fromFile<const P extends ParamDeclarations = ParamDeclarations, const W extends WorkspaceDeclarations = WorkspaceDeclarations>(
    scope: Construct,
    id: string,
    path: string,
    surface?: Partial<Pick<PipelineSurface<P, W>, 'params' | 'workspaces'>>,
  ): Pipeline<P, W>;
  static fromFile(
    scope: Construct,
    id: string,
    path: string,
    surface?: Partial<AnyPipelineSurface>,
  ): Pipeline<ParamDeclarations, WorkspaceDeclarations> {
    const expected = known('NamedPipelineSurface', surface, { scope, id }, { where: 'surface' });
    const found = attempt({ scope, id }, () => readFileOf('Pipeline', path, expected));
    if (found !== undefined && surface === undefined) attempt({ scope, id }, () => checkTypes('Pipeline', path, found));
    const { params, workspaces } = { ...(found?.surface ?? expected) } as AnyPipelineSurface;
    const made = new Pipeline(scope, id, { params, workspaces, metadata: found?.metadata, overrides: found?.spec });
    return found === undefined ? markUnread(made) : made;
  }

  /** Refers to a Pipeline in the cluster. `surface` is its interface. */
  static fromCluster<const P extends ParamDeclarations = {}, const W extends WorkspaceDeclarations = {}>(
    name: string,
    surface: Partial<PipelineSurface<P, W>> = {},
  ): PipelineReference<P, W> {
    const made = new PipelineReference(name, { name: '' }, surface);
    return Object.assign(made, { pipelineRef: { name: made.name } });
  }

  /**
   * Refers to a Pipeline that Tekton fetches through a resolver when it runs. `surface` is its interface, and its `name` as a task of
   * another pipeline. Unlike for Tasks, Tekton replaces no values of that other pipeline in the reference.
   */
  static fromResolver<const P extends ParamDeclarations = {}, const W extends WorkspaceDeclarations = {}>(
    resolver: Resolver<never>,
    surface: NamedPipelineSurface<P, W> = {},
  ): PipelineReference<P, W> {
    return resolvedPipeline(resolver, surface);
  }

  /**
   * Refers to the Pipeline at an address that `npx tekwire lock` has locked; nothing is fetched at synth. The compiler knows its params
   * from `tekwire.lock.d.ts`, or from an interface in `options`, which is compared with the lock file.
   * Reported at synth (TW288): an address that is not locked, or an interface in `options` that differs from the locked one
   * @example
   * const ci = Pipeline.fromUrl('bundle://registry.acme.example/pipelines:1.0//pipeline/ci', { params: { url: param.string() } });
   */
  static fromUrl<const U extends LockedAddress<'Pipeline'>>(address: U, options?: FromUrlOptions): LockedPipeline<U>;
  static fromUrl<const P extends ParamDeclarations = ParamDeclarations, const W extends WorkspaceDeclarations = WorkspaceDeclarations>(
    address: string,
    options?: FromUrlOptions & Partial<PipelineSurface<P, W>>,
  ): PipelineReference<P, W>;
  static fromUrl(address: string, options: LockedPipelineOptions = {}): unknown {
    return lockedPipeline(address, options);
  }

  /**
   * Adds a task, or another pipeline (alpha). It waits only for the tasks whose results and directories it uses, and for those in `after`.
   */
  add<
    TP extends ParamDeclarations,
    TR extends ResultDeclarations,
    TW extends WorkspaceDeclarations,
    M extends keyof TP = never,
    N extends string = string,
  >(task: UsableTask<TP, TR, TW, N>, ...props: AddArguments<TP, TW, ScopeOf<Id>, M>): Added<TR, TW, ScopeOf<Id>, M, N> {
    return this.body.add<TP, TR, TW, M, N>(task, ...props);
  }

  /** Adds a task that runs when all others have ended, whether they succeeded or not. */
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

  /** Tekton's variables about the run, for tasks of the pipeline. */
  get context(): PipelineContext<ScopeOf<Id>> {
    return this.body.context;
  }

  /** The Pipeline's name in the cluster. */
  get name(): string {
    return this.object.name;
  }

  /** The emitted object, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  /** @internal */
  onTaskAdded(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  private changed(): void {
    this.object.changed();
    for (const watcher of this.watchers) watcher();
  }

  /** Its tasks, in the order in which they were added, including those of `finally`. */
  get tasks(): readonly PipelineTask[] {
    return this.body.tasks;
  }

  /** The sources of its workspaces, unless a run binds them differently. */
  get workspaceBindings(): W {
    return this.body.workspaceBindings;
  }

  /**
   * Pod settings that its tasks need; a run merges them with its own, field by field. Undefined when they need none.
   */
  get podTemplate(): PodTemplate | undefined {
    return podTemplateOf(this.tasks);
  }

  /** Settings of single tasks that its runs need; those of a run win, field by field. */
  get taskRunSettings(): readonly NeededSettings[] {
    return [];
  }

  /** Where a run of a local directory puts it. Undefined when the pipeline does not say. */
  protected get localSource(): RunDefaults['localSource'] {
    return undefined;
  }

  /** The reference that runs and other pipelines use. */
  get pipelineRef(): PipelineRef {
    return { name: this.name };
  }

  private foreignTasks(): Diagnostic[] {
    const problems = this.tasks.flatMap(({ name, task }) => foreignTasks(this.node.root, task, `/${name}`));
    return problems.map((problem) => wiringDiagnostic(this.node.path, ...problem));
  }

  /** The graph of its tasks: which task waits for which. */
  get graph(): Graph {
    return pipelineGraph(this.spec);
  }

  /** The Pipeline's `spec`, as it is emitted. */
  get spec(): PipelineSpec {
    return this.body.spec;
  }
}
