import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { isParamName, paramNameText } from '../notation/name';
import type { Context } from '../set/context';
import { articled, typeOf } from '../view/scope';
import { usesIn } from '../view/use';
import { repeated } from '../view/view';
import type { ParamView } from '../view/views';

/** How params are declared, in Tasks and Pipelines. */
export const paramRules: readonly Rule[] = [
  {
    code: 'TW110',
    slug: 'invalid-param-name',
    title: 'invalid name of a param or of its key',
    why: 'admission refuses the Task, because $(params.name) could not be read',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateNameFormat',
    severity: 'error',
    on: 'param',
    check: (param, _, report) => {
      if (param.owner === 'task') checkNames(param, report);
    },
  },
  {
    code: 'TW111',
    slug: 'duplicate-param',
    title: 'param declared twice',
    why: 'admission refuses the object',
    source: 'pkg/apis/pipeline/v1/param_types.go ValidateNoDuplicateNames',
    severity: 'error',
    on: 'param',
    check: ({ spec, isRepeated }, _, report) => {
      if (isRepeated) report(['name'], `param ${quoted(spec.name)} is declared twice`);
    },
  },
  {
    code: 'TW112',
    slug: 'unknown-param-type',
    title: 'unknown param type',
    why: 'admission refuses the object',
    source: 'pkg/apis/pipeline/v1/task_validation.go ParamSpec.ValidateType',
    severity: 'error',
    on: 'param',
    check: ({ spec: { type = '' } }, context, report) => {
      if (type !== '' && !types.includes(type)) report(['type'], `${quoted(type)} is no type of a param${context.suggest(type, types)}`);
    },
  },
  {
    code: 'TW113',
    slug: 'default-type-mismatch',
    title: "default value does not match the param's type",
    why: 'admission refuses the object',
    source: 'pkg/apis/pipeline/v1/task_validation.go ParamSpec.ValidateType',
    severity: 'error',
    on: 'param',
    check: checkDefault,
  },
  {
    code: 'TW114',
    slug: 'object-param-without-properties',
    title: 'object param without properties',
    why: 'admission refuses the Task, because $(params.name.key) could not be checked',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateObjectParamsHaveProperties',
    severity: 'error',
    on: 'param',
    check: (param, _, report) => {
      if (param.owner === 'task') checkProperties(param, report);
    },
  },
  {
    code: 'TW115',
    slug: 'object-property-not-string',
    title: 'property of an object param is not a string',
    why: 'admission refuses the object; Tekton knows no other type of property',
    source: 'pkg/apis/pipeline/v1/task_validation.go ParamSpec.ValidateObjectType',
    severity: 'error',
    on: 'param',
    check: checkPropertyTypes,
  },
  {
    code: 'TW116',
    slug: 'incomplete-object-default',
    title: 'default of an object param lacks a property',
    why: 'a reference to the missing property stays in the text as it is written, and the step gets "$(params.proxy.http)"',
    source: 'pkg/apis/pipeline/v1/task_validation.go ParamSpec.ValidateType (does not look at keys)',
    severity: 'error',
    stricter: 'Tekton admits a partial default and then leaves the reference unresolved when the run gives none',
    on: 'param',
    check: checkDefaultKeys,
  },
  {
    code: 'TW117',
    slug: 'invalid-enum',
    title: 'invalid enum of a param',
    why: 'admission refuses the object, also wherever the flag enable-param-enum is not set',
    source: 'pkg/apis/pipeline/v1/param_types.go validateParamEnums',
    severity: 'error',
    on: 'param',
    check: checkEnum,
  },
  {
    code: 'TW118',
    slug: 'invalid-pipeline-param',
    title: 'invalid declaration of a pipeline param',
    why: 'a name that $(params.name) cannot hold is never replaced, and an object without properties has no keys',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateNameFormat (not called for Pipelines)',
    severity: 'error',
    stricter: 'Tekton checks the form of names and the properties for Tasks only',
    on: 'param',
    check: (param, _, report) => {
      if (param.owner !== 'pipeline') return;
      checkNames(param, report);
      checkProperties(param, report);
    },
  },
  {
    code: 'TW119',
    slug: 'dot-in-array-param-name',
    title: 'dot in the name of an array param of a Pipeline',
    why: "$(params['a.b'][*]) is never replaced, and the task gets the text as it is written",
    source: 'pkg/reconciler/pipelinerun/resources/apply.go ApplyParameters',
    severity: 'error',
    stricter: 'Tekton admits the name and leaves every reference to the whole array unresolved',
    on: 'param',
    check: ({ spec: { name = '' }, typed: { type }, owner }, _, report) => {
      if (owner === 'pipeline' && type === 'array' && name.includes('.'))
        report(['name'], `array param ${quoted(name)} has a dot in its name, so no task can be given the whole array`);
    },
  },
  {
    code: 'TW137',
    slug: 'result-in-param-default',
    title: 'param default refers to a task result',
    why: 'Tekton takes a default as it is written, and the step gets "$(tasks.name.results.result)"',
    source: 'pkg/reconciler/pipelinerun/resources/apply.go ApplyParameters (fills only params into defaults)',
    severity: 'error',
    stricter: 'Tekton admits the default, and in the end a step gets the text as it is written',
    on: 'param',
    check: checkDefaultTexts,
  },
];

