import { type FieldPath, quoted } from '../../diagnostics';
import { parseVariable, scan, type Variable } from '../../refs';
import type { ParamSpec, WhenExpression } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import { items, type Loose } from '../view/view';

const WHY =
  'Tekton inserts the value into the expression without escaping it: a quote or backslash in the value fails the run (CELEvaluationFailed), and anyone who controls the value can make the condition true';

/** Advice about conditions that a value can change. */
export const lintConditionRules: readonly Rule[] = [
  {
    code: 'TW516',
    slug: 'cel-injection',
    title: 'value inside a CEL condition of a task',
    why: WHY,
    source:
      'pkg/apis/pipeline/v1/when_types.go applyReplacements; pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go EvaluateCEL',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    fields: ['when'],
    check: ({ spec, pipeline }, _, report) => checkConditions(spec.when, pipeline.spec.params, report),
  },
  {
    code: 'TW517',
    slug: 'step-cel-injection',
    title: 'value inside a CEL condition of a step',
    why: WHY,
    source: 'pkg/container/step_replacements.go applyStepReplacements; pkg/entrypoint/entrypointer.go allowExec, replaceWhenExpressions',
    severity: 'warning',
    lint: 'usual',
    on: 'step',
    fields: ['when'],
    check: ({ spec, task }, _, report) => checkConditions(spec.when, task.spec.params, report),
  },
];

type Params = readonly Loose<ParamSpec>[] | undefined;

function checkConditions(when: readonly Loose<WhenExpression>[] | undefined, params: Params, report: Report): void {
  for (const { at, item } of items(when)) if (item.cel?.includes('$(')) checkCondition(item.cel, params, ['when', at, 'cel'], report);
}

function checkCondition(cel: string, params: Params, field: FieldPath, report: Report): void {
  const open = new Set(scan(cel).flatMap(({ body }) => (mayHoldQuotes(parseVariable(body), params) ? [body] : [])));
  for (const body of open)
    report(field, `a quote in ${quoted(`$(${body})`)} would change the condition`, 'compare the value with input, operator and values');
}

const OPEN: ReadonlySet<Variable['kind']> = new Set(['param', 'task-result', 'step-result']);

function mayHoldQuotes(variable: Variable, params: Params): boolean {
  if (variable.kind !== 'param') return OPEN.has(variable.kind);
  const allowed = items(params).find(({ item }) => item.name === variable.name)?.item.enum;
  return allowed === undefined || allowed.some((value) => /["'\\\n\r]/.test(value));
}
