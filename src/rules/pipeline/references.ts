import { quoted } from '../../diagnostics';
import { enableFeature } from '../checks/enable-feature';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isMerged, isValue, makesEdge } from '../set/value-fields';
import type { PipelineUse } from '../view/pipeline-view';

/** Rules about references to other tasks of a Pipeline. */
export const pipelineReferenceRules: readonly Rule[] = [
  {
    code: 'TW203',
    slug: 'unknown-task-result',
    title: 'unknown task result',
    why: 'the run fails at once with InvalidTaskResultReference',
    source: 'pkg/reconciler/pipelinerun/resources/validate_dependencies.go ValidatePipelineTaskResults',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-result',
    check: checkResult,
  },
  {
    code: 'TW207',
    slug: 'result-of-unknown-task',
    title: 'result of an unknown task',
    why: 'admission refuses the Pipeline',
    source:
      'pkg/reconciler/pipeline/dag/dag.go Build, pkg/apis/pipeline/v1/pipeline_validation.go validateTaskResultReferenceInFinallyTasks',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-result',
    check: checkTask,
  },
  {
    code: 'TW221',
    slug: 'status-outside-finally',
    title: 'task status used outside finally',
    why: 'admission refuses the Pipeline: the status of a task is final only when finally tasks start',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateExecutionStatusVariablesInTasks',
    severity: 'error',
    exception: 'in a string that also has a task result, Tekton does not check the status; the task gets the literal variable',
    on: 'pipeline-use',
    of: ['task-status', 'tasks-status'],
    check: checkTooEarly,
  },
  {
    code: 'TW222',
    slug: 'status-of-unknown-task',
    title: 'status of an unknown task',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateExecutionStatusVariablesInFinally',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-status',
    check: checkStatus,
  },
  {
    code: 'TW224',
    slug: 'result-of-finally-task',
    title: 'result of a finally task used',
    why: 'admission refuses the Pipeline: finally tasks run last, and all at the same time',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateTaskResultReferenceInFinallyTasks',
    severity: 'error',
    on: 'pipeline-use',
    of: ['task-result', 'finally-result'],
    check: checkFinalResult,
  },
  {
    code: 'TW225',
    slug: 'unseen-result-reference',
    title: 'malformed result reference',
    why: 'Tekton does not recognise the reference: the task does not wait for the other one, and gets the literal reference',
    source: 'pkg/apis/pipeline/v1/resultref.go variableSubstitutionFormat',
    severity: 'error',
    stricter: "Tekton reads $(tasks.a.results['r']) and $(tasks.a.results.x.y.z) as plain strings",
    on: 'pipeline-use',
    of: 'task-result',
    check: ({ variable: { task, result, isSeen }, body }, _, report) => {
      if (isSeen) return;
      const fix = result.includes('.') ? 'rename the result so that it has no dots' : `write $(tasks.${task}.results.${result})`;
      report([], `Tekton does not recognise "$(${body})" as a result reference`, fix);
    },
  },
  {
    code: 'TW247',
    slug: 'gated-pipeline-artifact',
    title: 'Pipeline uses artifacts behind a disabled feature gate',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateArtifactReference',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-artifact',
    check: ({ body, path }, context, report) => {
      if (path[0] !== 'params' || context.options.feature('enable-artifacts', 'false') === 'true') return;
      report([], `the cluster refuses artifacts such as "$(${body})"`, enableFeature('enable-artifacts', 'true'));
    },
  },
  {
    code: 'TW229',
    slug: 'missing-run-after',
    title: 'reference that does not order the tasks',
    why: 'the task can start before the other one has finished, and then gets the literal reference',
    source: 'pkg/apis/pipeline/v1/resultref.go PipelineTaskResultRefs (the fields that it reads)',
    severity: 'error',
    stricter:
      'Tekton reads references only in params, matrix, when and steps; in other fields it neither orders the tasks nor checks that they exist',
    on: 'pipeline-use',
    of: ['task-result', 'matrix-length', 'task-artifact'],
    check: checkHidden,
  },
];

/** Whether Tekton's admission checks names of tasks in the field: in params and when. */
function isConsidered({ path }: PipelineUse): boolean {
  return path[0] === 'params' || path[0] === 'when';
}

/** Whether Tekton looks up the task of a result here: in `tasks` where the reference orders tasks, in `finally` in params and when. */
function isSought(use: PipelineUse): boolean {
  return use.owner.isFinal ? isConsidered(use) : makesEdge(use);
}

function checkResult(use: PipelineUse<'task-result'>, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (!variable.isSeen || !makesEdge(use)) return;
  const producer = owner.pipeline.byName.get(variable.task);
  const results = producer && context.lookup.taskOf(producer)?.results;
  if (results === undefined || results.has(variable.result)) return;
  report(
    [],
    `unknown result ${quoted(variable.result)} of task ${quoted(variable.task)}${context.suggest(variable.result, results.keys())}`,
  );
}

function checkTask(use: PipelineUse<'task-result'>, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (variable.isSeen && isSought(use) && !owner.pipeline.byName.has(variable.task)) reportUnknown(variable.task, use, context, report);
}

function reportUnknown(name: string, { owner }: PipelineUse, context: Context, report: Report): void {
  report([], `unknown task ${quoted(name)} of the pipeline${context.suggest(name, owner.pipeline.byName.keys())}`);
}

function checkTooEarly(use: PipelineUse, _: Context, report: Report): void {
  if (isConsidered(use) && !use.owner.isFinal) report([], `"$(${use.body})" is available only in finally tasks`);
}

function checkStatus(use: PipelineUse<'task-status'>, context: Context, report: Report): void {
  if (!use.owner.isFinal || !isConsidered(use)) return;
  const name = use.variable.task;
  const task = use.owner.pipeline.byName.get(name);
  if (task === undefined) reportUnknown(name, use, context, report);
  else if (task.isFinal) report([], `${quoted(name)} is a finally task, which has no status variable`);
}

function checkFinalResult(use: PipelineUse, _: Context, report: Report): void {
  const { variable, body, owner } = use;
  const isOfFinally = variable.kind === 'finally-result';
  if ((!isOfFinally && variable.kind !== 'task-result') || (!isSought(use) && !(isOfFinally && (makesEdge(use) || isMerged(use))))) return;
  if (isOfFinally) report([], `"$(${body})" is allowed only in results of the pipeline`);
  else if (owner.pipeline.byName.get(variable.task)?.isFinal) {
    report([], `"$(${body})" is a result of the finally task ${quoted(variable.task)}; only results of other tasks can be used`);
  }
}

function checkHidden(use: PipelineUse, context: Context, report: Report): void {
  const { variable, body, owner } = use;
  const isReference = variable.kind === 'task-result' || variable.kind === 'matrix-length' || variable.kind === 'task-artifact';
  // a description has no effect in the run
  if (!isReference || use.path[0] === 'description' || (variable.kind === 'task-result' && (isSought(use) || !variable.isSeen))) return;
  const { pipeline, isFinal, name } = owner;
  if (!pipeline.byName.has(variable.task)) reportUnknown(variable.task, use, context, report);
  else if (!isFinal && !context.memo.order.waitsFor(pipeline, name, variable.task)) {
    report(
      [],
      `Tekton does not order tasks by "$(${body})"${isValue(use) ? '' : ` in ${String(use.path[0])}`}`,
      `add ${quoted(variable.task)} to runAfter`,
    );
  }
}