const types: readonly string[] = ['string', 'array', 'object'];

function checkNames({ spec: { name = '', properties = {} }, typed }: ParamView, report: Report): void {
  const isObject = typed.type === 'object';
  if (!isParamName(name, isObject)) report(['name'], `${quoted(name)} is no name of a param; ${paramNameText(isObject)}`);
  if (!isObject) return;
  for (const key of Object.keys(properties)) {
    if (!isParamName(key, true)) report(['properties', key], `${quoted(key)} is no key of an object param; ${paramNameText(true)}`);
  }
}

function checkDefault({ spec, typed: { type } }: ParamView, _: Context, report: Report): void {
  if (spec.default === undefined || !types.includes(type) || typeOf(spec.default) === type) return;
  report(['default'], `the default of param ${quoted(spec.name ?? '')} is ${articled(typeOf(spec.default))}, the param ${articled(type)}`);
}

function checkProperties({ spec, typed }: ParamView, report: Report): void {
  if (typed.type !== 'object' || typed.keys.length > 0) return;
  const known = typeOf(spec.default) === 'object' ? Object.keys(spec.default ?? {}) : [];
  const fix = known.length > 0 ? `declare properties: ${known.join(', ')}` : undefined;
  report(['properties'], `object param ${quoted(spec.name ?? '')} has no properties`, fix);
}

function checkPropertyTypes({ spec: { name = '', properties } }: ParamView, _: Context, report: Report): void {
  if (properties === undefined) return;
  for (const [key, property] of Object.entries(properties)) {
    const type = property?.type || 'string';
    if (type === 'string') continue;
    report(['properties', key, 'type'], `property ${quoted(key)} of param ${quoted(name)} is ${quoted(type)}; only "string" is allowed`);
  }
}

function checkDefaultKeys({ spec, typed }: ParamView, _: Context, report: Report): void {
  const given = spec.default;
  if (typed.type !== 'object' || given === undefined || typeOf(given) !== 'object') return;
  const missing = typed.keys.filter((key) => !Object.hasOwn(given as object, key));
  if (missing.length > 0)
    report(['default'], `the default of object param ${quoted(spec.name ?? '')} lacks ${missing.map(quoted).join(', ')}`);
}

function checkDefaultTexts(param: ParamView, _: Context, report: Report): void {
  for (const { variable, body, path } of usesIn(param.spec.default, param)) {
    if (variable.kind === 'task-result' || variable.kind === 'finally-result')
      report(['default', ...path], `"$(${body})" is not replaced in a default`, 'give it as a value where the task is used');
  }
}

function checkEnum({ spec, typed: { type } }: ParamView, context: Context, report: Report): void {
  const { name = '', enum: values = [], default: given } = spec;
  if (values.length === 0) return;
  if (context.options.feature('enable-param-enum', 'false') !== 'true') {
    report(['enum'], `param ${quoted(name)} has an enum, which the cluster refuses`, 'set the feature flag enable-param-enum to "true"');
  }
  if (type !== 'string') report(['enum'], `param ${quoted(name)} is ${articled(type)}; only a string can have an enum`);
  for (const { at, item } of repeated(values, (value) => value))
    report(['enum', at], `${quoted(item)} stands twice in the enum of param ${quoted(name)}`);
  if (typeof given === 'string' && given !== '' && !values.includes(given)) {
    report(['default'], `${quoted(given)} is not in the enum of param ${quoted(name)}${context.suggest(given, values)}`);
  }
}
