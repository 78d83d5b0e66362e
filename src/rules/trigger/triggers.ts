import { quoted } from '../../diagnostics';
import { ofSpec, ofTrigger, type SpecCheck, within } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isLabelValue } from '../notation/name';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { type EventListenerSpec, type InterceptorUse, type Part, type TriggerSpec, triggersOf } from '../view/trigger-view';

/** Rules for Triggers and for triggers of EventListeners. */
export const triggerRules: readonly Rule[] = [
  {
    code: 'TW602',
    slug: 'trigger-ref-or-template',
    title: 'trigger needs exactly one of triggerRef and template',
    why: 'admission refuses the EventListener',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go EventListenerTrigger.validate',
    severity: 'error',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(checkBody),
  },
  {
    code: 'TW603',
    slug: 'invalid-trigger-template-ref',
    title: 'template of a trigger needs exactly one of ref and spec',
    why: 'admission refuses the object',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_validation.go TriggerSpecTemplate.validate',
    severity: 'error',
    on: ['EventListener', 'Trigger'],
    check: ofTrigger(checkTemplate),
  },
  {
    code: 'TW604',
    slug: 'invalid-binding',
    title: 'invalid binding of a trigger',
    why: 'admission refuses the object, or panics when a binding is null',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_validation.go triggerSpecBindingArray.validate',
    severity: 'error',
    on: ['EventListener', 'Trigger'],
    check: ofTrigger(checkBindings),
  },
  {
    code: 'TW605',
    slug: 'invalid-interceptor',
    title: 'interceptor without ref or webhook',
    why: 'admission refuses the object, or panics when an interceptor is null',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_validation.go TriggerInterceptor.validate',
    severity: 'error',
    exception: 'Triggers does not check the interceptors of a group; every event then fails',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(({ ref, webhook, github, gitlab, bitbucket, cel }, report) => {
      const several = Object.entries({ webhook, github, gitlab, bitbucket }).flatMap(([name, value]) =>
        value === undefined ? [] : [name],
      );
      if (!ref?.name && several.length === 0 && cel === undefined) report([], 'the interceptor has neither ref.name nor webhook');
      if (several.length > 1) report([], `the interceptor has ${several.join(' and ')}; use one of them`);
    }),
  },
  {
    code: 'TW606',
    slug: 'invalid-webhook',
    title: 'invalid webhook of an interceptor',
    why: 'admission refuses the object',
    source: 'triggers pkg/apis/triggers/v1beta1/trigger_validation.go TriggerInterceptor.validate',
    severity: 'error',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(checkWebhook),
  },
  {
    code: 'TW607',
    slug: 'invalid-trigger-name',
    title: 'invalid trigger name',
    why: 'admission refuses the EventListener, because the name becomes a label of every resource that the trigger creates',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go EventListenerTrigger.validate',
    severity: 'error',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(({ triggers = [] }, report) => {
      for (const [at, { name = '' }] of triggers.entries()) {
        if (!isLabelValue(name))
          report(['triggers', at, 'name'], `invalid trigger name ${quoted(name)}; use at most 63 letters, digits, "-", "_" and "."`);
      }
    }),
  },
];

/** Turns a check of an interceptor into a check of all interceptors of triggers and trigger groups. */
function eachInterceptor(check: (interceptor: InterceptorUse, report: Report) => void): ReturnType<typeof ofSpec> {
  const all: SpecCheck<TriggerSpec | EventListenerSpec> = (spec, report, _, { kind }) => {
    const groups = ((spec as EventListenerSpec).triggerGroups ?? []).map((part, at) => ({ field: ['triggerGroups', at], part }));
    const owners: readonly Part<{ readonly interceptors?: readonly InterceptorUse[] }>[] = [...triggersOf(kind, spec), ...groups];
    for (const { field, part } of owners) {
      for (const [at, interceptor] of (part.interceptors ?? []).entries())
        check(interceptor, within(report, [...field, 'interceptors', at]));
    }
  };
  return ofSpec(all);
}

