import { quoted } from '../diagnostics';
import type { Manifest } from '../spec';
import { BindingError, type BoundParam, eventData, resolveParams } from './bindings';
import { isFields } from './cel-values';
import { ExpressionError } from './expression';
import { intercept, type Request } from './interceptors';
import { type Interceptor, type ListenerSpec, type NamedTrigger, Objects, triggerOf } from './objects';
import { createdObjects, type TemplateSpec } from './template';
import { Unsimulated } from './unsimulated';

/** What one trigger does with a request. */
export interface Outcome {
  /** The EventListener; `''` when the manifests have none. */
  readonly listener: string;
  readonly trigger: string;
  /** `fails`: Triggers starts no run and logs an error. `unknown`: a part cannot be simulated. */
  readonly result: 'fires' | 'ignores' | 'fails' | 'unknown';
  /** Why it does not fire; `''` when it does. */
  readonly reason: string;
  /** What was assumed, because it cannot be checked without the cluster. */
  readonly assumed: readonly string[];
  /** The objects that it creates. */
  readonly creates: readonly Manifest[];
}

/** The id of the simulated event; a cluster makes a new one for each. */
const EVENT_ID = '00000000-0000-4000-8000-000000000000';

type Fields = Readonly<Record<string, unknown>>;

interface Candidate {
  readonly listener: string;
  readonly trigger: NamedTrigger;
  /** Interceptors of the group, before those of the trigger. */
  readonly group: readonly Interceptor[];
}

/**
 * Computes what Triggers does with a request: which triggers fire, why the others do not, and what is created.
 * @param manifests the EventListeners with their Triggers, bindings and templates; without an EventListener all Triggers receive the request
 * @see triggers pkg/sink/sink.go
 */
export function simulate(manifests: readonly Manifest[], request: Request): readonly Outcome[] {
  const objects = new Objects(manifests);
  const listeners = objects.all('EventListener');
  if (listeners.length === 0)
    return objects.all('Trigger').map((one) => outcome(objects, { listener: '', trigger: triggerOf(one), group: [] }, request));
  return listeners.flatMap((listener) => ofListener(objects, listener, request));
}

function ofListener(objects: Objects, { metadata, spec }: Manifest, request: Request): readonly Outcome[] {
  const listener = metadata?.name ?? '';
  const namespace = metadata?.namespace;
  const { triggers = [], namespaceSelector, labelSelector, triggerGroups = [] } = (isFields(spec) ? spec : {}) as ListenerSpec;
  const candidates: (Candidate | Outcome)[] = [
    ...objects.selected(namespace, namespaceSelector, labelSelector).map((trigger) => ({ listener, trigger, group: [] })),
    ...triggers.map((one) => {
      if (one.triggerRef === undefined) return { listener, trigger: { name: one.name ?? '', namespace, spec: one }, group: [] };
      const found = objects.find('Trigger', one.triggerRef, namespace);
      if (found !== undefined) return { listener, trigger: triggerOf(found), group: [] };
      return failed(listener, one.triggerRef, `the Trigger ${quoted(one.triggerRef)} is not among the manifests`);
    }),
    ...triggerGroups.flatMap(({ interceptors = [], triggerSelector: chosen }) =>
      objects
        .selected(namespace, chosen?.namespaceSelector, chosen?.labelSelector)
        .map((trigger) => ({ listener, trigger, group: interceptors })),
    ),
  ];
  return candidates.map((one) => ('result' in one ? one : outcome(objects, one, request)));
}

function failed(listener: string, trigger: string, reason: string): Outcome {
  return { listener, trigger, result: 'fails', reason, assumed: [], creates: [] };
}

function outcome(objects: Objects, { listener, trigger, group }: Candidate, request: Request): Outcome {
  const base = { listener, trigger: trigger.name };
  const assumed: string[] = [];
  try {
    let extensions: Fields = {};
    for (const one of [...group, ...(trigger.spec.interceptors ?? [])]) {
      const passed = intercept(one, request, extensions);
      if (passed.stops !== undefined)
        return { ...base, result: 'ignores', reason: `${one.ref?.name}: ${passed.stops}`, assumed, creates: [] };
      extensions = { ...extensions, ...passed.extensions };
      assumed.push(...(passed.assumed ?? []).filter((text) => !assumed.includes(text)));
    }
    const creates = created(objects, listener, trigger, request, extensions);
    return { ...base, result: 'fires', reason: '', assumed, creates };
  } catch (error) {
    if (error instanceof Unsimulated) return { ...base, result: 'unknown', reason: error.message, assumed, creates: [] };
    if (error instanceof ExpressionError || error instanceof BindingError)
      return { ...failed(listener, trigger.name, error.message), assumed };
    throw error;
  }
}

function created(objects: Objects, listener: string, trigger: NamedTrigger, request: Request, extensions: Fields): readonly Manifest[] {
  const bound = boundParams(objects, trigger);
  const { template, spec } = templateOf(objects, trigger);
  const params = resolveParams(bound, eventData(request.body, request.headers, extensions, EVENT_ID), spec.params);
  return createdObjects(template, spec, params, { listener, trigger: trigger.name, eventID: EVENT_ID });
}

/** @see triggers pkg/template/resource.go resolveBindingsToParams */
function boundParams(objects: Objects, { spec, namespace }: NamedTrigger): readonly BoundParam[] {
  const params = (spec.bindings ?? []).flatMap(({ name, value, ref, kind = 'TriggerBinding' }): readonly BoundParam[] => {
    if (name !== undefined && value !== undefined) return [{ name, value }];
    const found = ref === undefined ? undefined : objects.find(kind, ref, namespace);
    if (found === undefined) throw new BindingError(`the ${kind} ${quoted(ref ?? '')} is not among the manifests`);
    return isFields(found.spec) ? ((found.spec.params ?? []) as readonly BoundParam[]) : [];
  });
  const twice = params.find(({ name }, at) => params.findIndex((one) => one.name === name) !== at);
  if (twice !== undefined) throw new BindingError(`two bindings have the param ${quoted(twice.name)}`);
  return params;
}

function templateOf(objects: Objects, { spec, namespace }: NamedTrigger): { readonly template: Manifest; readonly spec: TemplateSpec } {
  const { ref = '', spec: own } = spec.template ?? {};
  if (isFields(own)) return { template: {}, spec: own };
  const template = objects.find('TriggerTemplate', ref, namespace);
  if (template === undefined) throw new BindingError(`the TriggerTemplate ${quoted(ref)} is not among the manifests`);
  return { template, spec: isFields(template.spec) ? template.spec : {} };
}
