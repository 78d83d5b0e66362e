import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { makeReference, type StringRef } from '../refs';
import { type TaskRef, type TaskSpec, TEKTON_V1, type Volume } from '../spec';
import { changeSteps, type TaskChanges } from './changes';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { readTask } from './from-file';
import { defined, renderContainer, renderSidecar, renderStep } from './render-step';
import type { ContainerProps, Sidecar, Step, StepContext, StepScope } from './step';
import { nonEmpty, paramRefs, paramSpecs, resultSpecs, type TaskSurface, type UsableTask, workspaceSpecs } from './surface';
import { TektonObject } from './tekton-object';

/** A volume of the Task's pod; a `Volume` of any cdk8s-plus version fits too. */
export type TaskVolume = Volume | { readonly name: string; _toKube(): unknown };

/** A mixin of the constructs library, whose `with` we share the name with. */
interface Mixin {
  supports(construct: object): boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as constructs declares it
  applyTo(construct: any): void;
}

/** What a Task takes, gives and does. */
export interface TaskProps<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly description?: string;
  readonly displayName?: string;
  /** Values that whoever uses the Task gives. @default - none */
  readonly params?: P;
  /** Values that the steps find out. @default - none */
  readonly results?: R;
  /** Directories that whoever uses the Task gives. @default - none */
  readonly workspaces?: W;
  /** Containers that run one after the other. */
  readonly steps: (context: StepContext<P, R, W>) => readonly Step[];
  /** Containers that run beside the steps. @default - none */
  readonly sidecars?: (context: StepContext<P, R, W>) => readonly Sidecar[];
  /** Fields that every step has unless it says otherwise. @default - none */
  readonly stepTemplate?: Partial<Omit<ContainerProps, 'script'>>;
  /** Volumes that the steps mount. @default - none */
  readonly volumes?: readonly TaskVolume[];
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
  /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
  readonly overrides?: Partial<TaskSpec>;
}

/**
 * A Tekton Task: containers that run one after the other in one pod, with typed params, results and workspaces. Emitted once, where it
 * is made, however many pipelines use it.
 * @example
 * const hello = new Task(chart, 'hello', {
 *   params: { whom: param.string({ default: 'world' }) },
 *   results: { greeting: result.string() },
 *   steps: ({ params, results }) => [{ name: 'greet', image: 'busybox:1.37.0', script: sh`printf 'hello %s' ${params.whom} > ${results.greeting.path}` }],
 * });
 */
