import { type FieldPath, quoted } from '../../diagnostics';
import { reportInline } from '../checks/api-fields';
import { lowerCase, reportTwice } from '../checks/given-params';
import { reportMissing } from '../checks/missing';
import { reportMissingKeys } from '../checks/object-value';
import type { Report, Rule } from '../contract/rule';
import { DURATION_TEXT, tryParseDuration } from '../notation/duration';
import { isParamName, paramNameText } from '../notation/name';
import type { Context } from '../set/context';
import type { PipelineRunView, RunView, TaskRunView } from '../view/run-view';
import { articled, type Typed, typeOf } from '../view/scope';
import { items } from '../view/view';

/** Rules for PipelineRuns and TaskRuns. */
export const runRules: readonly Rule[] = [
  {
    code: 'TW301',
    slug: 'run-ref-or-spec',
    title: 'run needs exactly one of a reference and a spec',
    why: 'admission refuses the run',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go and taskrun_validation.go Validate',
    severity: 'error',
    on: 'run',
    check: checkBody,
  },
  {
    code: 'TW302',
    slug: 'missing-run-param',
    title: 'missing required param of a run',
    why: 'the run fails at once with ParameterMissing',
    source: 'pkg/reconciler/pipelinerun/resources/validate_params.go ValidateRequiredParametersProvided',
    severity: 'error',
    on: 'run',
    check: checkMissing,
  },
  {
    code: 'TW304',
    slug: 'run-param-type-mismatch',
    title: 'run param of the wrong type',
    why: 'the run fails at once with ParameterTypeMismatch',
    source: 'pkg/reconciler/pipelinerun/resources/validate_params.go ValidateParamTypesMatching',
    severity: 'error',
    on: 'run',
    check: checkTypes,
  },
  {
    code: 'TW305',
    slug: 'missing-run-workspace',
    title: 'missing required workspace of a run',
    why: 'the run fails at once with InvalidWorkspaceBindings',
    source:
      'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go ValidateWorkspaceBindings, pkg/workspace/validate.go ValidateBindings',
    severity: 'error',
    exception: 'the cluster can bind it with default-task-run-workspace-binding of config-defaults; pass it as a feature',
    on: 'run',
    check: checkUnbound,
  },
  {
    code: 'TW311',
    slug: 'duplicate-run-param',
    title: 'param set twice in a run',
    why: 'admission refuses the run; it ignores case when it compares names',
    source: 'pkg/apis/pipeline/v1/taskrun_validation.go ValidateParameters',
    severity: 'error',
    on: 'run',
    check: ({ spec }, _, report) => {
      reportTwice(spec.params, (at) => ['params', at, 'name'], report, lowerCase);
    },
  },
  {
    code: 'TW313',
    slug: 'unknown-run-status',
    title: 'unknown status of a run',
    why: 'admission refuses the run',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go validateSpecStatus and taskrun_validation.go Validate',
    severity: 'error',
    on: 'run',
    check: checkStatus,
  },
  {
    code: 'TW315',
    slug: 'unknown-task-run-workspace',
    title: 'unknown workspace of a TaskRun',
    why: 'the run fails at once with TaskRunValidationFailed',
    source: 'pkg/workspace/validate.go ValidateBindings',
    severity: 'error',
    on: 'run',
    check: (run, context, report) => {
      if (run.kind === 'TaskRun') checkExtraWorkspaces(run, context, report);
    },
  },
  {
    code: 'TW316',
    slug: 'negative-task-run-retries',
    title: 'negative retries or timeout of a TaskRun',
    why: 'admission refuses the TaskRun',
    source: 'pkg/apis/pipeline/v1/taskrun_validation.go TaskRunSpec.Validate',
    severity: 'error',
    on: 'task-run',
    check: checkNumbers,
  },
  {
    code: 'TW319',
    slug: 'invalid-propagated-param',
    title: 'invalid name of a propagated param',
    why: 'admission refuses the run, because $(params.name) could not be parsed',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go and taskrun_validation.go validateInlineParameters',
    severity: 'error',
    on: 'run',
    check: checkNames,
  },
  {
    code: 'TW317',
    slug: 'incomplete-run-object',
    title: 'object param of a run without a required key',
    why: 'the run fails at once with ObjectParameterMissKeys',
    source: 'pkg/reconciler/pipelinerun/resources/validate_params.go ValidateObjectParamRequiredKeys',
    severity: 'error',
    on: 'run',
    check: checkKeys,
  },
];

const bodies = { PipelineRun: ['pipelineRef', 'pipelineSpec'], TaskRun: ['taskRef', 'taskSpec'] } as const;

function checkBody({ kind, spec }: RunView, context: Context, report: Report): void {
  const [ref, own] = bodies[kind];
  const found = bodies[kind].filter((body) => (spec as Readonly<Record<string, unknown>>)[body] !== undefined);
  if (found.length === 0) report([], `the ${kind} has neither ${ref} nor ${own}`);
  if (found.length === 2) report([], `the ${kind} has both ${ref} and ${own}; use one of them`);
  if (found.includes(own)) reportInline(kind === 'TaskRun' ? 'taskrun' : 'pipelinerun', own, context, report);
}

