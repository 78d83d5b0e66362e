import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { tryParseDuration } from '../notation/duration';
import type { Context } from '../set/context';
import type { PipelineRunView } from '../view/run-view';
import type { StepView } from '../view/task-view';
import { items } from '../view/view';

/** Advice about timeouts that a shorter timeout cuts off. */
export const lintTimeoutRules: readonly Rule[] = [
  {
    code: 'TW543',
    slug: 'task-timeout-cut-off',
    title: 'task timeout is longer than the run allows',
    why: 'the run stops the task early; the default timeout of a PipelineRun is one hour',
    source: 'pkg/reconciler/pipelinerun/timeout.go; pkg/apis/pipeline/v1/pipelinerun_types.go TasksTimeout, FinallyTimeout',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-run',
    check: checkRun,
  },
  {
    code: 'TW544',
    slug: 'step-timeout-cut-off',
    title: "step timeout is longer than its task's",
    why: 'the task stops the step early',
    source: 'pkg/apis/pipeline/v1/container_types.go Step.Timeout',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    check: (task, context, report) => {
      const limit = lengthOf(task.spec.timeout);
      if (!limit) return;
      for (const step of context.lookup.taskOf(task)?.steps ?? []) {
        if (isLonger(step, limit))
          report(
            ['timeout'],
            `the timeout of step ${quoted(step.spec.name)} is ${quoted(step.spec.timeout)}, but that of the task is ${quoted(task.spec.timeout)}`,
          );
      }
    },
  },
  {
    code: 'TW582',
    slug: 'run-cuts-step-off',
    title: "step timeout is longer than its TaskRun's",
    why: 'the TaskRun stops the step early',
    source: 'pkg/reconciler/taskrun/taskrun.go ReconcileKind (HasTimedOut); pkg/apis/pipeline/v1/container_types.go Step.Timeout',
    severity: 'warning',
    lint: 'usual',
    on: 'task-run',
    fields: ['timeout'],
    check: (run, context, report) => {
      const limit = lengthOf(run.spec.timeout);
      const task = context.lookup.targetOf(run);
      if (!limit || task === undefined || !('steps' in task)) return;
      for (const step of task.steps)
        if (isLonger(step, limit))
          report(
            ['timeout'],
            `the timeout of step ${quoted(step.spec.name ?? '')} is ${quoted(step.spec.timeout)}, but that of the TaskRun is ${quoted(run.spec.timeout)}`,
          );
    },
  },
];

function isLonger({ spec }: StepView, limit: number): boolean {
  return (lengthOf(spec.timeout) ?? 0) > limit;
}

/** The timeout in nanoseconds; undefined for an invalid duration, `0` for no timeout. */
function lengthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : tryParseDuration(text);
}

export interface Limit {
  readonly length: number;
  readonly text: string;
}

function checkRun(run: PipelineRunView, context: Context, report: Report): void {
  const { tasks, last } = limitsOf(run, context);
  const overridden = new Set(
    items(run.spec.taskRunSpecs).flatMap(({ item }) => (item.timeout === undefined ? [] : [item.pipelineTaskName])),
  );
  for (const { name, isFinal, spec } of context.lookup.pipelineOf(run)?.tasks ?? []) {
    const limit = isFinal ? last : tasks;
    const length = lengthOf(spec.timeout);
    // TW318 checks timeouts that the run sets for a task
    if (!length || limit.length <= 0 || length <= limit.length || overridden.has(name)) continue;
    report(['timeouts'], `the timeout of task ${quoted(name)} is ${quoted(spec.timeout)}, but ${limit.text}`);
  }
}

const MINUTE = 60e9;

/** The time limits of the run, of its tasks and of its finally tasks, as Tekton computes them; 0 for no limit. */
export function limitsOf(
  { spec: { timeouts = {} } }: PipelineRunView,
  context: Context,
): { readonly whole: Limit; readonly tasks: Limit; readonly last: Limit } {
  const minutes = context.options.feature('default-timeout-minutes', '60');
  const whole: Limit =
    timeouts.pipeline === undefined
      ? { length: Number(minutes) * MINUTE, text: `the run has ${minutes} minutes by default` }
      : { length: lengthOf(timeouts.pipeline) ?? 0, text: `the run has ${quoted(timeouts.pipeline)}` };
  return {
    whole,
    tasks: partOf(whole, 'tasks', timeouts.tasks, timeouts.finally),
    last: partOf(whole, 'finally', timeouts.finally, timeouts.tasks),
  };
}

function partOf(whole: Limit, name: string, own: string | undefined, other: string | undefined): Limit {
  if (own !== undefined) return { length: lengthOf(own) ?? 0, text: `${name} of the run has ${quoted(own)}` };
  const rest = whole.length - (lengthOf(other) ?? 0);
  return whole.length > 0 && other !== undefined && rest > 0
    ? { length: rest, text: `${whole.text}, of which ${quoted(other)} is reserved for the others` }
    : whole;
}
