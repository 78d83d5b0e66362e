import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { type TaskRef, type TaskSpec, TEKTON_V1 } from '../spec';
import { held, known, TektonObject } from '../synth';
import { changeSteps, type TaskChanges } from './changes';
import { checkBody } from './check-task';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { readTask } from './external/from-file';
import { type HelmTask, helmTask } from './external/helm-task';
import type { FromUrlOptions, LockedAddress } from './external/locked';
import { type LockedTask, lockedTask } from './external/locked-task';
import type { Resolver } from './external/resolver';
import { resolvedTask, TaskReference } from './external/task-reference';
import { renderTask, type TaskBody } from './render-task';
import { type NamedSurface, surfaceOf, type TaskSurface, type UsableTask } from './surface';

/** A mixin of the constructs library, whose `with` we share the name with. @open */
interface Mixin {
  supports(construct: object): boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as constructs declares it
  applyTo(construct: any): void;
}

/** What a Task takes, gives and does. */
export interface TaskProps<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  extends TaskBody<P, R, W> {
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
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
  extends TektonObject
  implements UsableTask<P, R, W>
{
  readonly surface: TaskSurface<P, R, W>;
  /** The Task's `spec`, as it is emitted. */
  readonly spec: TaskSpec;

  constructor(scope: Construct, id: string, props: TaskProps<P, R, W>) {
    const made: { task?: Task } = {};
    // plain JavaScript may leave the props out, which is told of below, when the path is known
    super(scope, id, { ...identity(id, props?.metadata), spec: () => made.task?.spec });
    const given = known('TaskProps', props, this, { isExtended: new.target !== Task });
    checkBody(this, given);
    this.surface = surfaceOf(given, this);
    this.spec = renderTask(given, this.surface, this);
    made.task = this as unknown as Task;
  }

  /** The Task of a YAML file, emitted with this app. Without `surface` the compiler knows none of its params; the rules still do.
   *  @throws Error when the file cannot be read or holds anything but one Task */
  static fromFile<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without a surface results are whatever they are used as, and judged at synth
    const R extends ResultDeclarations = any,
    const W extends WorkspaceDeclarations = WorkspaceDeclarations,
  >(scope: Construct, id: string, path: string, surface?: Partial<TaskSurface<P, R, W>>): Task<P, R, W> {
    const { metadata, spec, surface: read } = readTask(path, known('NamedSurface', surface, { scope, id }, { where: 'surface' }));
    const { params, results, workspaces } = read as TaskSurface<P, R, W>;
    return new Task(scope, id, { params, results, workspaces, rbac: surface?.rbac, steps: () => [], metadata, overrides: spec });
  }

  /** A Task that is in the cluster already, in the namespace of the runs. `surface` says what it takes and gives. */
  static fromCluster<
    const P extends ParamDeclarations = {},
    const R extends ResultDeclarations = {},
    const W extends WorkspaceDeclarations = {},
  >(name: string, surface: Partial<TaskSurface<P, R, W>> = {}): TaskReference<P, R, W> {
    return new TaskReference(name, { name, kind: 'Task' }, surface);
  }

  /**
   * A Task that Tekton fetches when it runs. `surface` says what it takes and gives, and its `name` in pipelines, which else is that
   * of the object or file.
   * @example
   * const lint = Task.fromResolver({ hub: { name: 'golangci-lint', version: '0.2' } }, { params: { package: param.string() } });
   */
  static fromResolver<
    const P extends ParamDeclarations = {},
    const R extends ResultDeclarations = {},
    const W extends WorkspaceDeclarations = {},
  >(resolver: Resolver, surface: NamedSurface<P, R, W> = {}): TaskReference<P, R, W> {
    return resolvedTask(resolver, surface);
  }

  /**
   * A Task that a Helm release has installed in the namespace of the runs. `surface` says what it takes and gives.
   * @throws Error when `id` is not `helm://`, the release's name, `/` and the Task's name
   * @example
   * const clone = Task.fromHelm('helm://dracon/git-clone', { params: { url: param.string() } });
   */
  static fromHelm<
    const P extends ParamDeclarations = {},
    const R extends ResultDeclarations = {},
    const W extends WorkspaceDeclarations = {},
  >(id: string, surface: Partial<TaskSurface<P, R, W>> = {}): HelmTask<P, R, W> {
    return helmTask(id, surface);
  }

  /**
   * The Task of an address, as `npx tekwire lock` has seen it: a YAML at a URL, a file in a Git repository, an object of a bundle, a hub
   * or a cluster. Nothing is fetched at synth. Tekton is told the digest, commit or version that is locked. The compiler knows the params
   * by `tekwire.lock.d.ts`, or by a surface that is compared with the lock file.
   * @throws Error when the address is not locked, or the surface is not the locked one
   * @example
   * const lint = Task.fromUrl('https://tasks.acme.example/v1/lint.yaml', { params: { level: param.string() } });
   */
  static fromUrl<const U extends LockedAddress<'Task'>>(address: U, options?: FromUrlOptions): LockedTask<U>;
  static fromUrl<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without a surface results are whatever they are used as, and judged at synth
    const R extends ResultDeclarations = any,
    const W extends WorkspaceDeclarations = WorkspaceDeclarations,
  >(address: string, options?: FromUrlOptions & Partial<TaskSurface<P, R, W>>): TaskReference<P, R, W>;
  static fromUrl(
    address: string,
    options: FromUrlOptions & Partial<TaskSurface<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>> = {},
  ): unknown {
    return lockedTask(address, options);
  }

  /** How a pipeline task or run refers to the Task. */
  get taskRef(): TaskRef {
    return { name: this.name, kind: 'Task' };
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this;
  }

  /**
   * Changes image, environment, resources or arguments. Without `name` the Task itself changes, and is returned. With `name` it stays as
   * it is, and a second Task beside it is returned, with the labels, annotations and JSON patches that the first has so far; its
   * validations stay with the first.
   * @throws Error when a step that `changes` names does not exist, when `image` or `args` could mean several steps, or when a class with
   * `#private` fields is to be copied under another name
   */
  override with(changes: TaskChanges): this;
  override with(...mixins: readonly Mixin[]): this;
  override with(...arguments_: readonly (TaskChanges | Mixin)[]): this {
    const mixins = arguments_.filter(isMixin);
    if (mixins.length > 0) return super.with(...mixins) as this;
    const given = known('TaskChanges', (arguments_[0] ?? {}) as TaskChanges, this, { where: 'with' });
    const changes = held(given, this, 'with');
    const spec = changeSteps(this.spec, changes, this);
    return changes.name === undefined ? this.changedTo(spec) : this.copiedAs(changes.name, spec);
  }

  private changedTo(spec: TaskSpec): this {
    Object.assign(this, { spec });
    this.changed();
    return this;
  }

  private copiedAs(name: string, spec: TaskSpec): this {
    demandCopyable(this);
    const copied: Record<string, unknown> = { spec };
    const made = new TektonObject(this.node.scope as Construct, name, {
      ...identity(name, { ...this.given, name }),
      spec: () => copied.spec,
    }) as TektonObject & Record<string, unknown>;
    this.repeatOn(made);
    for (const [key, value] of Object.entries(this)) if (!Object.hasOwn(made, key)) made[key] = value;
    const copy = Object.setPrototypeOf(Object.assign(made, { spec }), Object.getPrototypeOf(this)) as this;
    // what `with` makes of the copy later is read from the copy
    Object.defineProperty(copied, 'spec', { get: () => copy.spec });
    return copy;
  }
}

/** Only the constructor of a class can give an object the class's `#private` fields, and only the program knows its arguments. */
function demandCopyable(task: Task): void {
  for (let one = task.constructor; one !== Task && typeof one === 'function'; one = Object.getPrototypeOf(one) as typeof one)
    if (/\bthis\.#[A-Za-z_$]/.test(Function.prototype.toString.call(one)))
      throw new Error(
        `${task.node.path} with: "${one.name}" has #private fields, which no copy can have; leave name out, or make a second one with new ${one.name}(...)`,
      );
}

function isMixin(value: TaskChanges | Mixin): value is Mixin {
  return 'applyTo' in value;
}

function identity(id: string, metadata: ApiObjectMetadata = {}) {
  return { apiVersion: TEKTON_V1, kind: 'Task', metadata: { name: id, ...metadata } };
}
