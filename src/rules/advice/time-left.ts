import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { tryParseDuration } from '../notation/duration';
import type { Context } from '../set/context';
import type { PipelineView } from '../view/pipeline-view';
import type { PipelineRunView } from '../view/run-view';
import { limitsOf } from './timeouts';

/** Advice about timeouts that leave no time for other tasks or retries. */
export const timeLeftRules: readonly Rule[] = [
  {
    code: 'TW541',
    slug: 'missing-timeout',
    title: 'pipeline task without a timeout',
    why: 'a task that hangs uses up the time of the whole run, and Tekton then cancels the finally tasks; the run has one hour by default, and a run with the timeout 0 never ends',
    source: 'docs/pipelines.md "Configuring the failure timeout"; pkg/apis/pipeline/v1/pipelinerun_types.go TasksTimeout, FinallyTimeout',
    severity: 'warning',
    lint: 'optional',
    on: 'pipeline',
    check: checkTimeout,
  },
  {
    code: 'TW546',
    slug: 'no-time-for-finally',
    title: 'timeouts leave no time for the finally tasks',
    why: 'tasks may use up the time of the run; Tekton then cancels the finally tasks',
    source: 'pkg/apis/pipeline/v1/pipelinerun_types.go TasksTimeout, FinallyTimeout; docs/pipelineruns.md "Configuring a failure timeout"',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-run',
    fields: ['timeouts'],
    check: checkFinally,
  },
  {
    code: 'TW547',
    slug: 'retries-over-timeout',
    title: 'retries of a task take longer than the run allows',
    why: 'each attempt may take the whole timeout of the task, so the run can end before the last retry',
    source: 'pkg/reconciler/pipelinerun/timeout.go; docs/pipelines.md "Using the retries field"',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-run',
    check: checkRetries,
  },
];

function checkTimeout(pipeline: PipelineView, context: Context, report: Report): void {
  const finals = pipeline.tasks.some(({ isFinal }) => isFinal);
  const runs = context.views['pipeline-run'].filter((run) => context.lookup.pipelineOf(run) === pipeline);
  const limits = runs.map((run) => limitsOf(run, context));
  const endless = limits.some(({ whole }) => whole.length <= 0);
  const isReserved = runs.length > 0 && limits.every(({ tasks, whole }) => tasks.length > 0 && tasks.length < whole.length);
  for (const { name, spec, isFinal, field } of pipeline.tasks) {
    if (spec.timeout || !(endless || (finals && !isFinal && !isReserved))) continue;
    const end = endless ? 'its run has no limit' : 'may leave no time for the finally tasks';
    report(field.slice(pipeline.field.length), `${quoted(name)} has no timeout${endless ? ', and ' : ' and '}${end}`);
  }
}

function checkFinally(run: PipelineRunView, context: Context, report: Report): void {
  const { timeouts = {} } = run.spec;
  const { pipeline, tasks, finally: last } = timeouts;
  const finals = context.lookup.pipelineOf(run)?.tasks.filter(({ isFinal }) => isFinal) ?? [];
  const whole = pipeline !== undefined || tasks !== undefined ? limitsOf(run, context).whole.length : undefined;
  if (finals.length === 0 || !whole || (last !== undefined && tryParseDuration(last))) return;
  const own = tasks === undefined ? whole : (tryParseDuration(tasks) ?? 0);
  if (own < whole) return;
  report(
    ['timeouts'],
    `the tasks may use all ${quoted(pipeline ?? '1h')} of the run, which leaves no time for the finally task ${quoted(finals[0]?.name)}`,
    'set timeouts.finally, or timeouts.tasks to less than timeouts.pipeline',
  );
}

function checkRetries(run: PipelineRunView, context: Context, report: Report): void {
  const pipeline = context.lookup.pipelineOf(run);
  const retried = pipeline?.tasks.filter(({ spec }) => (spec.retries ?? 0) > 0 && spec.timeout !== undefined) ?? [];
  if (retried.length === 0) return;
  const { tasks, last } = limitsOf(run, context);
  for (const { name, isFinal, spec } of retried) {
    const { retries = 0, timeout = '' } = spec;
    const limit = isFinal ? last : tasks;
    const length = tryParseDuration(timeout) ?? 0;
    // TW543 reports a single attempt that is too long
    if (length <= 0 || limit.length <= 0 || length > limit.length || length * (retries + 1) <= limit.length) continue;
    report(['timeouts'], `task ${quoted(name)} may take ${retries + 1} times ${quoted(timeout)}, but ${limit.text}`);
  }
}
