import type { FieldPath } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { PipelineSpec, PipelineTaskSpec, PipelineWorkspaceSpec } from '../../spec';
import { BROKEN } from '../shape/broken';
import type { Document } from './document';
import { declaredParams, givenParams, neededOf, Scope, type Typed } from './scope';
import { type TaskView, viewTask } from './task-view';
import { type Use, usesIn } from './use';
import { byName, items, type Loose, type View } from './view';

/** A Pipeline: an object of its own, or embedded in a run or pipeline task. */
export interface PipelineView extends View {
  readonly spec: Loose<PipelineSpec>;
  /** Whether it is an object of its own, which gets no params from an outer run. */
  readonly isObject: boolean;
  readonly namespace: string;
  /** The entries of `tasks`, then those of `finally`. */
  readonly tasks: readonly PipelineTaskView[];
  /** The first task of each name. */
  readonly byName: ReadonlyMap<string, PipelineTaskView>;
  readonly params: ReadonlyMap<string, Typed>;
  /** Names of the params without a default. */
  readonly needed: readonly string[];
  readonly scope: Scope;
  readonly workspaces: ReadonlyMap<string, Loose<PipelineWorkspaceSpec>>;
  /** Workspaces that the run provides without a declaration. */
  readonly given: ReadonlySet<string>;
  /** Params that the run passes to its embedded pipeline. */
  readonly handedDown: ReadonlyMap<string, Typed>;
}

/** One task of a pipeline. */
export interface PipelineTaskView extends View {
  readonly spec: Loose<PipelineTaskSpec>;
  readonly pipeline: PipelineView;
  readonly name: string;
  /** Its index among all tasks of the pipeline. */
  readonly at: number;
  readonly isFinal: boolean;
  /** Its embedded Task; undefined for references and custom tasks. */
  readonly embedded: TaskView | undefined;
  /** Names of the params that it sets, in `params` or in a matrix. */
  readonly given: ReadonlySet<string>;
}

/** One `$(…)` of a pipeline task. */
export type PipelineUse<K extends Variable['kind'] = Variable['kind']> = Use<Extract<Variable, { kind: K }>, PipelineTaskView>;

/** The params and workspaces that a run passes to its embedded pipeline. */
export interface Given {
  readonly params: ReadonlyMap<string, Typed>;
  readonly workspaces: ReadonlySet<string>;
}

/** @param given - the params and workspaces of the run; omitted for a Pipeline that is an object of its own */
export function viewPipeline(
  document: Document,
  field: FieldPath,
  spec: Loose<PipelineSpec>,
  namespace: string,
  given?: Given,
): PipelineView {
  const params = declaredParams(spec.params);
  const tasks: PipelineTaskView[] = [];
  const byNames = new Map<string, PipelineTaskView>();
  const scope = given === undefined ? new Scope(params) : new Scope(runParams(spec, given), undefined, true);
  const view: PipelineView = {
    document,
    field,
    spec,
    isObject: given === undefined,
    namespace,
    tasks,
    byName: byNames,
    params,
    needed: neededOf(params),
    scope,
    workspaces: byName(spec.workspaces),
    given: given?.workspaces ?? new Set(),
    handedDown: given?.params ?? new Map(),
  };
  for (const list of ['tasks', 'finally'] as const) {
    for (const { at, item } of items(spec[list]))
      tasks.push(viewPipelineTask(view, tasks.length, [...field, list, at], item, list === 'finally'));
  }
  for (const task of tasks) if (task.name !== '' && !byNames.has(task.name)) byNames.set(task.name, task);
  return view;
}

function viewPipelineTask(
  pipeline: PipelineView,
  at: number,
  field: FieldPath,
  spec: Loose<PipelineTaskSpec>,
  isFinal: boolean,
): PipelineTaskView {
  const { document, scope } = pipeline;
  const { taskSpec } = spec;
  const isTask = taskSpec !== undefined && !taskSpec.apiVersion && (taskSpec.kind || 'Task') === 'Task';
  const given = givenNames(spec);
  const embedded = isTask ? viewTask(document, [...field, 'taskSpec'], taskSpec, scope, given) : undefined;
  return { document, field, spec, pipeline, name: spec.name ?? '', at, isFinal, embedded, given };
}

