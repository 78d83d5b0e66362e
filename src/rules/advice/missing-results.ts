import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { type PipelineTaskView, usesOfPipelineTask } from '../view/pipeline-view';
import { byName, items } from '../view/view';

/** Advice about results of tasks that may fail. */
export const missingResultRules: readonly Rule[] = [
  {
    code: 'TW526',
    slug: 'default-beside-failing-result',
    title: 'finally task relies on a default for a missing result',
    why: 'Tekton skips the finally task when the result is missing, so the default never applies',
    source: 'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go IsFinallySkipped, skipBecauseResultReferencesAreMissing',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    check: (task, context, report) => {
      if (task.isFinal && task.spec.params !== undefined) checkFinal(task, context, report);
    },
  },
  {
    code: 'TW527',
    slug: 'result-of-tolerated-failure',
    title: 'task reads a result of a task that may fail without stopping the run',
    why: 'when the task with onError "continue" fails before it writes the result, the run fails with InvalidTaskResultReference',
    source: 'pkg/reconciler/pipelinerun/resources/resultrefresolution.go CheckMissingResultReferences',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    check: (task, { memo }, report) => {
      if (memo.toleratesFailures(task.pipeline)) checkTolerated(task, report);
    },
  },
];

function checkFinal(task: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(task);
  if (called === undefined) return;
  const declared = byName(called.spec.params);
  for (const use of usesOfPipelineTask(task)) {
    const { variable, path } = use;
    const at = path[0] === 'params' && typeof path[1] === 'number' ? path[1] : undefined;
    if (variable.kind !== 'task-result' || at === undefined) continue;
    const name = task.spec.params?.[at]?.name ?? '';
    const producer = task.pipeline.byName.get(variable.task);
    // TW562 reports tasks that a condition skips
    if (declared.get(name)?.default === undefined || producer === undefined || items(producer.spec.when).length > 0) continue;
    report(
      path,
      `when ${quoted(variable.task)} fails, ${quoted(task.name)} does not run: Tekton does not use the default of param ${quoted(name)} for the missing result ${quoted(variable.result)}`,
      `let the finally task read $(tasks.${variable.task}.status), or pass the value through a workspace`,
    );
  }
}

function checkTolerated(task: PipelineTaskView, report: Report): void {
  const reported = new Set<string>();
  for (const { variable, path } of usesOfPipelineTask(task)) {
    if (variable.kind !== 'task-result' || reported.has(variable.task)) continue;
    const producer = task.pipeline.byName.get(variable.task);
    if (producer?.spec.onError !== 'continue') continue;
    reported.add(variable.task);
    report(
      path,
      `${quoted(variable.task)} may fail (onError: continue), and then result ${quoted(variable.result)} is missing`,
      'write the result in its first step, or read it from a workspace',
    );
  }
}
