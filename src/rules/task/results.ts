import { quoted } from '../../diagnostics';
import type { ResultSpec } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import { isLabel, isResultName } from '../notation/name';
import type { Context } from '../set/context';
import type { ItemView } from '../view/views';

/** Rules about declared results of Tasks and steps. */
export const resultRules: readonly Rule[] = [
  {
    code: 'TW150',
    slug: 'invalid-result-name',
    title: 'invalid result name',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/result_validation.go TaskResult.Validate',
    severity: 'error',
    on: 'result',
    check: ({ spec: { name = '' } }, _, report) => {
      if (isResultName(name)) return;
      report(['name'], `invalid result name ${quoted(name)}; use letters, digits, "-" and "_", starting and ending with a letter or digit`);
    },
  },
  {
    code: 'TW151',
    slug: 'dot-in-result-name',
    title: 'dot in a result name',
    why: '$(tasks.a.results.x.y) means key y of result x, so no pipeline can use the result',
    source: 'pkg/internal/resultref/resultref.go parseExpression',
    severity: 'warning',
    lint: 'usual',
    on: 'result',
    check: ({ spec: { name = '' } }, _, report) => {
      if (!isResultName(name) || !name.includes('.')) return;
      report(
        ['name'],
        `result ${quoted(name)} has a dot in its name, so a reference to it means a key of result ${quoted(name.split('.')[0])}`,
      );
    },
  },
  {
    code: 'TW152',
    slug: 'duplicate-result',
    title: 'result declared twice',
    why: 'Tekton silently ignores one of the two declarations',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateResults (does not compare names)',
    severity: 'error',
    stricter: 'Tekton accepts two results with the same name',
    on: 'result',
    check: ({ spec, isRepeated }, _, report) => {
      if (isRepeated) report(['name'], `result ${quoted(spec.name)} is declared twice`);
    },
  },
  {
    code: 'TW153',
    slug: 'unknown-result-type',
    title: 'unknown result type',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/result_validation.go TaskResult.Validate',
    severity: 'error',
    on: 'result',
    check: ({ spec: { type = '' } }, context, report) => {
      if (type !== '' && !types.includes(type)) report(['type'], `unknown result type ${quoted(type)}${context.expect(type, types)}`);
    },
  },
  {
    code: 'TW154',
    slug: 'invalid-object-result',
    title: 'object result without string properties',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/result_validation.go validateObjectResult',
    severity: 'error',
    on: 'result',
    check: checkProperties,
  },
  {
    code: 'TW155',
    slug: 'invalid-result-value',
    title: 'result value is not a step result',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/result_validation.go TaskResult.validateValue',
    severity: 'error',
    on: 'result',
    check: checkValue,
  },
];

const types: readonly string[] = ['string', 'array', 'object'];

function checkProperties({ spec: { name = '', type, properties }, field }: ItemView<ResultSpec>, _: Context, report: Report): void {
  // Tekton treats a result with properties as an object
  if (type !== 'object' && (type || properties === undefined)) return;
  if (properties === undefined || Object.keys(properties).length === 0) {
    report(['properties'], `object result ${quoted(name)} has no properties`);
    return;
  }
  for (const [key, property] of Object.entries(properties)) {
    // Tekton adds no types to results of a step
    const own = property?.type || (field.includes('steps') ? '' : 'string');
    if (own !== 'string')
      report(
        ['properties', key, 'type'],
        `property ${quoted(key)} of result ${quoted(name)} has type ${quoted(own)}; only "string" is allowed`,
      );
  }
}

const STEP_RESULT = /^\$\(steps\.([^.)]*)\.results\.([^)]*)\)/;

function checkValue({ spec: { name = '', value } }: ItemView<ResultSpec>, _: Context, report: Report): void {
  if (value === undefined || value === '') return;
  const [, step, result] = (typeof value === 'string' && STEP_RESULT.exec(value.slice(value.indexOf('$(steps.')))) || [];
  if (step === undefined || result === undefined) {
    report(['value'], `the value of result ${quoted(name)} is not a step result; write $(steps.<step>.results.<result>)`);
  } else if (!isLabel(step)) report(['value'], `invalid step name ${quoted(step)}`);
  else if (!isResultName(result)) report(['value'], `invalid result name ${quoted(result)}`);
}