export class Task<
    const P extends ParamDeclarations = {},
    const R extends ResultDeclarations = {},
    const W extends WorkspaceDeclarations = {},
  >
  extends Construct
  implements UsableTask<P, R, W>
{
  readonly surface: TaskSurface<P, R, W>;
  /** The Task's `spec`, as it is emitted. */
  readonly spec: TaskSpec;
  private readonly metadata: ApiObjectMetadata;
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, props: TaskProps<P, R, W>) {
    super(scope, id);
    const { params = {} as P, results = {} as R, workspaces = {} as W, metadata = {} } = props;
    this.surface = { params, results, workspaces };
    this.spec = renderTask(props, this.surface, stepContext(this.surface, this));
    this.metadata = metadata;
    this.object = emit(this, this.spec, metadata);
  }

  /** The Task of a YAML file, emitted with this app. Without `surface` the compiler knows none of its params; the rules still do.
   *  @throws Error when the file cannot be read or holds anything but one Task */
  static fromFile<
    const P extends ParamDeclarations = ParamDeclarations,
    const R extends ResultDeclarations = ResultDeclarations,
    const W extends WorkspaceDeclarations = WorkspaceDeclarations,
  >(scope: Construct, id: string, path: string, surface?: Partial<TaskSurface<P, R, W>>): Task<P, R, W> {
    const { metadata, spec, surface: read } = readTask(path, surface);
    const { params, results, workspaces } = read as TaskSurface<P, R, W>;
    return new Task(scope, id, { params, results, workspaces, steps: () => [], metadata, overrides: spec });
  }

  /** The Task's name in the cluster. */
  get name(): string {
    return this.object.name;
  }

  /** How a pipeline task or run refers to the Task. */
  get taskRef(): TaskRef {
    return { name: this.name, kind: 'Task' };
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  /**
   * The Task with another image, environment, resources or arguments. Without `name` it takes this Task's place, so call it before the
   * Task is used; with `name` it stands beside it.
   * @throws Error when a step that `changes` names does not exist, or when `image` or `args` could mean several steps
   */
  override with(changes: TaskChanges): this;
  override with(...mixins: readonly Mixin[]): this;
  override with(...arguments_: readonly (TaskChanges | Mixin)[]): this {
    const mixins = arguments_.filter(isMixin);
    if (mixins.length > 0) return super.with(...mixins) as this;
    return this.changed((arguments_[0] ?? {}) as TaskChanges);
  }

  private changed(changes: TaskChanges): this {
    const spec = changeSteps(this.spec, changes, this.node.path);
    const scope = this.node.scope as Construct;
    const id = changes.name ?? this.node.id;
    if (changes.name === undefined) scope.node.tryRemoveChild(id);
    const copy = Object.create(Object.getPrototypeOf(this)) as this;
    const metadata = changes.name === undefined ? this.metadata : { ...this.metadata, name: changes.name };
    const made = new Construct(scope, id);
    Object.assign(copy, this, { node: made.node, spec, metadata, object: emit(made, spec, metadata) });
    return copy;
  }
}

function isMixin(value: TaskChanges | Mixin): value is Mixin {
  return 'applyTo' in value;
}

function emit(owner: Construct, spec: TaskSpec, metadata: ApiObjectMetadata): TektonObject {
  const named = { name: owner.node.id, ...metadata };
  return new TektonObject(owner, 'Resource', { apiVersion: TEKTON_V1, kind: 'Task', metadata: named, spec: () => spec, owner });
}

function renderTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  props: TaskProps<P, R, W>,
  { params, results, workspaces }: TaskSurface<P, R, W>,
  context: StepContext<P, R, W>,
): TaskSpec {
  return defined({
    displayName: props.displayName,
    description: props.description,
    params: nonEmpty(paramSpecs(params)),
    results: nonEmpty(resultSpecs(results)),
    workspaces: nonEmpty(workspaceSpecs(workspaces)),
    stepTemplate: props.stepTemplate && renderContainer(props.stepTemplate),
    steps: props.steps(context).map(renderStep),
    sidecars: props.sidecars?.(context).map(renderSidecar),
    volumes: props.volumes?.map(renderVolume),
    ...props.overrides,
  });
}

function renderVolume(volume: TaskVolume): Volume {
  return '_toKube' in volume ? (volume._toKube() as Volume) : volume;
}

function stepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  surface: TaskSurface<P, R, W>,
  owner: object,
): StepContext<P, R, W> {
  const text = (body: string) => makeReference<StringRef<unknown, StepScope>>({ body, type: 'string', owner });
  const results = byKey(surface.results, (name) => ({ path: `$(results.${name}.path)` }));
  const workspaces = byKey(surface.workspaces, (name) => ({ path: `$(workspaces.${name}.path)`, bound: text(`workspaces.${name}.bound`) }));
  return {
    params: paramRefs(surface.params, owner),
    results: results as StepContext<P, R, W>['results'],
    workspaces: workspaces as StepContext<P, R, W>['workspaces'],
    taskRun: { name: text('context.taskRun.name'), namespace: text('context.taskRun.namespace'), uid: text('context.taskRun.uid') },
    exitCodePath: (step) => `$(steps.step-${step}.exitCode.path)`,
  };
}

function byKey<T>(declarations: object, make: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(declarations).map((name) => [name, make(name)]));
}
