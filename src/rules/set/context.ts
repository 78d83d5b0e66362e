import { type RuleText, suggestion } from '../../diagnostics';
import { type Shell, tryReadShell } from '../../shell';
import { bytesOf } from '../notation/json-size';
import type { Document } from '../view/document';
import type { ObjectView } from '../view/object-view';
import { type PipelineTaskView, type PipelineView, viewNestedPipeline } from '../view/pipeline-view';
import type { PipelineRunView, RunView, TaskRunView } from '../view/run-view';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';
import type { Views } from '../view/views';
import { Order } from './order';
import { Places } from './places';
import { type RemoteObject, RemoteObjects } from './remote-objects';
import { type ExamineScripts, examineScripts, type ScriptComment } from './script-comments';

/** How the cluster is set up. */
export interface JudgeOptions {
  /** Feature flags by Tekton's own names, as `{ coschedule: 'disabled' }`. @default - Tekton's own defaults */
  readonly features?: Readonly<Record<string, string>>;
  /** Whether to give advice too (rules TW501 and on); a list of codes adds advice that is optional. @default false */
  readonly lint?: boolean | readonly string[];
  /** What Tasks and Pipelines declare that are fetched through a resolver. @default - nothing is known of such */
  readonly remoteObjects?: readonly RemoteObject[];
  /** Who looks at the scripts for shells when TW580 is asked for. @default - nobody */
  readonly examineScripts?: ExamineScripts;
  /** What is referred to and lies elsewhere, as `Task/git-clone`, or all of a kind, as `StepAction/*`. @default - nothing */
  readonly external?: readonly string[];
}

// a whole set of misspelt names must not cost more than a moment: so many spellings are compared, then messages do without
const MAX_COMPARED = 40_000;

/** What is not in the set, or is none. */
const NOWHERE = Symbol('nowhere');

/** What rules know beyond their subject: the other documents, the graph, the options. Built once for all rules. */
export class Context {
  /** Which tasks of a pipeline wait for which. */
  readonly order: Order;
  private readonly objects = new Map<string, ObjectView>();
  private readonly places: Places;
  private readonly tasks = new Map<string, TaskView>();
  private readonly ran = new Map<PipelineTaskView, TaskView | typeof NOWHERE>();
  private readonly nested = new Map<PipelineTaskView, PipelineView | typeof NOWHERE>();
  private readonly pipelines = new Map<string, PipelineView>();
  private readonly steps = new Map<TaskView, ReadonlyMap<string, number>>();
  private readonly lasts = new Map<TaskView, ReadonlyMap<string, number>>();
  private readonly sizes = new Map<ObjectView, number>();
  private readonly shells = new Map<string, Shell | undefined>();
  private readonly spaces = new Map<Document, ObjectView>();
  private remotes: RemoteObjects | undefined;
  private comments: ReadonlyMap<string, readonly ScriptComment[]> | undefined;
  private readonly external: ReadonlySet<string>;
  private compared = 0;

  constructor(
    readonly views: Views,
    private readonly options: JudgeOptions,
    /** Every rule, by its code and by its slug. */
    readonly rules: ReadonlyMap<string, RuleText>,
  ) {
    this.order = new Order(views['pipeline-use']);
    this.places = new Places(views.object);
    const { spaces } = this;
    this.external = new Set(options.external);
    for (const object of views.object) {
      spaces.set(object.document, object);
      this.index(object);
    }
    for (const task of views.task) if (task.isObject) this.addOwn(this.tasks, task, spaces.get(task.document));
    const firsts = new Map(views.task.map((task) => [task.document, task]));
    for (const { document, first } of views.twins) {
      const task = firsts.get(first);
      if (task !== undefined) this.addOwn(this.tasks, task, spaces.get(document));
    }
    for (const pipeline of views.pipeline) if (pipeline.isObject) this.addOwn(this.pipelines, pipeline, spaces.get(pipeline.document));
  }

  /** The place of each named step of a Task. */
  stepPlaces(task: TaskView): ReadonlyMap<string, number> {
    const known = this.steps.get(task);
    if (known !== undefined) return known;
    const places = new Map<string, number>();
    for (const { at, item } of items(task.spec.steps)) if (item.name) places.set(item.name, at);
    this.steps.set(task, places);
    return places;
  }

  /** The highest index at which a Task takes an item of each list that it is given. */
  lastItems(task: TaskView): ReadonlyMap<string, number> {
    const known = this.lasts.get(task);
    if (known !== undefined) return known;
    const lasts = new Map<string, number>();
    for (const { variable } of usesOfTask(task)) {
      if (variable.kind !== 'param' || variable.index === undefined || variable.index === '*') continue;
      lasts.set(variable.name, Math.max(Number(variable.index), lasts.get(variable.name) ?? 0));
    }
    this.lasts.set(task, lasts);
    return lasts;
  }

  /** What a shell makes of a script; undefined when it is none for a shell, or one that we cannot follow. */
  shell(script: string): Shell | undefined {
    if (!this.shells.has(script)) this.shells.set(script, tryReadShell(script));
    return this.shells.get(script);
  }

  /** What shellcheck finds in a script; it looks at all scripts at once. */
  commentsOn(script: string): readonly ScriptComment[] {
    const { examineScripts: examine } = this.options;
    if (examine === undefined) return [];
    this.comments ??= examineScripts(this.views.container, examine);
    return this.comments.get(script) ?? [];
  }

