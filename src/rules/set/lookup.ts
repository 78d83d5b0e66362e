import type { Document } from '../view/document';
import type { ObjectView, StepActionView } from '../view/object-view';
import { type PipelineTaskView, type PipelineView, viewNestedPipeline } from '../view/pipeline-view';
import { isUnclear } from '../view/reference';
import type { PipelineRunView, RunView, TaskRunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import type { Views } from '../view/views';
import { ObjectIndex } from './object-index';
import type { ContextOptions } from './options';
import { RemoteObjects } from './remote-objects';

/** Marks a reference whose target is not among the manifests. */
const NOWHERE = Symbol('nowhere');

/** Finds the objects that a reference names: among the manifests, or among the remote objects that the options describe. */
export class Lookup {
  private readonly objects = new Map<string, ObjectView>();
  /** Identities that several objects have. */
  private readonly repeated = new Set<string>();
  private readonly tasks = new Map<string, TaskView>();
  private readonly pipelines = new Map<string, PipelineView>();
  private readonly spaces = new Map<Document, ObjectView>();
  private readonly named: ObjectIndex;
  private readonly external: ReadonlySet<string>;
  private readonly ran = new Map<PipelineTaskView, TaskView | typeof NOWHERE>();
  private readonly nested = new Map<PipelineTaskView, PipelineView | typeof NOWHERE>();
  private remotes: RemoteObjects | undefined;
  /** How many Tasks or Pipelines share one name; each `repeated` below it gives another one. */
  mostRepeated = 1;

  constructor(
    views: Views,
    private readonly options: Pick<ContextOptions, 'external' | 'remoteObjects' | 'repeated'>,
  ) {
    this.named = new ObjectIndex(views.object);
    this.external = new Set(options.external);
    this.index(views);
  }

  /** The StepAction among the manifests that a step of the document refers to by name; undefined when its version is unknown. */
  stepAction(document: Document, name: string): StepActionView | undefined {
    const key = `tekton.dev\nStepAction\n${this.spaces.get(document)?.namespace ?? ''}\n${name}`;
    const found = this.repeated.has(key) ? undefined : this.objects.get(key);
    return found?.spec === undefined ? undefined : (found as StepActionView);
  }

  /** The object of the document. */
  objectOf(document: Document): ObjectView | undefined {
    return this.spaces.get(document);
  }

  /** The first object with the same kind, namespace and name. */
  firstLike(object: ObjectView): ObjectView | undefined {
    return this.objects.get(identity(object));
  }

  /** The Task that a pipeline task runs: embedded, among the manifests, or a remote one that the options describe; undefined for an external one. */
  taskOf(task: PipelineTaskView): TaskView | undefined {
    const known = this.ran.get(task);
    if (known !== undefined) return known === NOWHERE ? undefined : known;
    const found = this.findTaskOf(task);
    this.ran.set(task, found ?? NOWHERE);
    return found;
  }

  /** The Task or Pipeline that a pipeline task runs, whose params and workspaces it binds. */
  calledBy(task: PipelineTaskView): TaskView | PipelineView | undefined {
    const { pipelineSpec, pipelineRef } = task.spec;
    if (pipelineSpec !== undefined) return this.nestedIn(task);
    if (pipelineRef?.resolver) return this.remote?.pipeline(pipelineRef);
    return pipelineRef === undefined ? this.taskOf(task) : this.pipelines.get(`${task.pipeline.namespace}\n${pipelineRef.name}`);
  }

  /** The Pipeline or Task that a run runs. Only the declarations of a remote one are known, not its tasks or steps. */
  targetOf(run: RunView): PipelineView | TaskView | undefined {
    if (run.kind === 'TaskRun') return this.taskOfRun(run) ?? (run.spec.taskRef && this.remote?.task(run.spec.taskRef));
    return this.pipelineOf(run) ?? (run.spec.pipelineRef && this.remote?.pipeline(run.spec.pipelineRef));
  }

  /** The Pipeline that a run runs: embedded or among the manifests; undefined for an external one. */
  pipelineOf(run: PipelineRunView): PipelineView | undefined {
    const { pipelineRef } = run.spec;
    if (run.embedded !== undefined || pipelineRef?.name === undefined || pipelineRef.resolver) return run.embedded;
    return this.pipelines.get(`${run.namespace}\n${pipelineRef.name}`);
  }

  /** Whether the options name the object as external. */
  isExternal(kind: string, name: string): boolean {
    return this.external.has(`${kind}/${name}`) || this.external.has(`${kind}/*`);
  }

  /** The object of that kind and name that a reference from the namespace can match. A manifest without a namespace matches any. */
  objectFrom(namespace: string, kind: string, name: string): ObjectView | undefined {
    return this.named.findFrom(namespace, kind, name);
  }

  /** The names of all objects of a kind. */
  namesOf(kind: string): readonly string[] {
    return this.named.namesOf(kind);
  }

  /** The namespaces, sorted, that have an object of that kind and name. */
  namespacesOf(kind: string, name: string): readonly string[] {
    return this.named
      .find(kind, name)
      .map((object) => object.namespace)
      .sort();
  }

  /** The remote objects that the options describe; undefined when there are none. */
  private get remote(): RemoteObjects | undefined {
    const { remoteObjects = [] } = this.options;
    if (remoteObjects.length > 0) this.remotes ??= new RemoteObjects(remoteObjects);
    return this.remotes;
  }

  private nestedIn(task: PipelineTaskView): PipelineView | undefined {
    const known = this.nested.get(task);
    if (known !== undefined) return known === NOWHERE ? undefined : known;
    const found = viewNestedPipeline(task);
    this.nested.set(task, found ?? NOWHERE);
    return found;
  }

  private findTaskOf(task: PipelineTaskView): TaskView | undefined {
    const { taskRef } = task.spec;
    if (task.embedded !== undefined || taskRef === undefined) return task.embedded;
    return taskRef.resolver ? this.remote?.task(taskRef) : this.referredTask(taskRef, task.pipeline.namespace);
  }

  private taskOfRun(run: TaskRunView): TaskView | undefined {
    return run.embedded ?? (run.spec.taskRef && this.referredTask(run.spec.taskRef, run.namespace));
  }

  private referredTask(ref: NonNullable<PipelineTaskView['spec']['taskRef']>, namespace: string): TaskView | undefined {
    if (ref.name === undefined || ref.resolver || ref.apiVersion || isUnclear(ref) || (ref.kind || 'Task') !== 'Task') return undefined;
    return this.tasks.get(`${namespace}\n${ref.name}`);
  }

  private index(views: Views): void {
    const { spaces } = this;
    for (const object of views.object) {
      spaces.set(object.document, object);
      if (object.name === '') continue;
      if (this.objects.has(identity(object))) this.repeated.add(identity(object));
      addFirst(this.objects, identity(object), object);
    }
    const tasks = new Named(this.tasks);
    for (const task of views.task) if (task.isObject) tasks.add(task, spaces.get(task.document));
    const firsts = new Map(views.task.map((task) => [task.document, task]));
    for (const { document, first } of views.duplicates) {
      const task = firsts.get(first);
      if (task !== undefined) tasks.add(task, spaces.get(document));
    }
    tasks.choose(this.options.repeated ?? 0);
    const pipelines = new Named(this.pipelines);
    for (const pipeline of views.pipeline) if (pipeline.isObject) pipelines.add(pipeline, spaces.get(pipeline.document));
    pipelines.choose(this.options.repeated ?? 0);
    this.mostRepeated = Math.max(tasks.mostRepeated, pipelines.mostRepeated);
  }
}

/** Views by namespace and name, of which several different ones can have the same. */
class Named<T> {
  private readonly repeated = new Map<string, T[]>();

  constructor(private readonly into: Map<string, T>) {}

  add(view: T, object: ObjectView | undefined): void {
    if (object === undefined || object.name === '') return;
    const key = `${object.namespace}\n${object.name}`;
    const known = this.into.get(key);
    if (known !== undefined && known !== view) this.repeated.set(key, [...(this.repeated.get(key) ?? [known]), view]);
    addFirst(this.into, key, view);
  }

  /** How many definitions the name with most of them has; 1 when every name has one. */
  get mostRepeated(): number {
    return Math.max(1, ...[...this.repeated.values()].map(({ length }) => (length > MAX_REPEATED ? 1 : length)));
  }

  /** Takes the definition with this index, or the last one, of every name with several. Names with many are left out. */
  choose(at: number): void {
    for (const [key, views] of this.repeated) {
      const view = views[Math.min(at, views.length - 1)];
      if (view === undefined || views.length > MAX_REPEATED) this.into.delete(key);
      else this.into.set(key, view);
    }
  }
}

// every definition costs a check of its own
const MAX_REPEATED = 4;

function addFirst<T>(into: Map<string, T>, key: string, value: T): void {
  if (!into.has(key)) into.set(key, value);
}

function identity({ apiVersion, kind, namespace, name }: ObjectView): string {
  const slash = apiVersion.indexOf('/');
  return `${slash < 0 ? apiVersion : apiVersion.slice(0, slash)}\n${kind}\n${namespace}\n${name}`;
}
