import { quoted } from '../../diagnostics';
import { insteadOf, neverCompared, possibleValues } from '../checks/never-compared';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineTaskView } from '../view/pipeline-view';
import { items } from '../view/view';

/** Rules about statuses that a pipeline passes to scripts. */
export const comparedStatusesRules: readonly Rule[] = [
  {
    code: 'TW275',
    slug: 'impossible-status-in-script',
    title: 'script compares a status with a value that never occurs',
    why: 'the branch of the script never runs, so a notification says the wrong thing or is never sent',
    source:
      'pkg/reconciler/pipelinerun/resources/pipelinerunstate.go GetPipelineTasksStatus; docs/pipelines.md "Using Execution Status of pipelineTask"',
    severity: 'error',
    stricter: 'Tekton does not read scripts',
    on: 'pipeline-task',
    fields: ['params'],
    check,
  },
];

function check(task: PipelineTaskView, context: Context, report: Report): void {
  for (const { at, item } of items(task.spec.params)) {
    const { name = '', value } = item;
    const known = typeof value === 'string' ? possibleValues(value) : undefined;
    const called = known === undefined ? undefined : context.lookup.taskOf(task);
    if (known === undefined || called === undefined) continue;
    for (const { field, step, word } of neverCompared(called, `params.${name}`, known, context.lookup))
      report(
        called === task.embedded ? ['taskSpec', ...field] : ['params', at, 'value'],
        `${quoted(value)} is never ${quoted(word)}, with which step ${quoted(step)} compares param ${quoted(name)}${insteadOf(word, known)}`,
      );
  }
}