function owning({ kind, embedded }: RunView): { readonly owner: string; readonly isReported: boolean } {
  return { owner: kind === 'TaskRun' ? 'Task' : 'Pipeline', isReported: embedded === undefined };
}

function checkMissing(run: RunView, context: Context, report: Report): void {
  const target = context.lookup.targetOf(run);
  if (target === undefined) return;
  const given = new Set(items(run.spec.params).map(({ item }) => item.name));
  for (const [name, { isOptional, type }] of target.params) {
    if (isOptional || given.has(name)) continue;
    const names = { field: 'params', given: run.spec.params, declared: target.params, ...owning(run) } as const;
    reportMissing(name, `required param ${quoted(name)} (${type}) is not set`, names, context, report);
  }
}

function checkTypes(run: RunView, context: Context, report: Report): void {
  const target = context.lookup.targetOf(run);
  for (const { at, item } of items(run.spec.params)) {
    const { name = '', value } = item;
    const wanted = target?.params.get(name)?.type;
    if (wanted === undefined || value === undefined || typeOf(value) === wanted) continue;
    report(['params', at, 'value'], `param ${quoted(name)} is ${articled(wanted)}, but the value is ${articled(typeOf(value))}`);
  }
}

function checkUnbound(run: RunView, context: Context, report: Report): void {
  const target = context.lookup.targetOf(run);
  if (target === undefined) return;
  // config-defaults can bind missing workspaces of every TaskRun
  if (run.kind === 'TaskRun' && context.options.feature('default-task-run-workspace-binding', '') !== '') return;
  const bound = new Set(items(run.spec.workspaces).map(({ item }) => item.name));
  for (const [name, { optional }] of target.workspaces) {
    if (optional === true || bound.has(name)) continue;
    const names = { field: 'workspaces', given: run.spec.workspaces, declared: target.workspaces, ...owning(run) } as const;
    reportMissing(name, `required workspace ${quoted(name)} is not bound`, names, context, report);
  }
}

function checkExtraWorkspaces(run: RunView, context: Context, report: Report): void {
  const target = context.lookup.targetOf(run);
  if (target === undefined || run.embedded !== undefined) return;
  for (const { at, item } of items(run.spec.workspaces)) {
    const { name = '' } = item;
    if (!target.workspaces.has(name))
      report(
        ['workspaces', at, 'name'],
        `unknown workspace ${quoted(name)} of the ${run.kind === 'TaskRun' ? 'Task' : 'Pipeline'}${context.suggest(name, target.workspaces.keys())}`,
      );
  }
}

const statuses = {
  PipelineRun: ['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally', 'PipelineRunPending'],
  TaskRun: ['TaskRunCancelled', 'TaskRunPending'],
} as const;

function checkStatus(run: PipelineRunView | TaskRunView, context: Context, report: Report): void {
  const { status = '' } = run.spec;
  const known: readonly string[] = statuses[run.kind];
  if (status !== '' && !known.includes(status))
    report(['status'], `unknown status ${quoted(status)} of a ${run.kind}${context.expect(status, known)}`);
  if (run.kind === 'TaskRun' && status === '' && run.spec.statusMessage)
    report(['statusMessage'], 'statusMessage is set, but status is not');
}

function checkNumbers({ spec: { retries = 0, timeout } }: TaskRunView, _: Context, report: Report): void {
  if (retries < 0) report(['retries'], `negative retries ${quoted(retries)}; expected at least 0`);
  if (timeout === undefined) return;
  const length = tryParseDuration(timeout);
  if (length === undefined) report(['timeout'], `invalid duration ${quoted(timeout)}; ${DURATION_TEXT}`);
  else if (length < 0) report(['timeout'], `negative timeout ${quoted(timeout)}; expected at least 0`);
}

function checkNames(run: RunView, _: Context, report: Report): void {
  if (run.embedded === undefined) return;
  const declared = run.embedded.params;
  if (run.kind === 'TaskRun') checkNamesIn([], run.spec.params, declared, report);
  // params are propagated only to Tasks that are embedded in the pipeline
  else if (run.embedded.tasks.some((task) => task.embedded !== undefined)) {
    checkNamesIn([], run.spec.params, declared, report);
    for (const { isFinal, field, spec, embedded } of run.embedded.tasks)
      if (!isFinal) checkNamesIn(field.slice(run.field.length), spec.params, embedded?.params ?? declared, report);
  }
}

/** Checks names of params and, for objects without a declaration, of their keys. */
function checkNamesIn(field: FieldPath, params: RunView['spec']['params'], declared: ReadonlyMap<string, Typed>, report: Report): void {
  for (const { at, item } of items(params)) {
    const { name = '', value } = item;
    const isObject = typeOf(value) === 'object';
    if (!isParamName(name, isObject))
      report([...field, 'params', at, 'name'], `invalid param name ${quoted(name)}; ${paramNameText(isObject)}`);
    if (!isObject || declared.has(name)) continue;
    for (const key of Object.keys(value ?? {}))
      if (!isParamName(key, true))
        report([...field, 'params', at, 'value', key], `invalid object key ${quoted(key)}; ${paramNameText(true)}`);
  }
}

function checkKeys(run: RunView, context: Context, report: Report): void {
  const target = context.lookup.targetOf(run);
  if (target === undefined) return;
  reportMissingKeys(run.spec.params, target, report);
}