function checkBody({ triggers = [] }: EventListenerSpec, report: Report): void {
  for (const [at, { template, triggerRef = '', bindings, interceptors }] of triggers.entries()) {
    const field = ['triggers', at];
    if (template === undefined && triggerRef === '') report(field, 'the trigger has neither template nor triggerRef');
    if (triggerRef === '') continue;
    const own = Object.entries({ template, bindings, interceptors }).flatMap(([name, value]) =>
      value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [name],
    );
    if (own.length > 0)
      report([...field, 'triggerRef'], `the trigger has both triggerRef and ${own.join(', ')}; use triggerRef alone, or remove it`);
  }
}

function checkTemplate({ template }: TriggerSpec, report: Report, _: Context, { kind, apiVersion }: ObjectView): void {
  if (template === undefined) {
    if (kind === 'Trigger') report(['template'], 'the Trigger has no template; set template.ref or template.spec');
    return;
  }
  const { ref, apiversion = '', spec } = template;
  const version = apiVersion.split('/')[1] ?? '';
  if (apiversion !== '' && apiversion !== 'v1alpha1' && apiversion !== version)
    report(['template', 'apiversion'], `unknown version ${quoted(apiversion)} of a TriggerTemplate; use ${quoted(version)}`);
  if (spec !== undefined && ref !== undefined) report(['template'], 'the template has both ref and spec; use one of them');
  else if (spec === undefined && ref === undefined) report(['template'], 'the template has neither ref nor spec');
  else if (ref === '') report(['template', 'ref'], 'the name of the TriggerTemplate is empty');
}

const kinds = ['TriggerBinding', 'ClusterTriggerBinding'];

function checkBindings({ bindings = [] }: TriggerSpec, report: Report): void {
  for (const [at, { ref = '', name = '', kind = '', value }] of bindings.entries()) {
    const field = ['bindings', at];
    if (ref !== '' && name !== '') report(field, `the binding has both ref ${quoted(ref)} and name ${quoted(name)}; use one of them`);
    else if (ref !== '' && kind !== '' && !kinds.includes(kind))
      report([...field, 'kind'], `unknown binding kind ${quoted(kind)}; expected one of: ${kinds.join(', ')}`);
    else if (ref === '' && name === '') report(field, 'the binding has neither ref nor name and value');
    else if (ref === '' && value === undefined) report([...field, 'value'], `binding ${quoted(name)} has no value`);
  }
}

function checkWebhook({ webhook }: InterceptorUse, report: Report): void {
  if (webhook === undefined) return;
  const { objectRef, header = [] } = webhook;
  const field = ['webhook', 'objectRef'];
  if (objectRef === undefined) report(field, 'the webhook has no objectRef; set it to the Service to call');
  else {
    const { kind = '', apiVersion = '', name = '' } = objectRef;
    if (name === '') report([...field, 'name'], 'the name of the Service is missing');
    if (kind !== 'Service')
      report([...field, 'kind'], kind === '' ? 'kind is missing; use "Service"' : `unknown kind ${quoted(kind)}; use "Service"`);
    if (apiVersion !== 'v1') report([...field, 'apiVersion'], `unknown apiVersion ${quoted(apiVersion)} of a Service; use "v1"`);
  }
  for (const [at, { name = '', value = '' }] of header.entries()) {
    if (name === '' || canonical(name) !== name)
      report(['webhook', 'header', at, 'name'], `invalid header name ${quoted(name)}; write ${quoted(canonical(name) || 'X-Name')}`);
    // an object has no length; Triggers does not accept it as a value either
    if (!value || !(value.length > 0)) report(['webhook', 'header', at, 'value'], `header ${quoted(name)} has no value`);
  }
}

/** The canonical header name of Go's net/http, such as `X-Hub-Signature`; names with other characters are returned unchanged. */
function canonical(name: string): string {
  if (!/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(name)) return name;
  return name
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('-');
}
