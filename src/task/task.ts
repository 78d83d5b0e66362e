import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { TekwireError } from '../diagnostics';
import { type TaskRef, type TaskSpec, TEKTON_V1 } from '../spec';
import { attempt, checkedCopy, known, knownOptions, refuse, TektonObject } from '../synth';
import { changedProps, type TaskChanges } from './changes';
import { checkedBody } from './check-task';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import type { AnySurface } from './external/declared-surface';
import { checkTypes, readFileOf } from './external/from-file';
import { type HelmTask, helmTask } from './external/helm-task';
import type { FileSurface, FromUrlOptions, LockedAddress, LockedPath } from './external/locked';
import { type LockedTask, lockedTask } from './external/locked-task';
import type { Resolver } from './external/resolver';
import { resolvedTask, TaskReference } from './external/task-reference';
import { markUnread } from './external/unread';
import { explainResults } from './handles/declared-names';
import { renderTask, type TaskBody } from './render-task';
import type { StepContext } from './step-context';
import { type NamedSurface, surfaceOf, type TaskSurface, type UsableTask } from './surface';

/** A mixin of the constructs library, whose method `with` has the same name as ours. @open */
interface Mixin {
  supports(construct: object): boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as constructs declares it
  applyTo(construct: any): void;
}

/** Options of a `Task`. */
export interface TaskProps<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  N extends string = string,
> extends TaskBody<P, R, W, StepContext<P, R, W>, N> {
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * A Tekton Task: containers that run one after another in one pod, with typed params, results and workspaces. Emitted once, where it is
 * created, no matter how many pipelines use it.
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
    const N extends string = string,
  >
  extends TektonObject
  implements UsableTask<P, R, W, N>
{
  readonly surface: TaskSurface<P, R, W>;
  /** The Task's `spec`, as it is emitted. */
  readonly spec: TaskSpec;

  /** What it is rendered from. */
  private readonly body: object;
  /** The changes of `with` so far. */
  private readonly changes: readonly TaskChanges[] = [];

  constructor(scope: Construct, id: string, props: TaskProps<P, R, W, N>) {
    const made: { task?: Task } = {};
    // plain JavaScript may omit the props, which is reported below, when the path is known
    super(scope, id, { ...identity(id, props?.metadata), spec: () => made.task?.spec });
    const given = checkedBody(this, known('TaskProps', props, this, { isExtended: new.target !== Task }));
    this.body = given;
    this.surface = surfaceOf(given, this);
    this.spec = renderTask(given, this.surface, this);
    made.task = this as unknown as Task;
  }

  /** Names of its steps, also by type where the program writes them as literals: those of `stepSpecs` of a TaskRun. */
  get stepNames(): readonly N[] {
    return (this.spec.steps ?? []).flatMap(({ name }) => (name === undefined ? [] : [name as N]));
  }

  /** Emits the Task of a YAML file, whose path is relative to the calling file. The compiler knows its interface from tekwire.lock
   *  (`tekwire lock --types FILE`), or from `surface`; without both, the rules check its use at synth.
   *  A file that cannot be read, or that contains anything but one Task, is reported at synth (TW288). */
  static fromFile<const F extends string>(
    scope: Construct,
    id: string,
    path: F & LockedPath<'Task', F>,
  ): Task<FileSurface<'Task', F>['params'], FileSurface<'Task', F>['results'], FileSurface<'Task', F>['workspaces']>;
  static fromFile<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without an interface results fit everywhere, and are checked at synth
    const R extends ResultDeclarations = any,
    const W extends WorkspaceDeclarations = WorkspaceDeclarations,
  >(scope: Construct, id: string, path: string, surface?: Partial<TaskSurface<P, R, W>>): Task<P, R, W>;
  static fromFile(scope: Construct, id: string, path: string, surface?: Partial<AnySurface>): Task {
    const expected = known('NamedSurface', surface, { scope, id }, { where: 'surface' });
    const found = attempt({ scope, id }, () => readFileOf('Task', path, expected));
    if (found !== undefined && surface === undefined) attempt({ scope, id }, () => checkTypes('Task', path, found));
    const { params, results, workspaces } = { ...(found?.surface ?? expected) } as AnySurface;
    const { metadata, spec } = found ?? {};
    const made = new Task(scope, id, { params, results, workspaces, rbac: surface?.rbac, steps: () => [], metadata, overrides: spec });
    return found === undefined ? markUnread(made) : made;
  }

  /** Refers to a Task in the namespace of the runs. `surface` is its interface. */
  static fromCluster<
    const P extends ParamDeclarations = {},
    const R extends ResultDeclarations = {},
    const W extends WorkspaceDeclarations = {},
  >(name: string, surface: Partial<TaskSurface<P, R, W>> = {}): TaskReference<P, R, W> {
    const made = new TaskReference(name, { kind: 'Task' }, surface);
    return Object.assign(made, { taskRef: { name: made.name, kind: 'Task' } });
  }

  /**
   * Refers to a Task that Tekton fetches through a resolver when it runs. `surface` is its interface, and its `name` in pipelines, by
   * default the name of the object or file.
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
   * Refers to a Task that a Helm release has installed in the namespace of the runs. `surface` is its interface.
   * Reported at synth (TW288): an `id` that is not `helm://RELEASE/TASK`
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
   * Refers to the Task at an address that `npx tekwire lock` has locked: YAML at a URL, a file in a Git repository, an object of a bundle,
   * a hub or a cluster. Nothing is fetched at synth; Tekton receives the locked digest, commit or version. The compiler knows the params
   * from `tekwire.lock.d.ts`, or from an interface in `options`, which is compared with the lock file.
   * Reported at synth (TW288): an address that is not locked, or an interface in `options` that differs from the locked one
   * @example
   * const lint = Task.fromUrl('https://tasks.acme.example/v1/lint.yaml', { params: { level: param.string() } });
   */
  static fromUrl<const U extends LockedAddress<'Task'>>(address: U, options?: FromUrlOptions): LockedTask<U>;
  static fromUrl<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without an interface results fit everywhere, and are checked at synth
    const R extends ResultDeclarations = any,
    const W extends WorkspaceDeclarations = WorkspaceDeclarations,
  >(address: string, options?: FromUrlOptions & Partial<TaskSurface<P, R, W>>): TaskReference<P, R, W>;
  static fromUrl(
    address: string,
    options: FromUrlOptions & Partial<TaskSurface<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>> = {},
  ): unknown {
    return lockedTask(address, options);
  }

  /** The reference that pipeline tasks and runs use. */
  get taskRef(): TaskRef {
    return { name: this.name, kind: 'Task' };
  }

  /** The emitted object, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this;
  }

  /**
   * Changes image, environment, resources or arguments: the Task is rendered again from its props and the changes. Without `name` the Task
   * itself is changed and returned. With `name` it is not changed, and a second Task is returned, with the labels, annotations, JSON patches
   * and validations that the first has so far. A step that does not exist, `image` or `args` that could be for several steps, and a second
   * Task with a name that is taken, or of a class that must override `remake`, are reported at synth (TW288); the first Task is then returned.
   */
  override with(changes: TaskChanges): this;
  override with(...mixins: readonly Mixin[]): this;
  override with(...arguments_: readonly (TaskChanges | Mixin)[]): this {
    const mixins = arguments_.filter(isMixin);
    if (mixins.length > 0) return super.with(...mixins) as this;
    const given = knownOptions('TaskChanges', (arguments_[0] ?? {}) as TaskChanges, this, { where: 'with' });
    const changes = checkedCopy(given, this, 'with');
    return changes.name === undefined ? this.change(changes) : this.copyWith(changes.name, changes);
  }

  /**
   * Makes a second Task of the class with the id, for `with({ name })`. Only a class with `#private` fields and a constructor of its own
   * overrides it: no other object can have its fields, and only the class knows the arguments of its constructor.
   * @default - undefined: the Task is made from the props, with the other fields of this Task
   * @example
   * protected override remake(scope: Construct, id: string) {
   *   return new Scan(scope, id, this.#level) as this;
   * }
   */
  protected remake(_scope: Construct, _id: string): this | undefined {
    return undefined;
  }

  /**
   * @internal Declares workspaces beside those of the Task, and renders it again: its steps then find them in their context. A pipeline that is
   * made later must bind them.
   */
  protected declareWorkspaces(more: WorkspaceDeclarations): void {
    const given = this.body as TaskProps<P, R, W>;
    const body = { ...given, workspaces: { ...given.workspaces, ...more } as W };
    const surface = surfaceOf(body, this);
    Object.assign(this, { body, surface, spec: renderTask(body, surface, this) });
    this.changed();
  }

  private change(changes: TaskChanges): this {
    const body = changedProps(this.body as TaskProps<P, R, W>, this.spec, changes, this);
    const spec = renderTask(body, this.surface, this);
    Object.assign(this, { body, spec, changes: [...this.changes, changes] });
    this.changed();
    return this;
  }

  /** The first Task itself, where there can be no second one: the program then continues, and synth reports the reason. */
  private copyWith(name: string, changes: TaskChanges): this {
    const copy = attempt(this, () => {
      demandFreeName(this, name);
      return this.tryRemake(name, changes) ?? this.madeFromProps(name, changes);
    });
    if (copy === undefined) return this;
    this.repeatOn(copy);
    return copy;
  }

  private tryRemake(name: string, changes: TaskChanges): this | undefined {
    const made = this.remake(this.node.scope as Construct, name);
    for (const one of made === undefined ? [] : [...this.changes, changes]) made?.change(one);
    return made;
  }

  private madeFromProps(name: string, changes: TaskChanges): this {
    const props = { ...changedProps(this.body as TaskProps<P, R, W>, this.spec, changes, this), metadata: { ...this.given, name } };
    const { scope } = this.node;
    if (hasConstructorOfTask(this)) return Reflect.construct(this.constructor, [scope, name, props]) as this;
    demandCopyable(this);
    const made = Reflect.construct(Task, [scope, name, props], this.constructor) as this & Record<string, unknown>;
    for (const [key, value] of Object.entries(this)) if (!Object.hasOwn(made, key)) Object.assign(made, { [key]: value });
    return made;
  }
}

explainResults(Task.prototype);

/** The classes of the Task that the program wrote, the last one first. */
function ownClasses(task: Task): { readonly name: string; readonly source: string }[] {
  const found: { readonly name: string; readonly source: string }[] = [];
  for (let one = task.constructor; one !== Task && typeof one === 'function'; one = Object.getPrototypeOf(one) as typeof one)
    found.push({ name: one.name, source: Function.prototype.toString.call(one) });
  return found;
}

/** Whether its class takes the arguments of a Task. */
function hasConstructorOfTask(task: Task): boolean {
  return ownClasses(task).every(({ source }) => source.startsWith('class') && !/\bconstructor\s*\(/.test(source.replace(HANDS_ON, '')));
}

// what compilers write for a class without a constructor that has fields
const HANDS_ON = /\bconstructor\s*\(\s*(?:\.\.\.\w+\s*)?\)\s*\{\s*super\(\.\.\.\w+\)/;
// in source form, and as compilers emit it for older versions of JavaScript
const PRIVATE = /\bthis\.#[A-Za-z_$]|_?classPrivateField(?:Get|Set)|_class_private_field_(?:get|set)/;

/** Only the constructor of a class can create its `#private` fields, and only the program knows the arguments. */
function demandCopyable(task: Task): void {
  const closed = ownClasses(task).find(({ source }) => PRIVATE.test(source));
  if (closed === undefined) return;
  const problem = `"${closed.name}" has #private fields and a constructor of its own; override remake(scope, id), which returns new ${closed.name}(scope, id, ...), or remove name`;
  throw new TekwireError(`${task.node.path} with: ${problem}`, { code: 'TW288', where: 'with.name', problem });
}

function demandFreeName(task: Task, name: string): void {
  if (typeof name !== 'string' || name === '') refuse(task, 'with.name', name, 'the name of a second Task');
  const taken = (task.node.scope as Construct).node.tryFindChild(name);
  if (taken === undefined) return;
  const way = taken === task ? 'remove name to change this Task itself, or choose another name' : 'choose another name';
  const problem = `the id "${name}" is taken by ${taken.node.path}; ${way}`;
  throw new TekwireError(`${task.node.path} with.name: ${problem}`, { code: 'TW288', where: 'with.name', problem });
}

function isMixin(value: TaskChanges | Mixin): value is Mixin {
  return typeof value === 'object' && value !== null && 'applyTo' in value;
}

function identity(id: string, metadata: ApiObjectMetadata = {}) {
  return { apiVersion: TEKTON_V1, kind: 'Task', metadata: { name: id, ...metadata } };
}
