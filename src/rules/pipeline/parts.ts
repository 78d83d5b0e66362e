import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineTaskView } from '../view/pipeline-view';
import { byName, items } from '../view/view';

/** Rules about mistakes that Tekton finds only when it resolves a pipeline task. */
export const pipelinePartRules: readonly Rule[] = [
  {
    code: 'TW254',
    slug: 'legacy-child-pipeline',
    title: 'nested Pipeline in a v1beta1 Pipeline',
    why: 'Tekton drops pipelineRef and pipelineSpec of tasks when it converts v1beta1, and the run fails with PipelineValidationFailed',
    source: 'pkg/apis/pipeline/v1beta1/pipeline_conversion.go PipelineTask.convertTo',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['pipelineRef', 'pipelineSpec'],
    check: ({ spec, document }, _, report) => {
      if ((spec.pipelineRef ?? spec.pipelineSpec) === undefined || document.manifest.apiVersion !== 'tekton.dev/v1beta1') return;
      report(
        [spec.pipelineRef === undefined ? 'pipelineSpec' : 'pipelineRef'],
        'v1beta1 has no nested Pipelines',
        'set apiVersion to "tekton.dev/v1"',
      );
    },
  },
  {
    code: 'TW255',
    slug: 'enum-wider-than-task',
    title: 'pipeline param allows values that the Task forbids',
    why: 'the run fails at once with PipelineValidationFailed',
    source: 'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go ValidateParamEnumSubset',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['params'],
    check: checkEnums,
  },
  {
    code: 'TW256',
    slug: 'incomplete-matrix',
    title: 'matrix combination without a required param',
    why: 'the run fails at once with TaskRunValidationFailed',
    source: 'pkg/apis/pipeline/v1/matrix_types.go FanOut, pkg/reconciler/taskrun/validate_taskrun.go missingParamsNames',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['matrix'],
    check: checkCombinations,
  },
];

const ALONE = /^\$\(params\.([_a-zA-Z0-9.-]+)\)$/;

function checkEnums(task: PipelineTaskView, context: Context, report: Report): void {
  const { spec, pipeline } = task;
  const target = context.lookup.taskOf(task);
  if (target === undefined || !target.hasEnum) return;
  const specs = byName(target.spec.params);
  const own = byName(pipeline.spec.params);
  for (const { at, item } of items(spec.params)) {
    const { name = '', value } = item;
    const allowed = specs.get(name)?.enum ?? [];
    const from = typeof value === 'string' ? own.get(ALONE.exec(value)?.[1] ?? '') : undefined;
    if (allowed.length === 0 || from === undefined) continue;
    const values = from.enum ?? [];
    const extra = values.filter((one) => !allowed.includes(one));
    const field = ['params', at, 'value'];
    const text = allowed.map(quoted).join(', ');
    if (values.length === 0)
      report(
        field,
        `param ${quoted(from.name)} of the pipeline allows any value, but the Task allows only ${text}`,
        'declare the same enum',
      );
    else if (extra.length > 0)
      report(field, `param ${quoted(from.name)} of the pipeline allows ${extra.map(quoted).join(', ')}, but the Task allows only ${text}`);
  }
}

type Combination = Map<string, string>;

function checkCombinations(task: PipelineTaskView, context: Context, report: Report): void {
  const { matrix, params } = task.spec;
  const declared = matrix?.include === undefined ? undefined : context.lookup.taskOf(task)?.params;
  if (declared === undefined) return;
  const given = byName(params);
  const wanted = [...declared].flatMap(([name, { isOptional }]) => (isOptional || given.has(name) ? [] : [name]));
  const combinations = wanted.length === 0 ? undefined : tryFanOut(matrix);
  for (const combination of combinations ?? []) {
    const missing = wanted.find((name) => !combination.has(name));
    if (missing === undefined) continue;
    const text = [...combination].map(([name, value]) => `${name} ${quoted(value)}`).join(', ');
    report(['matrix'], `the combination ${text || 'without params'} does not set the required param ${quoted(missing)}`);
    return;
  }
}

const MAX = 256;

/** The combinations of the matrix; undefined when they depend on values of the run, or are too many. */
function tryFanOut(matrix: PipelineTaskView['spec']['matrix']): readonly Combination[] | undefined {
  let made: Combination[] = [];
  for (const { item } of items(matrix?.params)) {
    const { name = '', value } = item;
    if (!Array.isArray(value) || value.some((one) => String(one).includes('$('))) return undefined;
    made = made.length === 0 ? value.map((one) => new Map([[name, String(one)]])) : spread(made, name, value);
    if (made.length > MAX) return undefined;
  }
  const names = new Set(items(matrix?.params).map(({ item }) => item.name ?? ''));
  const alone: Combination[] = [];
  for (const { item } of items(matrix?.include)) {
    const entry: Combination = new Map(items(item.params).map(({ item: param }) => [param.name ?? '', String(param.value)]));
    const shared = [...entry].filter(([name]) => names.has(name));
    const fitting = names.size === 0 ? [] : made.filter((one) => shared.every(([name, value]) => one.get(name) === value));
    for (const one of fitting) for (const [name, value] of entry) one.set(name, value);
    if (fitting.length === 0) alone.push(entry);
  }
  return [...made, ...alone];
}

function spread(made: readonly Combination[], name: string, values: readonly unknown[]): Combination[] {
  return values.flatMap((value) => made.map((one) => new Map([...one, [name, String(value)]])));
}
