import { quoted } from '../../diagnostics';
import { reportGated, reportInline } from '../checks/api-fields';
import { reportTwice } from '../checks/given-params';
import type { Report, Rule } from '../contract/rule';
import { DURATION_TEXT, tryParseDuration } from '../notation/duration';
import { isLabel, LABEL_TEXT } from '../notation/name';
import type { Context } from '../set/context';
import type { PipelineTaskView } from '../view/pipeline-view';
import { items } from '../view/view';

/** Rules for a single task of a pipeline. */
export const pipelineTaskRules: readonly Rule[] = [
  {
    code: 'TW201',
    slug: 'invalid-pipeline-task-name',
    title: 'invalid name of a pipeline task',
    why: 'admission refuses the Pipeline, because the name becomes part of the TaskRun name and a label of its pod',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go PipelineTask.ValidateName',
    severity: 'error',
    on: 'pipeline-task',
    check: ({ name }, _, report) => {
      if (!isLabel(name)) report(['name'], name === '' ? 'a task has no name' : `invalid task name ${quoted(name)}; ${LABEL_TEXT}`);
    },
  },
  {
    code: 'TW204',
    slug: 'task-ref-or-spec',
    title: 'pipeline task needs exactly one of taskRef and taskSpec',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateRefOrSpec, validateEnabledInlineSpec',
    severity: 'error',
    on: 'pipeline-task',
    check: checkBody,
  },
  {
    code: 'TW205',
    slug: 'unknown-run-after',
    title: 'runAfter names an unknown task',
    why: 'admission refuses the Pipeline',
    source: 'pkg/reconciler/pipeline/dag/dag.go Build',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['runAfter'],
    check: checkRunAfter,
  },
  {
    code: 'TW212',
    slug: 'duplicate-task-param',
    title: 'param set twice in a pipeline task',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/param_types.go validateDuplicateParameters',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['params'],
    check: ({ spec }, _, report) => {
      reportTwice(spec.params, (at) => ['params', at], report);
    },
  },
  {
    code: 'TW223',
    slug: 'run-after-in-finally',
    title: 'runAfter in a finally task',
    why: 'admission refuses the Pipeline: all finally tasks start at the same time',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateFinalTasks',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['runAfter'],
    check: ({ spec, isFinal, name }, _, report) => {
      if (isFinal && (spec.runAfter ?? []).length > 0)
        report(['runAfter'], `finally task ${quoted(name)} has runAfter; finally tasks have no order`);
    },
  },
  {
    code: 'TW226',
    slug: 'retries-with-continue',
    title: 'onError "continue" together with retries',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go ValidateOnError',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['onError'],
    check: ({ spec: { onError, retries = 0 } }, _, report) => {
      if (onError === 'continue' && retries > 0) report(['onError'], `onError is "continue" and retries is ${retries}; use one of them`);
    },
  },
  {
    code: 'TW227',
    slug: 'negative-retries',
    title: 'negative retries or timeout of a pipeline task',
    why: 'admission refuses the TaskRun when the pipeline runs',
    source: 'pkg/apis/pipeline/v1/taskrun_validation.go TaskRunSpec.Validate',
    severity: 'error',
    stricter: 'Tekton accepts the Pipeline, and fails when it creates the TaskRun',
    on: 'pipeline-task',
    fields: ['retries', 'timeout'],
    check: ({ spec: { retries = 0, timeout = '' } }, _, report) => {
      if (retries < 0) report(['retries'], `negative retries ${quoted(retries)}; expected at least 0`);
      if ((tryParseDuration(timeout) ?? 0) < 0) report(['timeout'], `negative timeout ${quoted(timeout)}; expected at least 0`);
    },
  },
  {
    code: 'TW231',
    slug: 'unknown-task-on-error',
    title: 'unknown onError of a pipeline task',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go ValidateOnError',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['onError'],
    check: ({ spec: { onError = '' } }, context, report) => {
      if (onError === '' || onError.startsWith('$(params') || onErrors.includes(onError)) return;
      report(['onError'], `unknown onError ${quoted(onError)}${context.expect(onError, onErrors)}`);
    },
  },
  {
    code: 'TW232',
    slug: 'invalid-task-timeout',
    title: 'invalid timeout of a pipeline task',
    why: 'the webhook cannot decode the Pipeline',
    source: 'k8s.io/apimachinery pkg/apis/meta/v1 Duration.UnmarshalJSON',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['timeout'],
    check: ({ spec: { timeout } }, _, report) => {
      if (timeout !== undefined && tryParseDuration(timeout) === undefined)
        report(['timeout'], `invalid duration ${quoted(timeout)}; ${DURATION_TEXT}`);
    },
  },
  {
    code: 'TW240',
    slug: 'invalid-custom-task',
    title: 'custom task without kind or apiVersion',
    why: 'admission refuses the Pipeline; every kind except Task is a custom task, including ClusterTask, which Tekton removed',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateCustomTask',
    severity: 'error',
    exception: 'Tekton reads a custom task without a kind as kind Task, which no controller handles',
    on: 'pipeline-task',
    check: checkCustom,
  },
];

