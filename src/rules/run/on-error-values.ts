import { type FieldPath, quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { resolved, type Values, valuesIn, valuesOf } from '../set/known-values';
import type { PipelineTaskView } from '../view/pipeline-view';
import type { PipelineRunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';

/** Rules about params that set `onError`. */
export const onErrorValueRules: readonly Rule[] = [
  {
    code: 'TW332',
    slug: 'resolved-on-error',
    title: 'param of a PipelineRun makes onError invalid',
    why: 'admission does not know the value; the run fails at once with PipelineValidationFailed or TaskRunValidationFailed',
    source:
      'pkg/reconciler/pipelinerun/pipelinerun.go validatePipelineSpecAfterApplyParameters; pkg/apis/pipeline/v1 ValidateOnError, Step.Validate',
    severity: 'error',
    on: 'pipeline-run',
    check: checkPipelineRun,
  },
  {
    code: 'TW333',
    slug: 'resolved-step-on-error',
    title: 'param of a TaskRun makes onError of a step invalid',
    why: 'admission does not know the value; the TaskRun fails when Tekton creates its pod',
    source: 'pkg/reconciler/taskrun/taskrun.go createPod; pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'task-run',
    check: (run, context, report) => {
      const task = context.lookup.targetOf(run);
      if (task !== undefined && 'steps' in task) checkSteps(task, valuesOf(run, task), ['params'], report);
    },
  },
];

const WORDS = ['continue', 'stopAndFail'];
function checkPipelineRun(run: PipelineRunView, context: Context, report: Report): void {
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  const values = valuesOf(run, pipeline);
  for (const task of pipeline.tasks) {
    checkTask(task, values, report);
    const called = context.lookup.taskOf(task);
    if (called !== undefined) checkSteps(called, valuesIn(task, called, values), ['params'], report, ` of task ${quoted(task.name)}`);
  }
}

function checkTask({ spec, name }: PipelineTaskView, values: Values, report: Report): void {
  const { onError, retries = 0 } = spec;
  const value = onError?.includes('$(') ? resolved(onError, values) : undefined;
  if (value === undefined) return;
  if (!WORDS.includes(value))
    report(['params'], `onError of task ${quoted(name)} becomes ${quoted(value)}; expected one of: ${WORDS.join(', ')}`);
  else if (value === 'continue' && retries > 0)
    report(['params'], `onError of task ${quoted(name)} becomes "continue", and retries is ${retries}; use one of them`);
}

function checkSteps(task: TaskView, values: Values, field: FieldPath, report: Report, place = ''): void {
  for (const { spec } of task.steps) {
    const value = spec.onError?.includes('$(') ? resolved(spec.onError, values) : undefined;
    if (value !== undefined && !WORDS.includes(value))
      report(field, `onError of step ${quoted(spec.name ?? '')}${place} becomes ${quoted(value)}; expected one of: ${WORDS.join(', ')}`);
  }
}
