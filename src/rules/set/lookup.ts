import type { Document } from '../view/document';
import type { ObjectView } from '../view/object-view';
import { type PipelineTaskView, type PipelineView, viewNestedPipeline } from '../view/pipeline-view';
import type { PipelineRunView, RunView, TaskRunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import type { Views } from '../view/views';
import type { ContextOptions } from './options';
import { Places } from './places';
import { RemoteObjects } from './remote-objects';

/** Marks a reference whose target is not among the manifests. */
const NOWHERE = Symbol('nowhere');

/** Finds the objects that a reference names: among the manifests, or among the remote objects that the options describe. */
export class Lookup {
  private readonly objects = new Map<string, ObjectView>();
  private readonly tasks = new Map<string, TaskView>();
  private readonly pipelines = new Map<string, PipelineView>();
  private readonly spaces = new Map<Document, ObjectView>();
  private readonly places: Places;
  private readonly external: ReadonlySet<string>;
  private readonly ran = new Map<PipelineTaskView, TaskView | typeof NOWHERE>();
  private readonly nested = new Map<PipelineTaskView, PipelineView | typeof NOWHERE>();
  private remotes: RemoteObjects | undefined;

  constructor(
    views: Views,
    private readonly options: Pick<ContextOptions, 'external' | 'remoteObjects'>,
  ) {
    this.places = new Places(views.object);
    this.external = new Set(options.external);
    this.index(views);
  }

  /** The StepAction among the manifests that a step of the document refers to by name. */
  stepAction(document: Document, name: string): ObjectView | undefined {
    return this.objects.get(`tekton.dev\nStepAction\n${this.spaces.get(document)?.namespace ?? ''}\n${name}`);
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

  /** The Pipeline or Task that a run runs; of a remote one only the declarations are known, not its tasks or steps. */
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

  /** The object of that kind and name that a reference from the namespace can mean; a manifest may leave its namespace out. */
  objectFrom(namespace: string, kind: string, name: string): ObjectView | undefined {
    return this.places.findFrom(namespace, kind, name);
  }

  /** The names of all objects of a kind. */
  namesOf(kind: string): readonly string[] {
    return this.places.namesOf(kind);
  }

  /** The namespaces, sorted, that have an object of that kind and name. */
  namespacesOf(kind: string, name: string): readonly string[] {
    return this.places
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
    if (ref.name === undefined || ref.resolver || ref.apiVersion || (ref.kind || 'Task') !== 'Task') return undefined;
    return this.tasks.get(`${namespace}\n${ref.name}`);
  }

  private index(views: Views): void {
    const { spaces } = this;
    for (const object of views.object) {
      spaces.set(object.document, object);
      if (object.name !== '') addFirst(this.objects, identity(object), object);
    }
    for (const task of views.task) if (task.isObject) addOwn(this.tasks, task, spaces.get(task.document));
    const firsts = new Map(views.task.map((task) => [task.document, task]));
    for (const { document, first } of views.twins) {
      const task = firsts.get(first);
      if (task !== undefined) addOwn(this.tasks, task, spaces.get(document));
    }
    for (const pipeline of views.pipeline) if (pipeline.isObject) addOwn(this.pipelines, pipeline, spaces.get(pipeline.document));
  }
}

function addOwn<T>(into: Map<string, T>, view: T, object: ObjectView | undefined): void {
  if (object !== undefined && object.name !== '') addFirst(into, `${object.namespace}\n${object.name}`, view);
}

function addFirst<T>(into: Map<string, T>, key: string, value: T): void {
  if (!into.has(key)) into.set(key, value);
}

function identity({ apiVersion, kind, namespace, name }: ObjectView): string {
  const slash = apiVersion.indexOf('/');
  return `${slash < 0 ? apiVersion : apiVersion.slice(0, slash)}\n${kind}\n${namespace}\n${name}`;
}
