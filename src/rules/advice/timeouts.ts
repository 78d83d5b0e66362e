import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { tryParseDuration } from '../notation/duration';
import type { Context } from '../set/context';
import type { PipelineRunView } from '../view/run-view';
import type { StepView } from '../view/task-view';
import { items } from '../view/view';

/** Advice on timeouts that something stops before they are over. */
export const lintTimeoutRules: readonly Rule[] = [
  {
    code: 'TW543',
    slug: 'task-timeout-cut-off',
    title: 'task timeout is longer than the run allows',
    why: 'the run stops the task early; without timeouts of its own a PipelineRun has one hour',
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
          report(['timeout'], `step ${quoted(step.spec.name)} has ${quoted(step.spec.timeout)}, and the task ${quoted(task.spec.timeout)}`);
      }
    },
  },
];

function isLonger({ spec }: StepView, limit: number): boolean {
  return (lengthOf(spec.timeout) ?? 0) > limit;
}

/** Undefined for what is no length of time, `0` for no end. */
function lengthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : tryParseDuration(text);
}

interface Limit {
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
    // TW318 looks at what the run itself says of a task
    if (!length || limit.length <= 0 || length <= limit.length || overridden.has(name)) continue;
    report(['timeouts'], `task ${quoted(name)} has ${quoted(spec.timeout)}, and ${limit.text}`);
  }
}

const MINUTE = 60e9;

/** How long the tasks and those of `finally` have, as Tekton works it out; 0 for no end. */
function limitsOf({ spec: { timeouts = {} } }: PipelineRunView, context: Context): { readonly tasks: Limit; readonly last: Limit } {
  const minutes = context.options.feature('default-timeout-minutes', '60');
  const whole: Limit =
    timeouts.pipeline === undefined
      ? { length: Number(minutes) * MINUTE, text: `the run has ${minutes} minutes by default` }
      : { length: lengthOf(timeouts.pipeline) ?? 0, text: `the run has ${quoted(timeouts.pipeline)}` };
  return {
    tasks: partOf(whole, 'tasks', timeouts.tasks, timeouts.finally),
    last: partOf(whole, 'finally', timeouts.finally, timeouts.tasks),
  };
}

function partOf(whole: Limit, name: string, own: string | undefined, other: string | undefined): Limit {
  if (own !== undefined) return { length: lengthOf(own) ?? 0, text: `${name} of the run has ${quoted(own)}` };
  const rest = whole.length - (lengthOf(other) ?? 0);
  return whole.length > 0 && other !== undefined && rest > 0
    ? { length: rest, text: `${whole.text}, of which ${quoted(other)} is for the others` }
    : whole;
}
