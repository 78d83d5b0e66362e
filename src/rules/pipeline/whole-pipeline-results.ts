import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineView } from '../view/pipeline-view';
import { usesIn } from '../view/use';
import { items } from '../view/view';

/** Rules about whole arrays and objects in the results of a Pipeline. */
export const wholePipelineResultsRules: readonly Rule[] = [
  {
    code: 'TW273',
    slug: 'embedded-whole-pipeline-result',
    title: 'pipeline result with a whole array or object inside a longer string',
    why: 'Tekton replaces "[*]" only where it is the whole value, so the result of the run has the literal reference',
    source:
      'pkg/reconciler/pipelinerun/resources/apply.go ApplyTaskResultsToPipelineResults; pkg/substitution/substitution.go ApplyArrayReplacements',
    severity: 'error',
    stricter: 'Tekton accepts the Pipeline, and the result has the literal reference',
    on: 'pipeline',
    fields: ['results'],
    check,
  },
];

function check(pipeline: PipelineView, _: Context, report: Report): void {
  for (const { at, item } of items(pipeline.spec.results))
    for (const { variable, body, path, isAlone } of usesIn(item.value, pipeline)) {
      if ((variable.kind !== 'task-result' && variable.kind !== 'finally-result') || variable.index !== '*' || isAlone) continue;
      report(
        ['results', at, 'value', ...path],
        `"$(${body})" is part of a longer string; Tekton replaces "[*]" only where it is the whole value`,
        'let a task join the values',
      );
    }
}
