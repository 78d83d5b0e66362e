import type { FieldPath } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { ResultSpec, StepSpec, TaskSpec, WorkspaceSpec } from '../../spec';
import type { Document } from './document';
import { declaredParams, neededOf, Scope, type Typed, typed } from './scope';
import { type Use, usesInSpec } from './use';
import { byName, items, type Loose, type View } from './view';

/** A Task: an object of its own, or embedded in a pipeline task or run. */
export interface TaskView extends View {
  readonly spec: Loose<TaskSpec>;
  /** Whether it is an object of its own, which others reference by name and which gets no params from an outer object. */
  readonly isObject: boolean;
  /** Whether it is embedded in a run, which provides params, workspaces and volumes. */
  readonly isInRun: boolean;
  readonly steps: readonly StepView[];
  readonly params: ReadonlyMap<string, Typed>;
  /** Names of the params without a default. */
  readonly needed: readonly string[];
  /** Whether a param has an enum. */
  readonly hasEnum: boolean;
  /** Whether a param is an object. */
  readonly hasObject: boolean;
  /** The declared params and those that the pipeline or run propagates. */
  readonly scope: Scope;
  /** Params that the pipeline task gives to the Task that is written into it. */
  readonly given: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, Typed>;
  readonly workspaces: ReadonlyMap<string, Loose<WorkspaceSpec>>;
}

/** One step of a Task. */
export interface StepView extends View {
  readonly spec: Loose<StepSpec>;
  readonly task: TaskView;
}

/** One `$(…)` of a Task. */
export type TaskUse<K extends Variable['kind'] = Variable['kind']> = Use<Extract<Variable, { kind: K }>, TaskView>;

/**
 * @param outer - the params that an outer object propagates; omitted for a Task that is an object of its own
 * @param given - the params that the pipeline task gives
 */
export function viewTask(
  document: Document,
  field: FieldPath,
  spec: Loose<TaskSpec>,
  outer?: Scope,
  given: ReadonlySet<string> = NONE,
): TaskView {
  const params = declaredParams(spec.params);
  const steps: StepView[] = [];
  const task: TaskView = {
    document,
    field,
    spec,
    isObject: outer === undefined,
    isInRun: outer?.isRun ?? false,
    steps,
    params,
    needed: neededOf(params),
    hasEnum: items(spec.params).some(({ item }) => item.enum !== undefined),
    hasObject: [...params.values()].some(({ type }) => type === 'object'),
    scope: new Scope(params, outer),
    given,
    results: declaredResults(spec.results),
    workspaces: byName(spec.workspaces),
  };
  for (const { at, item } of items(spec.steps)) steps.push({ document, field: [...field, 'steps', at], spec: item, task });
  return task;
}

const NONE: ReadonlySet<string> = new Set();

/** Every `$(…)` of a Task, including its steps. */
export function usesOfTask(task: TaskView): readonly TaskUse[] {
  return usesInSpec(task);
}

function declaredResults(results: readonly Loose<ResultSpec>[] | undefined): ReadonlyMap<string, Typed> {
  const found = new Map<string, Typed>();
  for (const { item } of items(results)) {
    const { name = '', type, properties } = item;
    if (name !== '' && !found.has(name)) found.set(name, typed({ type, properties }));
  }
  return found;
}