  /** A feature flag of the cluster by Tekton's name, or `fallback` when the options do not set it. */
  feature(name: string, fallback: string): string {
    return this.options.features?.[name] ?? fallback;
  }

  /** How many bytes the object has as JSON. */
  sizeOf(object: ObjectView): number {
    const known = this.sizes.get(object);
    if (known !== undefined) return known;
    const size = bytesOf(object.document.manifest);
    this.sizes.set(object, size);
    return size;
  }

  /** The StepAction of the set that a step of the document refers to by name. */
  stepAction(document: Document, name: string): ObjectView | undefined {
    return this.objects.get(`tekton.dev\nStepAction\n${this.spaces.get(document)?.namespace ?? ''}\n${name}`);
  }

  /** The first object of the kind, namespace and name of another. */
  firstLike(object: ObjectView): ObjectView | undefined {
    return this.objects.get(identity(object));
  }

  /** The Task that a pipeline task runs: the embedded one, one of the set, or a remote one that the options tell of; undefined when it lies elsewhere. */
  taskOf(task: PipelineTaskView): TaskView | undefined {
    const known = this.ran.get(task);
    if (known !== undefined) return known === NOWHERE ? undefined : known;
    const found = this.findTaskOf(task);
    this.ran.set(task, found ?? NOWHERE);
    return found;
  }

  /** The Task that a pipeline task runs, or the Pipeline inside the pipeline: what it takes is known of both. */
  calledBy(task: PipelineTaskView): TaskView | PipelineView | undefined {
    const { pipelineSpec, pipelineRef } = task.spec;
    if (pipelineSpec !== undefined) return this.nestedIn(task);
    if (pipelineRef?.resolver) return this.remote?.pipeline(pipelineRef);
    return pipelineRef === undefined ? this.taskOf(task) : this.pipelines.get(`${task.pipeline.namespace}\n${pipelineRef.name}`);
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

  /** What the options tell of objects that are fetched through resolvers; undefined when that is nothing. */
  private get remote(): RemoteObjects | undefined {
    const { remoteObjects = [] } = this.options;
    if (remoteObjects.length > 0) this.remotes ??= new RemoteObjects(remoteObjects);
    return this.remotes;
  }

  /** The Pipeline or Task that a run runs; of a remote one only what it declares is known, not its tasks or steps. */
  targetOf(run: RunView): PipelineView | TaskView | undefined {
    if (run.kind === 'TaskRun') return this.taskOfRun(run) ?? (run.spec.taskRef && this.remote?.task(run.spec.taskRef));
    return this.pipelineOf(run) ?? (run.spec.pipelineRef && this.remote?.pipeline(run.spec.pipelineRef));
  }

  /** The Pipeline that a run runs: the embedded one, or one of the set; undefined when it lies elsewhere. */
  pipelineOf(run: PipelineRunView): PipelineView | undefined {
    const { pipelineRef } = run.spec;
    if (run.embedded !== undefined || pipelineRef?.name === undefined || pipelineRef.resolver) return run.embedded;
    return this.pipelines.get(`${run.namespace}\n${pipelineRef.name}`);
  }

  /** Whether the user says that an object is elsewhere. */
  isExternal(kind: string, name: string): boolean {
    return this.external.has(`${kind}/${name}`) || this.external.has(`${kind}/*`);
  }

  /** The object of that kind and name that a reference out of the namespace can mean, where manifests may leave their namespace out. */
  objectFrom(namespace: string, kind: string, name: string): ObjectView | undefined {
    return this.places.findFrom(namespace, kind, name);
  }

  /** The names of all objects of a kind. */
  namesOf(kind: string): readonly string[] {
    return this.places.namesOf(kind);
  }

  /** The namespaces, sorted, in which the set has an object of that kind and name. */
  namespacesOf(kind: string, name: string): readonly string[] {
    return this.places
      .find(kind, name)
      .map((object) => object.namespace)
      .sort();
  }

  /** The end of a message about an unknown name: what there is, and what was likely meant. */
  suggest(name: string, candidates: Iterable<string>): string {
    if (this.compared > MAX_COMPARED) return '';
    const all = [...candidates];
    this.compared += all.length;
    return suggestion(name, all);
  }

  private taskOfRun(run: TaskRunView): TaskView | undefined {
    return run.embedded ?? (run.spec.taskRef && this.referredTask(run.spec.taskRef, run.namespace));
  }

  private referredTask(ref: NonNullable<PipelineTaskView['spec']['taskRef']>, namespace: string): TaskView | undefined {
    if (ref.name === undefined || ref.resolver || ref.apiVersion || (ref.kind || 'Task') !== 'Task') return undefined;
    return this.tasks.get(`${namespace}\n${ref.name}`);
  }

  private index(object: ObjectView): void {
    if (object.name === '') return;
    const key = identity(object);
    if (!this.objects.has(key)) this.objects.set(key, object);
  }

  private addOwn<T>(into: Map<string, T>, view: T, object: ObjectView | undefined): void {
    if (object === undefined || object.name === '') return;
    const key = `${object.namespace}\n${object.name}`;
    if (!into.has(key)) into.set(key, view);
  }
}

function identity({ apiVersion, kind, namespace, name }: ObjectView): string {
  const slash = apiVersion.indexOf('/');
  return `${slash < 0 ? apiVersion : apiVersion.slice(0, slash)}\n${kind}\n${namespace}\n${name}`;
}
