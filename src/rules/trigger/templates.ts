import { quoted } from '../../diagnostics';
import { ofSpec, type SpecCheck, within } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { type InterceptorSpec, type TriggerBindingSpec, type TriggerTemplateSpec, templatesOf } from '../view/trigger-view';
import { repeated } from '../view/view';

const bindings = ['TriggerBinding', 'ClusterTriggerBinding'] as const;

/** Rules for TriggerTemplates, TriggerBindings and interceptors. */
export const triggerTemplateRules: readonly Rule[] = [
  {
    code: 'TW612',
    slug: 'empty-trigger-template',
    title: 'TriggerTemplate without resources',
    why: 'admission refuses the TriggerTemplate',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_template_validation.go validateResourceTemplates',
    severity: 'error',
    on: ['TriggerTemplate', 'Trigger', 'EventListener'],
    check: eachTemplate(checkObjects),
  },
  {
    code: 'TW613',
    slug: 'undeclared-template-param',
    title: 'undeclared param of a TriggerTemplate',
    why: 'admission refuses the TriggerTemplate',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_template_validation.go verifyParamDeclarations',
    severity: 'error',
    on: ['TriggerTemplate', 'Trigger', 'EventListener'],
    check: eachTemplate(checkDeclared),
  },
  {
    code: 'TW614',
    slug: 'invalid-template-param',
    title: 'invalid or duplicate param of a TriggerTemplate',
    why: 'Triggers uses only one of two defaults, and never replaces a name that $(tt.params.name) cannot contain',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_template_validation.go paramsRegexp',
    severity: 'error',
    stricter: 'Triggers does not compare the names of params',
    on: ['TriggerTemplate', 'Trigger', 'EventListener'],
    check: eachTemplate(({ params }, report) => {
      for (const [at, { name = '' }] of (params ?? []).entries())
        if (!NAME.test(name)) report(['params', at, 'name'], `invalid param name ${quoted(name)}; use letters, digits, "-", "_" and "."`);
      for (const { at, item } of repeated(params, ({ name }) => name))
        report(['params', at, 'name'], `param ${quoted(item.name)} is declared twice`);
    }),
  },
  {
    code: 'TW615',
    slug: 'invalid-binding-params',
    title: 'TriggerBinding without params, or with duplicates',
    why: 'admission refuses the TriggerBinding',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_binding_validation.go TriggerBindingSpec.Validate',
    severity: 'error',
    on: bindings,
    check: ofSpec<TriggerBindingSpec>(({ params }, report) => {
      if ((params ?? []).length === 0) report([], 'the binding has no params');
      const seen = new Set<string>();
      for (const [at, { name = '' }] of (params ?? []).entries()) {
        if (seen.has(name)) report(['params', at, 'name'], name === '' ? 'two params have no name' : `param ${quoted(name)} is set twice`);
        seen.add(name);
      }
    }),
  },
  {
    code: 'TW616',
    slug: 'unclosed-binding-variable',
    title: 'unclosed variable in a TriggerBinding',
    why: 'admission refuses the TriggerBinding',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_binding_validation.go validateParamValue',
    severity: 'error',
    on: bindings,
    check: ofSpec<TriggerBindingSpec>(({ params = [] }, report) => {
      for (const [at, { name = '', value = '' }] of params.entries()) {
        if (openParts(value).slice(0, -1).includes(true)) report(['params', at, 'value'], `a "$(" of param ${quoted(name)} is not closed`);
      }
    }),
  },
  {
    code: 'TW617',
    slug: 'unclosed-last-binding-variable',
    title: 'unclosed last variable in a TriggerBinding',
    why: 'the variable is not replaced, so the run gets the literal "$(body.head"',
    source:
      'triggers pkg/apis/triggers/v1beta1/trigger_binding_validation.go validateParamValue (checks a variable only when another one follows)',
    severity: 'error',
    stricter: 'Triggers does not check whether the last variable is closed',
    on: bindings,
    check: ofSpec<TriggerBindingSpec>(({ params = [] }, report) => {
      for (const [at, { name = '', value = '' }] of params.entries()) {
        if (openParts(value).at(-1) === true) report(['params', at, 'value'], `the last "$(" of param ${quoted(name)} is not closed`);
      }
    }),
  },
  {
    code: 'TW618',
    slug: 'invalid-interceptor-address',
    title: 'interceptor needs exactly one of url and service',
    why: 'admission refuses the interceptor',
    source: 'triggers pkg/apis/triggers/v1alpha1/cluster_interceptor_validation.go and interceptor_validation.go',
    severity: 'error',
    on: ['ClusterInterceptor', 'Interceptor'],
    check: ofSpec<InterceptorSpec>(({ clientConfig = {} }, report) => {
      const { url, service } = clientConfig;
      if (url !== undefined && service !== undefined) report(['clientConfig'], 'the interceptor has both url and service; use one of them');
      for (const key of ['name', 'namespace'] as const)
        if (service !== undefined && !service[key])
          report(['clientConfig', 'service', key], `the Service of the interceptor has no ${key}`);
    }),
  },
];

