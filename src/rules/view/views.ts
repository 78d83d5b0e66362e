import type { Variable } from '../../refs';
import {
  MAX_ANNOTATION_BYTES,
  type ParamSpec,
  type PipelineRunSpec,
  type PipelineSpec,
  type ResultSpec,
  type StepActionSpec,
  type TaskRef,
  type TaskRunSpec,
  type TaskSpec,
  type WhenExpression,
  type WorkspaceBinding,
} from '../../spec';
import { MAX_NESTED } from '../shape/tekton-shape';
import { type ContainerView, containerOfAction, partsOf } from './container-view';
import type { Document } from './document';
import { type Duplicate, tryPrintTask } from './duplicate';
import { type Kind, kindOf } from './kind';
import { type ObjectView, viewDuplicate, viewObject } from './object-view';
import {
  type PipelineTaskView,
  type PipelineUse,
  type PipelineView,
  usesOfPipelineTask,
  viewNestedPipeline,
  viewPipeline,
} from './pipeline-view';
import { type PipelineRunView, type RunView, type TaskRunView, viewPipelineRun, viewTaskRun } from './run-view';
import { type Typed, typed } from './scope';
import { type StepView, type TaskUse, type TaskView, usesOfTask, viewTask } from './task-view';
import { items, type Loose, type View } from './view';

/** What rules can check, by the value of `Rule.on`. */
export interface Subjects {
  readonly object: ObjectView;
  readonly task: TaskView;
  readonly step: StepView;
  /** A step or sidecar of a Task, its stepTemplate, or a StepAction. */
  readonly container: ContainerView;
  readonly pipeline: PipelineView;
  readonly 'pipeline-task': PipelineTaskView;
  readonly run: RunView;
  readonly 'pipeline-run': PipelineRunView;
  readonly 'task-run': TaskRunView;
  /** A declared param of a Task or Pipeline. */
  readonly param: ParamView;
  /** A declared result of a Task or step. */
  readonly result: ItemView<ResultSpec>;
  /** A condition of a step or pipeline task. */
  readonly when: ItemView<WhenExpression>;
  /** A workspace binding of a run. */
  readonly binding: ItemView<WorkspaceBinding>;
  /** A reference of a pipeline task, run or step, except references to custom tasks. */
  readonly reference: ReferenceView;
}

/** Subsets of the objects. A rule on `object` that is restricted to one of them costs nothing for other objects. */
export interface SomeObjects {
  /** Objects that may be larger than 256 KiB, the limit of an annotation. */
  readonly large: ObjectView;
  /** Objects with fields that are unknown or of the wrong type. */
  readonly misshapen: ObjectView;
  /** Objects with labels or annotations. */
  readonly labelled: ObjectView;
}

/** The `$(…)` of Tasks and of pipeline tasks, by kind of variable. */
export interface UseSubjects {
  readonly 'task-use': { readonly [K in Variable['kind']]: TaskUse<K> };
  readonly 'pipeline-use': { readonly [K in Variable['kind']]: PipelineUse<K> };
}

/** An item of an array that several kinds of objects have. */
export interface ItemView<T> extends View {
  readonly spec: Loose<T>;
  /** The kind of part that contains the array. */
  readonly owner: Owner;
  /** Whether an earlier item of the array has the same name. */
  readonly isRepeated: boolean;
}

type Owner = 'task' | 'step' | 'pipeline' | 'pipeline-task' | 'pipeline-run' | 'task-run';

type Declaring = View & { readonly spec: { readonly params?: readonly Loose<ParamSpec>[] } };

/** A declared param. */
export interface ParamView extends ItemView<ParamSpec> {
  readonly typed: Typed;
}

/** A reference by name or resolver. */
export interface ReferenceView extends View {
  readonly ref: Loose<Pick<TaskRef, 'name' | 'resolver' | 'params'>>;
  readonly kind: 'Task' | 'Pipeline' | 'StepAction';
  /** The namespace in which Tekton looks the name up. */
  readonly namespace: string;
}

