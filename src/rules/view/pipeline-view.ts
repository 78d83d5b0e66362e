import type { FieldPath } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { PipelineSpec, PipelineTaskSpec, PipelineWorkspaceSpec } from '../../spec';
import { BROKEN } from '../shape/broken';
import type { Document } from './document';
import { declaredParams, givenParams, neededOf, Scope, type Typed } from './scope';
import { type TaskView, viewTask } from './task-view';
import { type Use, usesIn } from './use';
import { byName, items, type Loose, type View } from './view';

/** A Pipeline, as an object or written into a run. */
export interface PipelineView extends View {
  readonly spec: Loose<PipelineSpec>;
  /** Whether it is an object of its own, to which nothing is handed down. */
  readonly isObject: boolean;
  readonly namespace: string;
  /** Those of `tasks`, then those of `finally`. */
  readonly tasks: readonly PipelineTaskView[];
  /** Of several tasks with one name the first. */
  readonly byName: ReadonlyMap<string, PipelineTaskView>;
  readonly params: ReadonlyMap<string, Typed>;
  /** Names of the params that have no default. */
  readonly needed: readonly string[];
  readonly scope: Scope;
  readonly workspaces: ReadonlyMap<string, Loose<PipelineWorkspaceSpec>>;
  /** Workspaces that the run hands down without a declaration. */
  readonly given: ReadonlySet<string>;
  /** Params that the run gives to the pipeline that is written into it. */
  readonly handedDown: ReadonlyMap<string, Typed>;
}

/** One task of a pipeline. */
export interface PipelineTaskView extends View {
  readonly spec: Loose<PipelineTaskSpec>;
  readonly pipeline: PipelineView;
  readonly name: string;
  /** Its place among all tasks of the pipeline. */
  readonly at: number;
  readonly isFinal: boolean;
  /** The Task that is written into it; undefined for references and custom tasks. */
  readonly embedded: TaskView | undefined;
  /** Names of the params that it is given, in `params` or by a matrix. */
  readonly given: ReadonlySet<string>;
}

/** One `$(…)` of a pipeline task. */
export type PipelineUse<K extends Variable['kind'] = Variable['kind']> = Use<Extract<Variable, { kind: K }>, PipelineTaskView>;

/** What a run gives to the pipeline that is written into it. */
export interface Given {
  readonly params: ReadonlyMap<string, Typed>;
  readonly workspaces: ReadonlySet<string>;
}

/** @param given - what the run hands down; nothing for a Pipeline that is an object of its own */
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
  const embedded = isTask ? viewTask(document, [...field, 'taskSpec'], taskSpec, scope) : undefined;
  return { document, field, spec, pipeline, name: spec.name ?? '', at, isFinal, embedded, given: givenNames(spec) };
}

/** The Pipeline that is written into a pipeline task, which becomes a run of its own with the params and workspaces of the task. */
export function viewNestedPipeline({ document, field, spec, pipeline, given }: PipelineTaskView): PipelineView | undefined {
  const { pipelineSpec, params, workspaces } = spec;
  if (pipelineSpec === undefined || pipelineSpec === BROKEN) return undefined;
  const known = givenParams(params);
  for (const name of given) if (!known.has(name)) known.set(name, { type: 'string', keys: [], isOptional: true });
  const all = { params: known, workspaces: new Set(byName(workspaces).keys()) };
  return viewPipeline(document, [...field, 'pipelineSpec'], pipelineSpec, pipeline.namespace, all);
}

/** The kind of what a pipeline task runs, by which it may be named. */
export function kindOfCalled(called: TaskView | PipelineView): 'Task' | 'Pipeline' {
  return 'tasks' in called ? 'Pipeline' : 'Task';
}

/** Every `$(…)` of a pipeline task, those of an embedded Task too. */
export function usesOfPipelineTask(task: PipelineTaskView): readonly PipelineUse[] {
  // what a Pipeline inside says of params and results is of its own
  return usesIn(task.spec.pipelineSpec === undefined ? task.spec : { ...task.spec, pipelineSpec: undefined }, task);
}

function givenNames({ params, matrix }: Loose<PipelineTaskSpec>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { item } of items(params)) if (item.name !== undefined) found.add(item.name);
  if (matrix !== undefined) for (const name of matrixNames(matrix)) found.add(name);
  return found;
}

/** Names of the params that a matrix gives. */
function* matrixNames(matrix: NonNullable<Loose<PipelineTaskSpec>['matrix']>): Iterable<string> {
  for (const { item } of items(matrix.params)) if (item.name !== undefined) yield item.name;
  for (const { item } of items(matrix.include)) {
    for (const { item: param } of items(item.params)) if (param.name !== undefined) yield param.name;
  }
}

/**
 * What every text of the run's pipeline may name: in a run, what one task is given or declares is known to all, and values
 * add keys to objects (pipelinerun_validation.go validateInlineParameters).
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

/** A declaration fixes the keys of an object that was given before; everything else stays as it was given. */
function declare(all: Map<string, Typed>, specs: Loose<PipelineSpec>['params']): void {
  for (const [name, declared] of declaredParams(specs)) {
    const known = all.get(name);
    if (known === undefined) all.set(name, declared);
    else if (known.type === 'object') all.set(name, { ...known, keys: declared.keys });
  }
}
