import { quoted } from '../../diagnostics';
import type { Param } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineView } from '../view/pipeline-view';
import { typeOf } from '../view/scope';
import type { TaskView } from '../view/task-view';
import { usesIn } from '../view/use';
import { items, type Loose } from '../view/view';

/** Rules about array and object values that lack an item or key. */
export const runValueRules: readonly Rule[] = [
  {
    code: 'TW320',
    slug: 'run-array-too-short',
    title: 'array param of a run is too short',
    why: 'the run fails at once with ParamArrayIndexingInvalid, or with TaskRunValidationFailed',
    source: 'pkg/reconciler/pipelinerun/resources/validate_params.go ValidateParamArrayIndex, taskrun/resources/validate_params.go',
    severity: 'error',
    on: 'run',
    check: (run, context, report) => {
      const target = context.lookup.targetOf(run);
      if (target !== undefined) checkItems(target, run.spec.params, report);
    },
  },
  {
    code: 'TW321',
    slug: 'unknown-run-object-key',
    title: 'object param of a run with an unknown key',
    why: 'the value has no effect: usually the key is misspelt, and the intended key keeps its default',
    source: 'pkg/reconciler/pipelinerun/resources/validate_params.go ValidateObjectParamRequiredKeys (extra ones are allowed)',
    severity: 'error',
    stricter: 'Tekton silently ignores undeclared keys',
    on: 'run',
    check: (run, context, report) => {
      // an embedded spec can use keys that only the run sets
      if (run.embedded === undefined) checkKeys(context.lookup.targetOf(run), run.spec.params, context, report);
    },
  },
  {
    code: 'TW249',
    slug: 'unknown-object-value-key',
    title: 'object value with an unknown key',
    why: 'the value has no effect: usually the key is misspelt, and the intended key keeps its default',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go MissingKeysObjectParamNames (extra ones are allowed)',
    severity: 'error',
    stricter: 'Tekton silently ignores undeclared keys',
    on: 'pipeline-task',
    fields: ['params'],
    check: (task, context, report) => {
      const target = context.lookup.taskOf(task);
      if (target?.hasObject) checkKeys(target, task.spec.params, context, report);
    },
  },
];

type Params = readonly Loose<Param>[] | undefined;

function checkItems(target: PipelineView | TaskView, params: Params, report: Report): void {
  const lengths = lengthsOf(target, params);
  if (lengths.size === 0) return;
  for (const { variable, body, path } of usesIn(target.spec, target)) {
    if (variable.kind !== 'param' || variable.index === undefined || variable.index === '*') continue;
    const length = lengths.get(variable.name);
    if (length === undefined || Number(variable.index) < length || isShadowed(variable.name, path, target)) continue;
    report(['params'], `"$(${body})" refers to an item of array ${quoted(variable.name)}, which has ${length} items; the first one is [0]`);
  }
}

/** How many items each array param has, by its value or default. */
function lengthsOf(target: PipelineView | TaskView, params: Params): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const { item } of items<Loose<NonNullable<TaskView['spec']['params']>[number]>>(target.spec.params)) {
    if (item.name !== undefined && Array.isArray(item.default)) lengths.set(item.name, item.default.length);
  }
  for (const { item } of items(params)) if (item.name !== undefined && Array.isArray(item.value)) lengths.set(item.name, item.value.length);
  return lengths;
}

/** Whether the string is in an embedded Task that declares a param of that name itself. */
function isShadowed(name: string, [list, at, field]: readonly (string | number)[], target: PipelineView | TaskView): boolean {
  if (!('tasks' in target) || field !== 'taskSpec') return false;
  const place = [...target.field, list, at].join('\n');
  const task = target.tasks.find((one) => one.field.join('\n') === place);
  return task?.embedded?.params.has(name) === true || task?.given.has(name) === true;
}

function checkKeys(target: PipelineView | TaskView | undefined, params: Params, context: Context, report: Report): void {
  if (target === undefined) return;
  for (const { at, item } of items(params)) {
    const { name = '', value } = item;
    const param = target.params.get(name);
    if (param?.type !== 'object' || param.keys.length === 0 || typeOf(value) !== 'object') continue;
    for (const key of Object.keys(value ?? {})) {
      if (!param.keys.includes(key))
        report(['params', at, 'value', key], `unknown key ${quoted(key)} of param ${quoted(name)}${context.suggest(key, param.keys)}`);
    }
  }
}