const onErrors = ['continue', 'stopAndFail'];
const bodies = ['taskRef', 'taskSpec', 'pipelineRef', 'pipelineSpec'] as const;

function checkBody({ spec, name }: PipelineTaskView, context: Context, report: Report): void {
  const found = bodies.filter((body) => spec[body] !== undefined);
  if (found.length === 0) report([], `task ${quoted(name)} has neither taskRef nor taskSpec`);
  if (found.length > 1) report([], `task ${quoted(name)} has ${found.join(' and ')}; use one of them`);
  for (const body of found) if (body.endsWith('Spec')) reportInline('pipeline', body, context, report);
  for (const body of found) if (body.startsWith('pipeline')) reportGated('alpha', [body], context, report);
  for (const field of ['matrix', 'onError'] as const) if (spec[field] !== undefined) reportGated('beta', [field], context, report);
  if (spec.taskRef?.resolver) reportGated('beta', ['taskRef', 'resolver'], context, report, 'a resolver');
}

function checkRunAfter({ spec, isFinal, pipeline }: PipelineTaskView, context: Context, report: Report): void {
  if (isFinal) return;
  for (const { at, item: before } of items(spec.runAfter)) {
    const task = pipeline.byName.get(before);
    if (task === undefined)
      report(['runAfter', at], `unknown task ${quoted(before)} of the pipeline${context.suggest(before, dagNames(pipeline))}`);
    else if (task.isFinal) report(['runAfter', at], `${quoted(before)} is a finally task, which always runs after this one`);
  }
}

function* dagNames({ tasks }: PipelineTaskView['pipeline']): Iterable<string> {
  for (const task of tasks) if (!task.isFinal && task.name !== '') yield task.name;
}

function checkCustom({ spec }: PipelineTaskView, _: Context, report: Report): void {
  if (spec.taskRef !== undefined) checkKind('taskRef', spec.taskRef, report);
  if (spec.taskSpec !== undefined) checkKind('taskSpec', spec.taskSpec, report);
}

function checkKind(
  field: string,
  { kind = '', apiVersion = '' }: { readonly kind?: string; readonly apiVersion?: string },
  report: Report,
): void {
  if (apiVersion === '' && (kind === '' || kind === 'Task')) return;
  if (kind === 'ClusterTask')
    report([field, 'kind'], 'Tekton removed ClusterTasks', 'use a Task, or the cluster resolver for a Task of another namespace');
  else if (apiVersion === '') report([field, 'apiVersion'], `a custom task of kind ${quoted(kind)} needs an apiVersion`);
  if (kind === '') report([field, 'kind'], 'a custom task needs a kind');
  if (apiVersion !== '' && !/^[^/]+\/[^/]+$/.test(apiVersion))
    report([field, 'apiVersion'], `invalid apiVersion ${quoted(apiVersion)} of a custom task; expected group/version`);
}
