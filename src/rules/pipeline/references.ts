import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isValue, makesEdge } from '../set/place';
import type { PipelineUse } from '../view/pipeline-view';

/** What a pipeline task may say of other tasks. */
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
    why: 'admission refuses the Pipeline: while tasks run, no status is final',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateExecutionStatusVariablesInTasks',
    severity: 'error',
    exception: 'beside a result of a task Tekton does not look for a status; the task then gets the text as it is written',
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
    why: 'admission refuses the Pipeline: the tasks of finally run last, and all at once',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateTaskResultReferenceInFinallyTasks',
    severity: 'error',
    on: 'pipeline-use',
    of: ['task-result', 'finally-result'],
    check: checkFinalResult,
  },
  {
    code: 'TW225',
    slug: 'unseen-result-reference',
    title: 'result reference that Tekton does not recognise',
    why: 'there is no edge and no value: the task starts at once and gets the text as it is written',
    source: 'pkg/apis/pipeline/v1/resultref.go variableSubstitutionFormat',
    severity: 'error',
    stricter: "Tekton takes $(tasks.a.results['r']) and $(tasks.a.results.x.y.z) for plain text",
    on: 'pipeline-use',
    of: 'task-result',
    check: ({ variable: { task, result, isSeen }, body }, _, report) => {
      if (isSeen) return;
      const fix = result.includes('.') ? 'give the result a name without dots' : `write $(tasks.${task}.results.${result})`;
      report([], `Tekton does not read "$(${body})" as a result`, fix);
    },
  },
  {
    code: 'TW247',
    slug: 'gated-pipeline-artifact',
    title: 'Pipeline uses artifacts, which a feature gate forbids',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateArtifactReference',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-artifact',
    check: ({ body, path }, context, report) => {
      if (path[0] !== 'params' || context.options.feature('enable-artifacts', 'false') === 'true') return;
      report([], `"$(${body})" is an artifact, which the cluster refuses`, 'set the feature flag enable-artifacts to "true"');
    },
  },
  {
    code: 'TW229',
    slug: 'missing-run-after',
    title: 'reference that does not order the tasks',
    why: 'the task can start before the other one has ended, and gets the text as it is written',
    source: 'pkg/apis/pipeline/v1/resultref.go PipelineTaskResultRefs (the fields that it reads)',
    severity: 'error',
    stricter:
      'Tekton reads references in params, matrix, when and steps only; elsewhere it neither orders the tasks nor looks whether they exist',
    on: 'pipeline-use',
    of: ['task-result', 'matrix-length', 'task-artifact'],
    check: checkHidden,
  },
];

/** The fields of params and when, in which Tekton's admission looks for names of tasks. */
function isConsidered({ path }: PipelineUse): boolean {
  return path[0] === 'params' || path[0] === 'when';
}

/** Whether Tekton looks for the task of a result here: in `tasks` wherever it makes an edge, in `finally` in params and when. */
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
    `${quoted(variable.result)} is not a result of task ${quoted(variable.task)}${context.suggest(variable.result, results.keys())}`,
  );
}

function checkTask(use: PipelineUse<'task-result'>, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (variable.isSeen && isSought(use) && !owner.pipeline.byName.has(variable.task)) reportUnknown(variable.task, use, context, report);
}

function reportUnknown(name: string, { owner }: PipelineUse, context: Context, report: Report): void {
  report([], `${quoted(name)} is not a task of the pipeline${context.suggest(name, owner.pipeline.byName.keys())}`);
}

function checkTooEarly(use: PipelineUse, _: Context, report: Report): void {
  if (isConsidered(use) && !use.owner.isFinal) report([], `"$(${use.body})" is known only to the tasks of finally`);
}

function checkStatus(use: PipelineUse<'task-status'>, context: Context, report: Report): void {
  if (!use.owner.isFinal || !isConsidered(use)) return;
  const name = use.variable.task;
  const task = use.owner.pipeline.byName.get(name);
  if (task === undefined) reportUnknown(name, use, context, report);
  else if (task.isFinal) report([], `${quoted(name)} is a task of finally; only those of tasks have a status here`);
}

function checkFinalResult(use: PipelineUse, _: Context, report: Report): void {
  const { variable, body, owner } = use;
  if ((variable.kind !== 'task-result' && variable.kind !== 'finally-result') || !isSought(use)) return;
  if (variable.kind === 'finally-result') report([], `"$(${body})" can stand only in results of the pipeline`);
  else if (owner.pipeline.byName.get(variable.task)?.isFinal) {
    report([], `"$(${body})" is a result of ${quoted(variable.task)}, a task of finally; only results of tasks can be used`);
  }
}

function checkHidden(use: PipelineUse, context: Context, report: Report): void {
  const { variable, body, owner } = use;
  const isReference = variable.kind === 'task-result' || variable.kind === 'matrix-length' || variable.kind === 'task-artifact';
  if (!isReference || (variable.kind === 'task-result' && (isSought(use) || !variable.isSeen))) return;
  const { pipeline, isFinal, name } = owner;
  if (!pipeline.byName.has(variable.task)) reportUnknown(variable.task, use, context, report);
  else if (!isFinal && !context.memo.order.waitsFor(pipeline, name, variable.task)) {
    report([], `"$(${body})" makes no edge ${isValue(use) ? 'of this kind' : 'in this field'}`, `add ${quoted(variable.task)} to runAfter`);
  }
}