/** All subjects of the documents, in document order. */
export class Views {
  readonly object: ObjectView[] = [];
  readonly large: ObjectView[] = [];
  readonly misshapen: ObjectView[] = [];
  readonly labelled: ObjectView[] = [];
  readonly task: TaskView[] = [];
  readonly step: StepView[] = [];
  readonly pipeline: PipelineView[] = [];
  readonly 'pipeline-task': PipelineTaskView[] = [];
  readonly run: RunView[] = [];
  readonly 'pipeline-run': PipelineRunView[] = [];
  readonly 'task-run': TaskRunView[] = [];
  readonly param: ParamView[] = [];
  readonly result: ItemView<ResultSpec>[] = [];
  readonly when: ItemView<WhenExpression>[] = [];
  readonly binding: ItemView<WorkspaceBinding>[] = [];
  readonly reference: ReferenceView[] = [];
  readonly 'task-use': TaskUse[] = [];
  readonly 'pipeline-use': PipelineUse[] = [];
  /** Tasks with the same `spec` as an earlier one. They get the diagnostics of the earlier one. */
  readonly duplicates: Duplicate[] = [];
  private readonly firsts = new Map<string, ObjectView>();
  private readonly byKind = new Map<Kind, ObjectView[]>();

  /** Finds every subject of the documents, including embedded ones. */
  constructor(documents: readonly Document[]) {
    for (const document of documents) {
      const printed = tryPrintTask(document.manifest);
      const first = printed === undefined ? undefined : this.firsts.get(printed);
      const object = first === undefined ? viewObject(document) : viewDuplicate(document, first);
      this.addWhole(object, printed);
      // the same Task in the namespaces of fifty teams is checked once
      if (first === undefined) this.addObject(object, printed);
      else this.duplicates.push({ document, first: first.document });
    }
  }

  /** Computed on first use: only recommended and opt-in rules need it. */
  get container(): readonly ContainerView[] {
    const actions = this.ofKind('StepAction').filter(({ spec }) => spec !== undefined);
    return [...this.task.flatMap(partsOf), ...actions.map(containerOfAction)];
  }

  /** All objects of a kind. */
  ofKind(kind: Kind): readonly ObjectView[] {
    return this.byKind.get(kind) ?? [];
  }

  private addObject(object: ObjectView, printed: string | undefined): void {
    const kind = kindOf(object);
    if (kind !== undefined) this.addOfKind(kind, object);
    if (printed !== undefined && object.mismatches.length === 0) this.firsts.set(printed, object);
    if (object.spec === undefined) return;
    this.addParts(object);
    this.addOther(object);
  }

  private addOfKind(kind: Kind, object: ObjectView): void {
    const known = this.byKind.get(kind);
    if (known === undefined) this.byKind.set(kind, [object]);
    else known.push(object);
  }

  /** @param printed - the object without its metadata as JSON, where known */
  private addWhole(object: ObjectView, printed: string | undefined): void {
    const { mismatches, metadata } = object;
    const isLabelled = metadata.labels !== undefined || metadata.annotations !== undefined;
    this.object.push(object);
    if (mismatches.length > 0) this.misshapen.push(object);
    if (isLabelled) this.labelled.push(object);
    if (isLabelled || printed === undefined || printed.length * MAX_BYTES_OF_UNIT > MAX_ANNOTATION_BYTES) this.large.push(object);
  }

  private addParts({ document, kind, spec, namespace }: ObjectView): void {
    const field = ['spec'];
    if (kind === 'Task') this.addTask(viewTask(document, field, spec as Loose<TaskSpec>), namespace);
    if (kind === 'Pipeline') this.addPipeline(viewPipeline(document, field, spec as Loose<PipelineSpec>, namespace));
    if (kind === 'PipelineRun') this.addPipelineRun(viewPipelineRun(document, field, spec as Loose<PipelineRunSpec>, namespace));
    if (kind === 'TaskRun') this.addTaskRun(viewTaskRun(document, field, spec as Loose<TaskRunSpec>, namespace));
  }

  private addOther(object: ObjectView): void {
    if (object.kind === 'StepAction') this.addStepAction(object);
    const { document, spec } = object;
    const { workspaces } = spec as { readonly workspaces?: readonly Loose<WorkspaceBinding>[] };
    if (object.kind === 'CustomRun')
      addItems<WorkspaceBinding>(this.binding, { document, field: ['spec'] }, 'workspaces', workspaces, 'task-run', caseless);
  }

  private addStepAction({ document, spec }: ObjectView): void {
    const action = { document, field: ['spec'], spec: spec as Loose<StepActionSpec> };
    this.addParams(action, 'task');
    addItems<ResultSpec>(this.result, action, 'results', action.spec.results, 'step', (name) => name);
  }

