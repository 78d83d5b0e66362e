import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { type Graph, pipelineGraph } from '../graph';
import type { StringRef, Text } from '../refs';
import { type PipelineRef, type PipelineSpec, type PodTemplate, TEKTON_V1 } from '../spec';
import { known, knownOf, TektonObject } from '../synth';
import {
  type EmbeddedTask,
  type FromUrlOptions,
  findLocked,
  type LockedAddress,
  type ParamDeclarations,
  type ParamRefs,
  type Resolver,
  type ResultDeclarations,
  type TaskSurface,
  type UsableTask,
  type WorkspaceDeclarations,
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
import {
  type LockedPipeline,
  LockedReference,
  type NamedPipelineSurface,
  type NestedWorkspaces,
  PipelineReference,
  type PipelineSurface,
  type PipelineWorkspaces,
  type RunnablePipeline,
  resolvedPipeline,
} from './pipeline-reference';
import type { FinallyOf, PipelineTask } from './pipeline-task';
import { podTemplateOf } from './pod-template';
import type { PipelineWorkspaceRef } from './workspace';

type LockedPipelineOptions = FromUrlOptions & Partial<PipelineSurface<ParamDeclarations, WorkspaceDeclarations>>;

/** What a pipeline takes. */
export interface PipelineProps<P extends ParamDeclarations, W extends PipelineWorkspaces> extends PipelineBodyProps<P, W> {
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * A Tekton Pipeline. Its order follows from the data: a result, a param or a directory passed on is an edge.
 * @example
 * const ci = new Pipeline(chart, 'ci', { params: { url: param.string() }, workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });
 * const clone = ci.add(gitClone, { params: { url: ci.params.url }, workspaces: { source: ci.workspaces.code } });
 * ci.add(test, { workspaces: { source: clone.workspaces.source } });
 * // a class that extends it names what it declares, for the compiler to know it
 * class Delivery extends Pipeline<typeof params, typeof workspaces> {}
 */
export class Pipeline<const P extends ParamDeclarations = {}, const W extends PipelineWorkspaces = {}, const Id extends string = string>
  extends Construct
  implements RunnablePipeline<P, W>, UsableTask<P, {}, NestedWorkspaces<W>>
{
  /** What it takes from another pipeline that runs it; its results stay its own, as Tekton has it. */
  readonly surface: TaskSurface<P, {}, NestedWorkspaces<W>>;
  readonly params: ParamRefs<P, ScopeOf<Id>>;
  readonly workspaces: { readonly [k in keyof W]: PipelineWorkspaceRef<ScopeOf<Id>> };
  /** Of all tasks together: `Succeeded`, `Failed`, `Completed` (some were skipped) or `None`; for tasks in `finally`. */
  readonly status: StringRef<unknown, FinallyOf<ScopeOf<Id>>>;
  private readonly object: TektonObject;
  private readonly body: PipelineBody<P, W, ScopeOf<Id>>;

  constructor(scope: Construct, id: Id, props: PipelineProps<P, W> = {}) {
    super(scope, id);
    const given = known('PipelineProps', props, this, { isExtended: new.target !== Pipeline });
    this.body = new PipelineBody<P, W, ScopeOf<Id>>(given, this, () => this.object.changed());
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
      wiringProblems: () => this.body.wiringProblems(this.node.path),
      remoteObjects: () => this.body.remoteObjects(),
      tryFindPart: (name) => this.tasks.find((task) => task.name === name),
    });
  }

  /** A Pipeline that is in the cluster already. `surface` says what it takes. */
  static fromCluster<const P extends ParamDeclarations = {}, const W extends WorkspaceDeclarations = {}>(
    name: string,
    surface: Partial<PipelineSurface<P, W>> = {},
  ): PipelineReference<P, W> {
    return new PipelineReference(name, { name }, surface);
  }

  /**
   * A Pipeline that Tekton fetches when it runs. `surface` says what it takes, and its `name` as a task of another pipeline. Unlike for
   * Tasks, Tekton fills in no values of that other pipeline here.
   */
  static fromResolver<const P extends ParamDeclarations = {}, const W extends WorkspaceDeclarations = {}>(
    resolver: Resolver<never>,
    surface: NamedPipelineSurface<P, W> = {},
  ): PipelineReference<P, W> {
    return resolvedPipeline(resolver, surface);
  }

  /**
   * The Pipeline of an address, as `npx tekwire lock` has seen it; nothing is fetched at synth. The compiler knows the params by
   * `tekwire.lock.d.ts`, or by a surface that is compared with the lock file.
   * @throws Error when the address is not locked, or the surface is not the locked one
   * @example
   * const ci = Pipeline.fromUrl('bundle://registry.acme.example/pipelines:1.0//pipeline/ci', { params: { url: param.string() } });
   */
  static fromUrl<const U extends LockedAddress<'Pipeline'>>(address: U, options?: FromUrlOptions): LockedPipeline<U>;
  static fromUrl<const P extends ParamDeclarations = ParamDeclarations, const W extends WorkspaceDeclarations = WorkspaceDeclarations>(
    address: string,
    options?: FromUrlOptions & Partial<PipelineSurface<P, W>>,
  ): PipelineReference<P, W>;
  static fromUrl(address: string, options: LockedPipelineOptions = {}): unknown {
    const found = findLocked('Pipeline', address, options);
    const made = ({ name, rbac }: LockedPipelineOptions) => new LockedReference({ ...found, name: name ?? found.name }, rbac);
    return knownOf('LockedPipelineOptions', options, made);
  }

  /** Adds a task, or another pipeline (alpha). It waits for the tasks whose results and directories it is given, and for no others. */
  add<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations, M extends keyof TP = never>(
    task: UsableTask<TP, TR, TW>,
    ...props: AddArguments<TP, TW, ScopeOf<Id>, M>
  ): Added<TR, TW, ScopeOf<Id>, M> {
    return this.body.add<TP, TR, TW, M>(task, ...props);
  }

  /** Adds a task that runs when all others have ended, whatever became of them. */
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

  /** What Tekton knows of the run, for tasks of the pipeline. */
  get context(): PipelineContext<ScopeOf<Id>> {
    return this.body.context;
  }

  /** The Pipeline's name in the cluster. */
  get name(): string {
    return this.object.name;
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  /** Its tasks, in the order in which they were added; those of `finally` too. */
  get tasks(): readonly PipelineTask[] {
    return this.body.tasks;
  }

  /** What stands behind its workspaces, unless a run binds them otherwise. */
  get workspaceBindings(): W {
    return this.body.workspaceBindings;
  }

  /** What the pods of a run need for its tasks; the run has it unless it says otherwise, field by field. Undefined when they need nothing. */
  get podTemplate(): PodTemplate | undefined {
    return podTemplateOf(this.tasks);
  }

  /** How a run or another pipeline refers to it. */
  get pipelineRef(): PipelineRef {
    return { name: this.name };
  }

  /** Who waits for whom. */
  get graph(): Graph {
    return pipelineGraph(this.spec);
  }

  /** The Pipeline's `spec`, as it is emitted. */
  get spec(): PipelineSpec {
    return this.body.spec;
  }
}
