import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { DURATION_TEXT, tryParseDuration } from '../notation/duration';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { PipelineTaskView } from '../view/pipeline-view';
import type { PipelineRunView } from '../view/run-view';
import { usesOfTask } from '../view/task-view';
import { usesIn } from '../view/use';
import { byName, items } from '../view/view';

/** Rules for PipelineRuns only: timeouts, settings for single tasks. */
export const pipelineRunRules: readonly Rule[] = [
  {
    code: 'TW309',
    slug: 'invalid-run-timeouts',
    title: 'invalid timeouts of a run',
    why: 'admission refuses the PipelineRun; the default of timeouts.pipeline is one hour',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go validatePipelineTimeout',
    severity: 'error',
    on: 'pipeline-run',
    check: checkTimeouts,
  },
  {
    code: 'TW310',
    slug: 'unknown-task-run-spec',
    title: 'taskRunSpecs names an unknown task',
    why: 'the run fails at once with InvalidTaskRunSpecs',
    source: 'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go ValidateTaskRunSpecs',
    severity: 'error',
    on: 'pipeline-run',
    check: checkTaskNames,
  },
  {
    code: 'TW312',
    slug: 'result-in-run-param',
    title: 'run param refers to a task result',
    why: 'admission refuses the PipelineRun, because no task has run yet',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go validatePipelineRunParameters',
    severity: 'error',
    on: 'pipeline-run',
    check: checkParams,
  },
  {
    code: 'TW318',
    slug: 'task-timeout-over-run',
    title: "task timeout is longer than the run's",
    why: 'admission refuses the PipelineRun',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go validateTaskRunSpecTimeout',
    severity: 'error',
    on: 'pipeline-run',
    check: checkTaskTimeouts,
  },
  {
    code: 'TW322',
    slug: 'unbound-optional-workspace',
    title: 'unbound workspace is required by a task',
    why: 'the run fails with TaskRunValidationFailed: "expected workspace to be provided by pipelinerun"',
    source: 'pkg/reconciler/pipelinerun/pipelinerun.go getTaskrunWorkspaces',
    severity: 'error',
    on: 'pipeline-run',
    check: checkLeftOut,
  },
  {
    code: 'TW323',
    slug: 'timeout-and-timeouts',
    title: 'v1beta1 PipelineRun with both timeout and timeouts',
    why: 'admission refuses the PipelineRun',
    source: 'pkg/apis/pipeline/v1beta1/pipelinerun_validation.go PipelineRunSpec.Validate',
    severity: 'error',
    on: 'pipeline-run',
    check: ({ document }, _, report) => {
      const { apiVersion, spec } = document.manifest as { readonly apiVersion?: unknown; readonly spec?: unknown };
      if (apiVersion !== 'tekton.dev/v1beta1' || !isRecord(spec)) return;
      if (spec.timeout !== undefined && spec.timeouts !== undefined)
        report(['timeout'], 'the PipelineRun has both timeout and timeouts', 'use timeouts.pipeline');
    },
  },
];

const HOUR = 3600e9;
const parts = ['pipeline', 'tasks', 'finally'] as const;

function checkTimeouts({ spec: { timeouts } }: PipelineRunView, _: Context, report: Report): void {
  if (timeouts === undefined) return;
  const lengths = parts.map((part) => lengthOf(part, timeouts[part], report));
  if (lengths.includes('wrong')) return;
  const [pipeline, tasks, last] = lengths as (number | undefined)[];
  const limit = pipeline ?? HOUR;
  const whole = `the run has ${quoted(timeouts.pipeline ?? '1h')}${pipeline === undefined ? ' by default' : ''}`;
  for (const [part, own] of [['tasks', tasks] as const, ['finally', last] as const]) {
    if (own === undefined || limit === 0) continue;
    if (own > limit) report(['timeouts', part], `timeout ${quoted(timeouts[part])} is too long; ${whole}`);
    if (own === 0) report(['timeouts', part], `${quoted(timeouts[part])} means no timeout, but ${whole}`);
  }
  if (tasks === undefined || last === undefined || tasks + last <= limit) return;
  // Tekton compares the sum with the limit even when the run has none, and then refuses any sum above 0
  if (limit === 0)
    report(['timeouts', 'pipeline'], 'tasks and finally cannot both have a timeout when the run has none', 'remove one of them');
  else if (tasks <= limit && last <= limit) {
    report(
      ['timeouts', 'tasks'],
      `the timeouts of tasks and finally, ${quoted(timeouts.tasks)} and ${quoted(timeouts.finally)}, are too long in total; ${whole}`,
    );
  }
}

