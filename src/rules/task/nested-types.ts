import { type FieldPath, quoted } from '../../diagnostics';
import type { ParamSpec, ResultSpec } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineView } from '../view/pipeline-view';
import { typed } from '../view/scope';
import { items, type Loose } from '../view/view';

/** Rules about types in a Pipeline that is embedded in another Pipeline. */
export const nestedTypeRules: readonly Rule[] = [
  {
    code: 'TW260',
    slug: 'embedded-param-without-type',
    title: 'param of an embedded Pipeline without a type',
    why: 'admission refuses the outer Pipeline: Tekton adds missing types, but not in the pipelineSpec of a task',
    source: 'pkg/apis/pipeline/v1/pipeline_defaults.go PipelineTask.SetDefaults (skips pipelineSpec)',
    severity: 'error',
    on: 'pipeline',
    check: checkNested,
  },
];

const REASON = '; Tekton adds no types in a Pipeline that is embedded in another one';
// in a run, `spec` contains the first one
const OUTER = 2;

function checkNested({ field, spec, tasks }: PipelineView, _: Context, report: Report): void {
  if (field.indexOf('pipelineSpec', OUTER) < 0) return;
  checkParams(['params'], spec.params, report);
  for (const task of tasks) {
    if (task.embedded === undefined) continue;
    const inTask = task.embedded.field.slice(field.length);
    checkParams([...inTask, 'params'], task.embedded.spec.params, report);
    for (const { at, item } of items<Loose<ResultSpec>>(task.embedded.spec.results))
      checkProperties([...inTask, 'results', at], item, 'result', report);
  }
}

function checkParams(field: FieldPath, params: readonly Loose<ParamSpec>[] | undefined, report: Report): void {
  for (const { at, item } of items(params)) {
    if (!item.type)
      report([...field, at, 'type'], `param ${quoted(item.name ?? '')} has no type${REASON}`, `write type: ${typed(item).type}`);
    checkProperties([...field, at], item, 'param', report);
  }
}

function checkProperties(field: FieldPath, { name = '', properties }: Loose<ParamSpec | ResultSpec>, word: string, report: Report): void {
  for (const [key, property] of Object.entries(properties ?? {}))
    if (!property?.type)
      report([...field, 'properties', key], `key ${quoted(key)} of ${word} ${quoted(name)} has no type${REASON}`, 'write type: string');
}
