import { type FieldPath, quoted } from '../../diagnostics';
import { ofTrigger } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import type { TriggerBindingSpec, TriggerSpec, TriggerTemplateSpec } from '../view/trigger-view';

/** Rules that compare the bindings of a trigger with its template. */
export const triggerSetRules: readonly Rule[] = [
  {
    code: 'TW619',
    slug: 'duplicate-binding-param',
    title: 'two bindings set the same param',
    why: 'every event fails with "duplicate param name" in the log of the EventListener, and Triggers creates nothing',
    source: 'triggers pkg/template/resource.go resolveBindingsToParams',
    severity: 'error',
    on: ['EventListener', 'Trigger'],
    check: each(checkTwice),
  },
  {
    code: 'TW620',
    slug: 'missing-template-param',
    title: 'missing required param of a TriggerTemplate',
    why: 'the generated resources contain the literal "$(tt.params.…)" instead of the value',
    source: 'triggers pkg/template/resource.go applyParamsToResourceTemplate',
    severity: 'error',
    stricter: 'Triggers silently leaves params without a value unreplaced',
    on: ['EventListener', 'Trigger'],
    check: each(checkMissing),
  },
  {
    code: 'TW564',
    slug: 'unknown-template-param',
    title: 'trigger sets an unknown param of its template',
    why: 'the value has no effect: usually the name is misspelt',
    source: 'triggers pkg/template/resource.go applyParamsToResourceTemplate',
    severity: 'warning',
    lint: 'usual',
    on: ['EventListener', 'Trigger'],
    check: each(checkSuperfluous),
  },
];

type Check = (trigger: KnownTrigger, report: Report, context: Context) => void;

/** A param that a binding sets, and the field path of the binding in the trigger. */
interface GivenParam {
  readonly name: string;
  readonly field: FieldPath;
  /** The TriggerBinding that sets it; undefined for the trigger itself. */
  readonly binding: string | undefined;
}

interface KnownTrigger {
  readonly given: readonly GivenParam[];
  /** Whether a binding is external, and can set any param. */
  readonly isOpen: boolean;
  /** Undefined for an external template. */
  readonly template: { readonly name: string; readonly field: FieldPath; readonly spec: TriggerTemplateSpec } | undefined;
}

/** Checks every trigger with the bindings and the template that it refers to. */
function each(check: Check): ReturnType<typeof ofTrigger> {
  return ofTrigger((trigger, report, context, object) => check(known(trigger, object, context), report, context));
}

function known({ bindings = [], template }: TriggerSpec, object: ObjectView, context: Context): KnownTrigger {
  const given: GivenParam[] = [];
  let isOpen = false;
  for (const [at, { ref = '', name = '', kind = '' }] of bindings.entries()) {
    if (name !== '') given.push({ name, field: ['bindings', at], binding: undefined });
    if (ref === '') continue;
    const { params } = specOf<TriggerBindingSpec>(kind || 'TriggerBinding', ref, object, context) ?? {};
    if (params === undefined) isOpen = true;
    for (const { name: param = '' } of params ?? []) given.push({ name: param, field: ['bindings', at], binding: ref });
  }
  return { given, isOpen, template: templateOf(template, object, context) };
}

function templateOf(template: TriggerSpec['template'], object: ObjectView, context: Context): KnownTrigger['template'] {
  if (template?.spec !== undefined) return { name: '', field: ['template', 'spec'], spec: template.spec };
  const { ref: name = '' } = template ?? {};
  const spec = specOf<TriggerTemplateSpec>('TriggerTemplate', name, object, context);
  return spec && { name, field: ['template', 'ref'], spec };
}

/** The `spec` of the object that a trigger refers to; undefined for an external object. */
function specOf<S>(kind: string, name: string, { namespace }: ObjectView, context: Context): S | undefined {
  const found = context.lookup.objectFrom(namespace, kind, name);
  // the shape of the kind has checked the types
  return isRecord(found?.spec) ? (found.spec as S) : undefined;
}

function checkTwice({ given }: KnownTrigger, report: Report): void {
  const first = new Map<string, GivenParam>();
  for (const param of given) {
    const other = first.get(param.name);
    if (other === undefined) first.set(param.name, param);
    // TW615 reports a TriggerBinding that sets a param twice
    else if (param.name !== '' && (other.binding === undefined || other.field[1] !== param.field[1]))
      report(param.field, `param ${quoted(param.name)} is set twice, by ${sourceOf(other)} and by ${sourceOf(param)}`);
  }
}

function sourceOf({ binding, field }: GivenParam): string {
  return binding === undefined ? `bindings[${field[1]}]` : quoted(binding);
}

function checkMissing({ given, isOpen, template }: KnownTrigger, report: Report): void {
  if (isOpen || template === undefined) return;
  const names = new Set(given.map(({ name }) => name));
  for (const { name = '', default: fallback } of template.spec.params ?? []) {
    if (name === '' || fallback !== undefined || names.has(name)) continue;
    report(template.field, `required param ${quoted(name)} of the template is not set by any binding`);
  }
}

function checkSuperfluous({ given, template }: KnownTrigger, report: Report, context: Context): void {
  if (template === undefined) return;
  const names = new Set((template.spec.params ?? []).map(({ name = '' }) => name));
  for (const { name, field, binding } of given) {
    // several templates may share a TriggerBinding
    if (binding === undefined && !names.has(name))
      report([...field, 'name'], `unknown param ${quoted(name)} of the template${context.suggest(name, names)}`);
  }
}