/** Nanoseconds of one timeout; undefined when there is none, `wrong` when it was reported. */
function lengthOf(part: string, text: string | undefined, report: Report): number | undefined | 'wrong' {
  if (text === undefined) return undefined;
  const length = tryParseDuration(text);
  if (length !== undefined && length >= 0) return length;
  const isNegative = length !== undefined;
  report(
    ['timeouts', part],
    isNegative ? `negative timeout ${quoted(text)}; expected at least 0` : `invalid duration ${quoted(text)}; ${DURATION_TEXT}`,
  );
  return 'wrong';
}

function checkTaskTimeouts({ spec: { timeouts = {}, taskRunSpecs } }: PipelineRunView, _: Context, report: Report): void {
  const limit = timeouts.tasks ?? timeouts.pipeline ?? '1h';
  const longest = tryParseDuration(limit) ?? 0;
  for (const { at, item } of items(taskRunSpecs)) {
    const { timeout } = item;
    if (timeout === undefined) continue;
    const length = tryParseDuration(timeout);
    const field = ['taskRunSpecs', at, 'timeout'];
    if (length === undefined) report(field, `invalid duration ${quoted(timeout)}; ${DURATION_TEXT}`);
    else if (length < 0) report(field, `negative timeout ${quoted(timeout)}; expected at least 0`);
    else if (longest > 0 && length > longest)
      report(field, `timeout ${quoted(timeout)} is too long; the tasks of the run have ${quoted(limit)}`);
  }
}

function checkTaskNames(run: PipelineRunView, context: Context, report: Report): void {
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  for (const { at, item } of items(run.spec.taskRunSpecs)) {
    const { pipelineTaskName = '' } = item;
    if (pipeline.byName.has(pipelineTaskName)) continue;
    report(
      ['taskRunSpecs', at, 'pipelineTaskName'],
      `unknown task ${quoted(pipelineTaskName)} of the pipeline${context.suggest(pipelineTaskName, pipeline.byName.keys())}`,
    );
  }
}

function checkParams(run: PipelineRunView, _: Context, report: Report): void {
  for (const { variable, body, path } of usesIn(run.spec.params, run)) {
    if (path[1] !== 'value' || (variable.kind !== 'task-result' && variable.kind !== 'finally-result')) continue;
    report(['params', ...path], `"$(${body})" is a result of a task; params of a run need values`);
  }
}

function checkLeftOut(run: PipelineRunView, context: Context, report: Report): void {
  const bound = byName(run.spec.workspaces);
  for (const task of context.lookup.pipelineOf(run)?.tasks ?? []) {
    const known = context.lookup.taskOf(task);
    if (known === undefined) continue;
    for (const { item } of items(task.spec.workspaces)) {
      const { name = '', workspace } = item;
      const source = workspace || name;
      // TW305 reports required workspaces that are not bound
      const isOptional = task.pipeline.workspaces.get(source)?.optional === true;
      if (!isOptional || bound.has(source) || known.workspaces.has(name)) continue;
      report(
        ['workspaces'],
        `workspace ${quoted(source)} is not bound, and task ${quoted(task.name)} does not declare ${quoted(name)} as optional`,
      );
    }
    checkUsed(task, bound, report);
  }
}

/** Tekton binds undeclared workspaces that an embedded Task uses to those of the run (getTaskrunWorkspaces). */
function checkUsed({ spec, name, embedded }: PipelineTaskView, bound: ReadonlyMap<string, unknown>, report: Report): void {
  if (embedded === undefined) return;
  const known = new Set([...bound.keys(), ...embedded.workspaces.keys(), ...byName(spec.workspaces).keys()]);
  for (const { variable } of usesOfTask(embedded)) {
    if (variable.kind !== 'workspace' || known.has(variable.name)) continue;
    known.add(variable.name);
    report(['workspaces'], `workspace ${quoted(variable.name)} is not bound, and task ${quoted(name)} uses it without a declaration`);
  }
}
