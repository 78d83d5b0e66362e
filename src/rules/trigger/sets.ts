import { type FieldPath, quoted } from '../../diagnostics';
import { ofTrigger } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import type { TriggerBindingSpec, TriggerSpec, TriggerTemplateSpec } from '../view/trigger-view';

/** What a trigger's bindings give and its template takes, wherever they are written. */
export const triggerSetRules: readonly Rule[] = [
  {
    code: 'TW619',
    slug: 'duplicate-binding-param',
    title: 'two bindings give the same param',
    why: 'every event fails with "duplicate param name" in the log of the EventListener, and nothing is made',
    source: 'triggers pkg/template/resource.go resolveBindingsToParams',
    severity: 'error',
    on: ['EventListener', 'Trigger'],
    check: each(checkTwice),
  },
  {
    code: 'TW620',
    slug: 'missing-template-param',
    title: 'missing required param of a TriggerTemplate',
    why: 'the objects are made with the text "$(tt.params.…)" where the value should be',
    source: 'triggers pkg/template/resource.go applyParamsToResourceTemplate',
    severity: 'error',
    stricter: 'Triggers replaces what is given, leaves the rest as it is, and says nothing',
    on: ['EventListener', 'Trigger'],
    check: each(checkMissing),
  },
  {
    code: 'TW564',
    slug: 'unknown-template-param',
    title: 'trigger sets an unknown param of its template',
    why: 'the value goes nowhere: most often the name is misspelt',
    source: 'triggers pkg/template/resource.go applyParamsToResourceTemplate',
    severity: 'warning',
    lint: 'usual',
    on: ['EventListener', 'Trigger'],
    check: each(checkSuperfluous),
  },
];

type Check = (trigger: KnownTrigger, report: Report, context: Context) => void;

/** A param that a binding gives, and the field of the trigger in which the binding stands. */
interface GivenParam {
  readonly name: string;
  readonly field: FieldPath;
  /** The TriggerBinding that gives it; undefined for the trigger itself. */
  readonly binding: string | undefined;
}

interface KnownTrigger {
  readonly given: readonly GivenParam[];
  /** Whether a binding lies elsewhere, and may give anything. */
  readonly isOpen: boolean;
  /** Undefined when it lies elsewhere. */
  readonly template: { readonly name: string; readonly field: FieldPath; readonly spec: TriggerTemplateSpec } | undefined;
}

/** A check of every trigger with the bindings and the template that it refers to. */
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

/** The `spec` of the object that a trigger refers to, if the set has it. */
function specOf<S>(kind: string, name: string, { namespace }: ObjectView, context: Context): S | undefined {
  const found = context.lookup.objectFrom(namespace, kind, name);
  // the shape of the kind has seen to the types
  return isRecord(found?.spec) ? (found.spec as S) : undefined;
}

function checkTwice({ given }: KnownTrigger, report: Report): void {
  const first = new Map<string, GivenParam>();
  for (const param of given) {
    const other = first.get(param.name);
    if (other === undefined) first.set(param.name, param);
    // TW615 tells of a TriggerBinding that gives a param twice by itself
    else if (param.name !== '' && (other.binding === undefined || other.field[1] !== param.field[1]))
      report(param.field, `param ${quoted(param.name)} is given twice, by ${sourceOf(other)} and by ${sourceOf(param)}`);
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
    report(template.field, `param ${quoted(name)} of the template has no value, and no default; no binding gives it`);
  }
}

function checkSuperfluous({ given, template }: KnownTrigger, report: Report, context: Context): void {
  if (template === undefined) return;
  const names = new Set((template.spec.params ?? []).map(({ name = '' }) => name));
  for (const { name, field, binding } of given) {
    // a TriggerBinding may serve several templates
    if (binding === undefined && !names.has(name))
      report([...field, 'name'], `${quoted(name)} is not a param of the template${context.suggest(name, names)}`);
  }
}