/** The Pipeline embedded in a pipeline task. Tekton runs it as a run of its own with the params and workspaces of the task. */
export function viewNestedPipeline({ document, field, spec, pipeline, given }: PipelineTaskView): PipelineView | undefined {
  const { pipelineSpec, params, workspaces } = spec;
  if (pipelineSpec === undefined || pipelineSpec === BROKEN) return undefined;
  const known = givenParams(params);
  for (const name of given) if (!known.has(name)) known.set(name, { type: 'string', keys: [], isOptional: true });
  const all = { params: known, workspaces: new Set(byName(workspaces).keys()) };
  return viewPipeline(document, [...field, 'pipelineSpec'], pipelineSpec, pipeline.namespace, all);
}

/** The kind of the object that a pipeline task runs, for messages. */
export function kindOfCalled(called: TaskView | PipelineView): 'Task' | 'Pipeline' {
  return 'tasks' in called ? 'Pipeline' : 'Task';
}

/** The variables of pipeline tasks, which several rules read. */
const usesOfTasks = new WeakMap<PipelineTaskView, readonly PipelineUse[]>();

/** Every `$(…)` of a pipeline task, including its embedded Task; found once. */
export function usesOfPipelineTask(task: PipelineTaskView): readonly PipelineUse[] {
  const found = usesOfTasks.get(task) ?? usesInTask(task);
  usesOfTasks.set(task, found);
  return found;
}

function usesInTask(task: PipelineTaskView): readonly PipelineUse[] {
  const { spec } = task;
  const { taskSpec, pipelineSpec } = spec;
  const opaque = (taskSpec as { readonly spec?: unknown } | undefined)?.spec;
  if (pipelineSpec === undefined && opaque === undefined) return usesIn(spec, task);
  // params and results in an embedded Pipeline are its own, and what a custom task has in its spec only its controller knows
  return usesIn({ ...spec, pipelineSpec: undefined, taskSpec: opaque === undefined ? taskSpec : { ...taskSpec, spec: undefined } }, task);
}

function givenNames({ params, matrix }: Loose<PipelineTaskSpec>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { item } of items(params)) if (item.name !== undefined) found.add(item.name);
  if (matrix !== undefined) for (const name of matrixNames(matrix)) found.add(name);
  return found;
}

/** Names of the params that a matrix sets. */
function* matrixNames(matrix: NonNullable<Loose<PipelineTaskSpec>['matrix']>): Iterable<string> {
  for (const { item } of items(matrix.params)) if (item.name !== undefined) yield item.name;
  for (const { item } of items(matrix.include)) {
    for (const { item: param } of items(item.params)) if (param.name !== undefined) yield param.name;
  }
}

/**
 * The params that every string of the run's embedded pipeline may reference. In a run, the params of one task are known to all
 * tasks, and values add keys to objects (pipelinerun_validation.go validateInlineParameters).
 */
function runParams(spec: Loose<PipelineSpec>, given: Given): Map<string, Typed> {
  const all = new Map(given.params);
  declare(all, spec.params);
  for (const list of [spec.tasks, spec.finally]) {
    for (const { item: task } of items(list)) {
      for (const [name, value] of givenParams(task.params)) {
        const known = all.get(name);
        if (known === undefined) all.set(name, value);
        else if (known.type === 'object' && value.keys.length > 0)
          all.set(name, { ...known, keys: [...new Set([...known.keys, ...value.keys])] });
      }
      declare(all, task.taskSpec?.params);
    }
  }
  return all;
}

/** A declaration sets the keys of an object param that was passed before; everything else keeps what was passed. */
function declare(all: Map<string, Typed>, specs: Loose<PipelineSpec>['params']): void {
  for (const [name, declared] of declaredParams(specs)) {
    const known = all.get(name);
    if (known === undefined) all.set(name, declared);
    else if (known.type === 'object') all.set(name, { ...known, keys: declared.keys });
  }
}
