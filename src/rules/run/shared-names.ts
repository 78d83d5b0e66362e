import { type FieldPath, quoted } from '../../diagnostics';
import { fieldsWith, type Param, type ParamSpec } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineTaskView } from '../view/pipeline-view';
import type { PipelineRunView } from '../view/run-view';
import { articled, typed, typeOf } from '../view/scope';
import { type TaskView, usesOfTask } from '../view/task-view';
import { byName, items, type Loose } from '../view/view';

/** Rules about params with the same name in several tasks of an embedded pipeline. */
export const sharedNameRules: readonly Rule[] = [
  {
    code: 'TW334',
    slug: 'conflicting-propagated-param',
    title: 'params with the same name and different types in an embedded pipeline',
    why: 'admission refuses the run, or panics: in a run, Tekton treats all params with the same name as one param',
    source:
      'pkg/apis/pipeline/v1/pipelinerun_validation.go validateInlineParameters, appendPipelineTaskParams; taskrun_validation.go combineParamSpec',
    severity: 'error',
    on: 'pipeline-run',
    check: checkNames,
  },
  {
    code: 'TW347',
    slug: 'param-of-another-task',
    title: 'embedded Task uses a param that only another task sets',
    why: 'admission checks the names of all tasks together, so it accepts the Pipeline, and the TaskRun fails with "non-existent variable"',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go validateInlineParameters; pkg/reconciler/taskrun/taskrun.go createPod',
    severity: 'error',
    on: 'pipeline-run',
    check: checkOthers,
  },
];

/** A param as Tekton has combined it so far. */
interface Known {
  readonly type: string;
  /** The type of the value or default; undefined when there is none. */
  readonly valueType: string | undefined;
  readonly hasProperties: boolean;
}

function checkNames({ embedded, field, spec }: PipelineRunView, _: Context, report: Report): void {
  if (embedded === undefined) return;
  const known = new Map<string, Known>();
  for (const { item } of items(spec.params)) known.set(item.name ?? '', knownOf(item));
  for (const { item } of items(embedded.spec.params)) combine(known, item);
  for (const task of embedded.tasks) {
    if (task.isFinal) continue;
    const from = task.field.slice(field.length);
    for (const { at, item } of items(task.spec.params)) give(known, item, [...from, 'params', at], report);
    for (const { at, item } of items(task.embedded?.spec.params)) {
      const problem = combine(known, item);
      if (problem !== undefined) report([...from, 'taskSpec', 'params', at], problem);
    }
  }
  for (const task of embedded.tasks)
    if (!task.isFinal && task.embedded !== undefined) checkUses(task, task.embedded, known, field.length, report);
}

function knownOf({ value }: Loose<Param>): Known {
  const type = typeOf(value);
  return { type, valueType: type, hasProperties: type === 'object' };
}

function give(known: Map<string, Known>, param: Loose<Param>, field: FieldPath, report: Report): void {
  const { name = '', value } = param;
  const before = known.get(name);
  if (before === undefined) known.set(name, knownOf(param));
  else if (typeOf(value) === 'object' && (before.valueType !== 'object' || !before.hasProperties))
    report(
      field,
      `the value of param ${quoted(name)} is an object, but another part of the run declares it as ${articled(before.type)}${before.type === 'object' ? ' without a value' : ''}`,
      'rename one of the params',
    );
}

/** Adds a declaration. Returns the reason when Tekton refuses it. */
function combine(known: Map<string, Known>, spec: Loose<ParamSpec>): string | undefined {
  const { name = '', properties, default: value } = spec;
  const before = known.get(name);
  const hasProperties = properties !== undefined;
  if (before === undefined) {
    known.set(name, { type: typed(spec).type, valueType: value === undefined ? undefined : typeOf(value), hasProperties });
    return undefined;
  }
  const isObject = typeOf(value) === 'object';
  if (isObject && before.valueType === undefined) return `another part of the run declares param ${quoted(name)} without a default`;
  if (isObject) known.set(name, { ...before, valueType: 'object' });
  if (before.type === 'object' && !hasProperties)
    return `param ${quoted(name)} is ${articled(typed(spec).type)} here, but an object in another part of the run`;
  return undefined;
}

function checkOthers({ embedded, field, spec }: PipelineRunView, _: Context, report: Report): void {
  if (embedded === undefined) return;
  const shared = new Set([...byName(spec.params).keys(), ...embedded.params.keys()]);
  for (const task of embedded.tasks) {
    const own = task.embedded;
    if (own === undefined) continue;
    for (const { variable, path } of usesOfTask({ ...own, spec: { steps: own.spec.steps } as TaskView['spec'] })) {
      if (variable.kind !== 'param' || !retyped.has(path[2])) continue;
      const { name } = variable;
      if (shared.has(name) || own.params.has(name) || task.given.has(name) || embedded.scope.find(name) === undefined) continue;
      report(
        [...task.field.slice(field.length), 'taskSpec', ...path],
        `only another task sets param ${quoted(name)}`,
        `set it in ${quoted(task.name)}, or in the run`,
      );
    }
  }
}

const retyped = fieldsWith('retyped', 'step');

/** Reports params that a step uses as one type, and Tekton checks as another. */
function checkUses(
  task: PipelineTaskView,
  { params, spec }: TaskView,
  known: ReadonlyMap<string, Known>,
  depth: number,
  report: Report,
): void {
  const other = [...params].filter(([name, { type }]) => (known.get(name)?.type ?? type) !== type);
  if (other.length === 0) return;
  const names = new Set(other.map(([name]) => name));
  for (const { variable, path, isAlone, body } of usesOfTask({
    ...(task.embedded as TaskView),
    spec: { steps: spec.steps } as TaskView['spec'],
  })) {
    if (variable.kind !== 'param' || !names.has(variable.name) || variable.key !== undefined || !retyped.has(path[2])) continue;
    const type = known.get(variable.name)?.type ?? '';
    const isList = path[2] === 'command' || path[2] === 'args';
    const isItem = variable.index !== undefined && variable.index !== '*';
    if (type === 'object' || (type === 'array' && !isItem && !(isList && isAlone)))
      report(
        [...task.field.slice(depth), 'taskSpec', ...path],
        `Tekton treats "$(${body})" as ${articled(type)}, because another part of the run declares param ${quoted(variable.name)} so`,
        'rename one of the params',
      );
  }
}