type Check = (template: TriggerTemplateSpec, report: Report, context: Context) => void;

/** Turns a check of a template into a check of TriggerTemplates and of templates in triggers. */
function eachTemplate(check: Check): ReturnType<typeof ofSpec> {
  const all: SpecCheck<TriggerTemplateSpec> = (spec, report, context, { kind }) => {
    for (const { field, part } of templatesOf(kind, spec)) check(part, within(report, field), context);
  };
  return ofSpec(all);
}

function checkObjects({ resourcetemplates = [] }: TriggerTemplateSpec, report: Report): void {
  if (resourcetemplates.length === 0) report(['resourcetemplates'], 'the TriggerTemplate has no resourcetemplates; it needs at least one');
  for (const [at, object] of resourcetemplates.entries()) {
    for (const key of ['kind', 'apiVersion'])
      if (typeof object[key] !== 'string' || object[key] === '') report(['resourcetemplates', at, key], `the resource has no ${key}`);
    const { apiVersion } = object;
    if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2)
      report(['resourcetemplates', at, 'apiVersion'], `invalid apiVersion ${quoted(apiVersion)}; expected group/version`);
  }
}

const NAME = /^[_a-zA-Z][_a-zA-Z0-9.-]*$/;
// Triggers' own pattern, whose dots match any character
const USE = /\$\(tt.params.([_a-zA-Z][_a-zA-Z0-9.-]*)\)/g;

function checkDeclared({ params = [], resourcetemplates = [] }: TriggerTemplateSpec, report: Report, context: Context): void {
  const names = new Set(params.map(({ name = '' }) => name));
  for (const [at, object] of resourcetemplates.entries()) {
    for (const { path, text } of textsOf(object)) {
      for (const [use, name = ''] of text.matchAll(USE)) {
        if (names.has(name)) continue;
        report(['resourcetemplates', at, ...path], `unknown param "${use}" of the TriggerTemplate${context.suggest(name, names)}`);
      }
    }
  }
}

interface TextAt {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

// deeper than any field of Kubernetes; the limit also ends cycles of YAML aliases
const MAX_DEPTH = 40;

/** Every string with a variable, including keys. */
function* textsOf(value: unknown, path: readonly (string | number)[] = [], seen = new Set<object>()): Iterable<TextAt> {
  if (typeof value === 'string') {
    if (value.includes('$(tt.')) yield { path, text: value };
  } else if (typeof value === 'object' && value !== null && path.length < MAX_DEPTH && !seen.has(value)) {
    seen.add(value);
    for (const [key, item] of Object.entries(value)) {
      if (key.includes('$(tt.')) yield { path: [...path, key], text: key };
      yield* textsOf(item, [...path, Array.isArray(value) ? Number(key) : key], seen);
    }
  }
}

/** For every `$(` of the value, whether it is still open where the next one starts or the value ends. */
function openParts(value: string): readonly boolean[] {
  return value
    .split('$(')
    .slice(1)
    .map((part) => {
      let depth = 0;
      for (const char of part) {
        if (char === '(') depth++;
        else if (char === ')' && --depth < 0) return false;
      }
      return true;
    });
}
