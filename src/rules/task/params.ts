import { quoted } from '../../diagnostics';
import type { Param } from '../../spec';
import { enableFeature } from '../checks/enable-feature';
import { incompleteDefault } from '../checks/object-value';
import type { Report, Rule } from '../contract/rule';
import { isParamName, paramNameText } from '../notation/name';
import type { Context } from '../set/context';
import { articled, typeOf } from '../view/scope';
import { usesIn } from '../view/use';
import { items, type Loose, repeated } from '../view/view';
import type { ParamView } from '../view/views';

/** Rules about declared params of Tasks and Pipelines. */
export const paramRules: readonly Rule[] = [
  {
    code: 'TW110',
    slug: 'invalid-param-name',
    title: 'invalid name of a param or object key',
    why: 'admission refuses the Task, because $(params.name) could not be parsed',
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
      if (type !== '' && !types.includes(type)) report(['type'], `unknown param type ${quoted(type)}${context.expect(type, types)}`);
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
    why: 'admission refuses the object, because properties can only be strings',
    source: 'pkg/apis/pipeline/v1/task_validation.go ParamSpec.ValidateObjectType',
    severity: 'error',
    on: 'param',
    check: checkPropertyTypes,
  },
  {
    code: 'TW116',
    slug: 'incomplete-object-default',
    title: 'incomplete default of an object param',
    why: 'a reference to the missing property is not replaced, so the step gets the literal "$(params.proxy.http)"',
    source: 'pkg/apis/pipeline/v1/task_validation.go ParamSpec.ValidateType (does not check keys)',
    severity: 'warning',
    lint: 'usual',
    on: 'param',
    check: checkDefaultKeys,
  },
  {
    code: 'TW117',
    slug: 'invalid-enum',
    title: 'invalid enum of a param',
    why: 'admission refuses the object; it refuses every enum while the flag enable-param-enum is off',
    source: 'pkg/apis/pipeline/v1/param_types.go validateParamEnums',
    severity: 'error',
    on: 'param',
    check: checkEnum,
  },
  {
    code: 'TW118',
    slug: 'invalid-pipeline-param',
    title: 'invalid declaration of a pipeline param',
    why: 'a name that $(params.name) cannot contain is never replaced, and an object without properties has no keys',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateNameFormat (not called for Pipelines)',
    severity: 'error',
    stricter: 'Tekton checks names and properties of Tasks only',
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
    why: "$(params['a.b'][*]) is never replaced, so the task gets the literal reference",
    source: 'pkg/reconciler/pipelinerun/resources/apply.go ApplyParameters',
    severity: 'error',
    stricter: 'Tekton accepts the name, and does not replace any reference to the whole array',
    on: 'param',
    check: ({ spec: { name = '' }, typed: { type }, owner }, _, report) => {
      if (owner === 'pipeline' && type === 'array' && name.includes('.'))
        report(['name'], `array param ${quoted(name)} has a dot in its name, so the whole array cannot be passed to a task`);
    },
  },
  {
    code: 'TW137',
    slug: 'result-in-param-default',
    title: 'param default refers to a task result',
    why: 'Tekton does not replace results in defaults, so the step gets the literal "$(tasks.name.results.result)"',
    source: 'pkg/reconciler/pipelinerun/resources/apply.go ApplyParameters (replaces only params in defaults)',
    severity: 'error',
    stricter: 'Tekton accepts the default, and the step gets the literal reference',
    on: 'param',
    check: checkDefaultTexts,
  },
];

const types: readonly string[] = ['string', 'array', 'object'];

function checkNames({ spec: { name = '', properties = {} }, typed }: ParamView, report: Report): void {
  const isObject = typed.type === 'object';
  if (!isParamName(name, isObject)) report(['name'], `invalid param name ${quoted(name)}; ${paramNameText(isObject)}`);
  if (!isObject) return;
  for (const key of Object.keys(properties)) {
    if (!isParamName(key, true)) report(['properties', key], `invalid object key ${quoted(key)}; ${paramNameText(true)}`);
  }
}

function checkDefault({ spec, typed: { type } }: ParamView, _: Context, report: Report): void {
  if (spec.default === undefined || !types.includes(type) || typeOf(spec.default) === type) return;
  report(['default'], `the default of param ${quoted(spec.name ?? '')} is ${articled(typeOf(spec.default))}; expected ${articled(type)}`);
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
    report(
      ['properties', key, 'type'],
      `property ${quoted(key)} of param ${quoted(name)} has type ${quoted(type)}; only "string" is allowed`,
    );
  }
}

function checkDefaultKeys(param: ParamView, context: Context, report: Report): void {
  const { spec, typed } = param;
  if (typed.type !== 'object' || spec.default === undefined) return;
  const missing = incompleteDefault(spec, { params: new Map([[spec.name ?? '', typed]]) });
  if (missing.length > 0 && !isCompleted(param, missing, context))
    report(
      ['default'],
      `the default of object param ${quoted(spec.name ?? '')} does not set ${missing.map(quoted).join(', ')}, so every run must set it`,
    );
}

/** Whether a run or a pipeline task among the manifests gives what the default leaves out (TW244 and TW317 look at each of them). */
function isCompleted({ document, field, spec: { name } }: ParamView, missing: readonly string[], { lookup, views }: Context): boolean {
  const isOwner = (target: { readonly document: unknown; readonly field: readonly unknown[] } | undefined) =>
    target?.document === document && target.field.length + 2 === field.length && target.field.every((part, at) => part === field[at]);
  const gives = (params: readonly Loose<Param>[] | undefined) =>
    items(params).some(({ item }) => item.name === name && missing.every((key) => Object.hasOwn(Object(item.value), key)));
  return (
    views.run.some((run) => gives(run.spec.params) && isOwner(lookup.targetOf(run))) ||
    views['pipeline-task'].some((task) => gives(task.spec.params) && isOwner(lookup.calledBy(task))) ||
    views.step.some((step) => gives(step.spec.params) && lookup.stepAction(step.document, step.spec.ref?.name ?? '')?.document === document)
  );
}

function checkDefaultTexts(param: ParamView, _: Context, report: Report): void {
  for (const { variable, body, path } of usesIn(param.spec.default, param)) {
    if (variable.kind === 'task-result' || variable.kind === 'finally-result')
      report(['default', ...path], `"$(${body})" is not replaced in a default`, 'set the param to the result where the task is used');
  }
}

function checkEnum({ spec, typed: { type } }: ParamView, context: Context, report: Report): void {
  const { name = '', enum: values = [], default: given } = spec;
  if (values.length === 0) return;
  if (context.options.feature('enable-param-enum', 'false') !== 'true') {
    report(['enum'], `param ${quoted(name)} has an enum, which the cluster refuses`, enableFeature('enable-param-enum', 'true'));
  }
  if (type !== 'string') report(['enum'], `param ${quoted(name)} is ${articled(type)}; only a string can have an enum`);
  for (const { at, item } of repeated(values, (value) => value))
    report(['enum', at], `the enum of param ${quoted(name)} lists ${quoted(item)} twice`);
  if (typeof given === 'string' && given !== '' && !values.includes(given)) {
    report(['default'], `unknown value ${quoted(given)} of param ${quoted(name)}${context.expect(given, values)}`);
  }
}
