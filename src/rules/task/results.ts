import { quoted } from '../../diagnostics';
import type { ResultSpec } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import { isLabel, isResultName } from '../notation/name';
import type { Context } from '../set/context';
import type { ItemView } from '../view/views';

/** How results of Tasks and steps are declared. */
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
      report(['name'], `${quoted(name)} is no name of a result; use letters, digits, "-" and "_", with a letter or digit at both ends`);
    },
  },
  {
    code: 'TW151',
    slug: 'dot-in-result-name',
    title: 'dot in a result name',
    why: '$(tasks.a.results.x.y) means key y of result x: no pipeline can use the result',
    source: 'pkg/internal/resultref/resultref.go parseExpression',
    severity: 'error',
    stricter: 'Tekton admits the name, and then reads a reference to it as one to an object, or not at all',
    on: 'result',
    check: ({ spec: { name = '' } }, _, report) => {
      if (!isResultName(name) || !name.includes('.')) return;
      report(
        ['name'],
        `result ${quoted(name)} has a dot in its name; a reference to it would be read as a key of ${quoted(name.split('.')[0])}`,
      );
    },
  },
  {
    code: 'TW152',
    slug: 'duplicate-result',
    title: 'result declared twice',
    why: 'of two declarations one is forgotten without a word',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateResults (does not compare names)',
    severity: 'error',
    stricter: 'Tekton admits two results of one name',
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
      if (type !== '' && !types.includes(type)) report(['type'], `${quoted(type)} is no type of a result${context.suggest(type, types)}`);
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
  // with properties, Tekton takes the result for an object
  if (type !== 'object' && (type || properties === undefined)) return;
  if (properties === undefined || Object.keys(properties).length === 0) {
    report(['properties'], `object result ${quoted(name)} has no properties`);
    return;
  }
  for (const [key, property] of Object.entries(properties)) {
    // of results that a step of a Task declares, Tekton fills in no types
    const own = property?.type || (field.includes('steps') ? '' : 'string');
    if (own !== 'string')
      report(['properties', key, 'type'], `property ${quoted(key)} of result ${quoted(name)} is ${quoted(own)}; only "string" is allowed`);
  }
}

const STEP_RESULT = /^\$\(steps\.([^.)]*)\.results\.([^)]*)\)/;

function checkValue({ spec: { name = '', value } }: ItemView<ResultSpec>, _: Context, report: Report): void {
  if (value === undefined || value === '') return;
  const [, step, result] = (typeof value === 'string' && STEP_RESULT.exec(value.slice(value.indexOf('$(steps.')))) || [];
  if (step === undefined || result === undefined) {
    report(['value'], `the value of result ${quoted(name)} is no result of a step; write $(steps.<step>.results.<result>)`);
  } else if (!isLabel(step)) report(['value'], `${quoted(step)} is no name of a step`);
  else if (!isResultName(result)) report(['value'], `${quoted(result)} is no name of a result`);
}
