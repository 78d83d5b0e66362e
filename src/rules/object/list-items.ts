import { quoted } from '../../diagnostics';
import type { ParamSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { countOf, isWritten, lastItems } from '../set/last-items';
import type { ObjectView } from '../view/object-view';
import type { PipelineTaskView } from '../view/pipeline-view';
import type { PipelineRunView } from '../view/run-view';
import { items, type Loose } from '../view/view';

/** Rules about arrays that are shorter than a Task expects. */
export const listItemRules: readonly Rule[] = [
  {
    code: 'TW258',
    slug: 'array-too-short',
    title: 'array value is shorter than the Task needs',
    why: 'the TaskRun fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/validate_params.go ValidateParamArrayIndex',
    severity: 'error',
    on: 'pipeline-task',
    check: checkTask,
  },
  {
    code: 'TW325',
    slug: 'propagated-array-too-short',
    title: 'propagated array is too short',
    why: 'the TaskRun fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/validate_params.go ValidateParamArrayIndex',
    severity: 'error',
    on: 'pipeline-run',
    check: checkRun,
  },
  {
    code: 'TW584',
    slug: 'short-array-default',
    title: 'default of an array is shorter than its use needs',
    why: 'whatever does not set the param fails at once with TaskRunValidationFailed or ParamArrayIndexingInvalid',
    source: 'pkg/reconciler/taskrun/resources/validate_params.go ValidateOutOfBoundArrayParams, apply.go applyStepActionParameters',
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    check: (object, context, report) => {
      if (DECLARING.has(object.kind)) ofSpec<Declaring>(checkDefaults)(object, context, report);
    },
  },
];

const DECLARING: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'StepAction']);

type Declaring = Loose<{ readonly params: readonly ParamSpec[] }>;

function checkTask(task: PipelineTaskView, context: Context, report: Report): void {
  const { params } = task.spec;
  const target = context.lookup.taskOf(task);
  if (target === undefined || context.memo.lastItems(target).size === 0) return;
  for (const { at, item } of items(params)) {
    const { name = '', value } = item;
    if (isWritten(value)) compare(task, name, value.length, context, ['params', at, 'value'], report);
  }
  for (const { item } of items(target.spec.params)) {
    const { name = '', default: value } = item;
    if (isWritten(value) && !task.given.has(name)) compare(task, name, value.length, context, ['params'], report);
  }
}

function checkRun(run: PipelineRunView, context: Context, report: Report): void {
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  const lengths = new Map<string, number>();
  for (const { item } of items(pipeline.spec.params)) if (isWritten(item.default)) lengths.set(item.name ?? '', item.default.length);
  for (const { item } of items(run.spec.params)) if (isWritten(item.value)) lengths.set(item.name ?? '', item.value.length);
  if (lengths.size === 0) return;
  for (const task of pipeline.tasks) {
    for (const { item } of items(task.spec.matrix === undefined ? task.spec.params : [])) {
      const { name = '', value } = item;
      const handed = typeof value === 'string' ? WHOLE.exec(value)?.[1] : undefined;
      const length = handed === undefined ? undefined : lengths.get(handed);
      if (length !== undefined) compare(task, name, length, context, ['params'], report);
    }
  }
}

/** TW258, TW320 and TW805 report a Task, Pipeline or StepAction that is used without the param. */
function checkDefaults(spec: Declaring, report: Report, context: Context, object: ObjectView): void {
  const short = items(spec.params).filter(({ item }) => Array.isArray(item.default));
  if (short.length === 0) return;
  const lasts = lastItems(spec, object);
  for (const { at, item } of short) {
    const { name = '', default: value } = item;
    const last = lasts.get(name);
    if (last === undefined || !isWritten(value) || last < value.length) continue;
    // the first one of several objects with equal specs stands for all
    const isFirst = !context.views.duplicates.some(({ document }) => document === object.document);
    if (isFirst && !context.memo.isLeftOut(object.document, name, context.lookup))
      report(
        ['params', at, 'default'],
        `the default of ${quoted(name)} has ${countOf(value)}, but "$(params.${name}[${last}])" is used; the first one is [0]`,
        'add the items to the default, or remove it, so that the param is required',
      );
  }
}

const WHOLE = /^\$\(params\.([_a-zA-Z0-9.-]+)\[\*\]\)$/;

function compare(
  task: PipelineTaskView,
  name: string,
  length: number,
  context: Context,
  field: readonly (string | number)[],
  report: Report,
): void {
  const known = context.lookup.taskOf(task);
  const last = known && context.memo.lastItems(known).get(name);
  if (last === undefined || last < length) return;
  report(
    field,
    `the Task of ${quoted(task.name)} uses "$(params.${name}[${last}])", but array ${quoted(name)} has ${countOf({ length })}; the first one is [0]`,
  );
}