  private addPipelineRun(run: PipelineRunView): void {
    this['pipeline-run'].push(run);
    this.run.push(run);
    addItems(this.binding, run, 'workspaces', run.spec.workspaces, 'pipeline-run', (name) => name || NAMELESS);
    this.addReference(run, 'pipelineRef', run.spec.pipelineRef, 'Pipeline', run.namespace);
    if (run.embedded !== undefined) this.addPipeline(run.embedded);
  }

  private addTaskRun(run: TaskRunView): void {
    this['task-run'].push(run);
    this.run.push(run);
    // for TaskRuns Tekton ignores case
    addItems(this.binding, run, 'workspaces', run.spec.workspaces, 'task-run', caseless);
    this.addReference(run, 'taskRef', run.spec.taskRef, 'Task', run.namespace);
    if (run.embedded !== undefined) this.addTask(run.embedded, run.namespace);
  }

  /** @param nested - how many levels of pipelines inside pipelines are checked */
  private addPipeline(pipeline: PipelineView, nested: number = MAX_NESTED): void {
    const { namespace } = pipeline;
    this.pipeline.push(pipeline);
    this.addParams(pipeline, 'pipeline');
    for (const task of pipeline.tasks) {
      const { taskRef, pipelineRef, when } = task.spec;
      this['pipeline-task'].push(task);
      for (const use of usesOfPipelineTask(task)) this['pipeline-use'].push(use);
      addItems(this.when, task, 'when', when, 'pipeline-task');
      const isCustom = taskRef?.apiVersion || (taskRef?.kind || 'Task') !== 'Task';
      if (!isCustom) this.addReference(task, 'taskRef', taskRef, 'Task', namespace);
      this.addReference(task, 'pipelineRef', pipelineRef, 'Pipeline', namespace);
      if (task.embedded !== undefined) this.addTask(task.embedded, namespace);
      const inner = nested > 0 ? viewNestedPipeline(task) : undefined;
      if (inner !== undefined) this.addPipeline(inner, nested - 1);
    }
  }

  private addTask(task: TaskView, namespace: string): void {
    this.task.push(task);
    this.addParams(task, 'task');
    for (const use of usesOfTask(task)) this['task-use'].push(use);
    addItems(this.result, task, 'results', task.spec.results, 'task', (name) => name);
    for (const step of task.steps) {
      this.step.push(step);
      addItems(this.when, step, 'when', step.spec.when, 'step');
      addItems(this.result, step, 'results', step.spec.results, 'step', (name) => name);
      this.addReference(step, 'ref', step.spec.ref, 'StepAction', namespace);
    }
  }

  private addParams({ document, field, spec }: Declaring, owner: Owner): void {
    const seen = new Set<string>();
    for (const { at, item } of items(spec.params)) {
      const { name = '' } = item;
      this.param.push({
        document,
        field: [...field, 'params', at],
        spec: item,
        owner,
        isRepeated: name !== '' && seen.has(name),
        typed: typed(item),
      });
      seen.add(name);
    }
  }

  private addReference(
    { document, field }: View,
    key: string,
    ref: ReferenceView['ref'] | undefined,
    kind: ReferenceView['kind'],
    namespace: string,
  ): void {
    if (ref !== undefined) this.reference.push({ document, field: [...field, key], ref, kind, namespace });
  }
}

/** In runs Tekton compares also workspaces without a name. */
const NAMELESS = '(no name)';
const caseless = (name: string) => name.toLowerCase() || NAMELESS;

/** @param compared - returns the name to compare with other items; omitted when items have no names */
function addItems<T>(
  into: ItemView<T>[],
  { document, field }: View,
  key: string,
  list: readonly (Loose<T> & { readonly name?: string })[] | undefined,
  owner: Owner,
  compared?: (name: string) => string,
): void {
  if (list === undefined) return;
  const seen = new Set<string>();
  for (const { at, item } of items(list)) {
    const name = compared?.(item.name ?? '') ?? '';
    into.push({ document, field: [...field, key, at], spec: item, owner, isRepeated: name !== '' && seen.has(name) });
    seen.add(name);
  }
}

// UTF-8 bytes of one UTF-16 code unit
const MAX_BYTES_OF_UNIT = 3;
