import type { FieldPath } from '../../diagnostics';

/** The `spec` of a TriggerTemplate: the resources that it generates for an event, with `$(tt.params.x)` in their strings. */
export interface TriggerTemplateSpec {
  readonly params?: readonly { readonly name?: string; readonly default?: string }[];
  readonly resourcetemplates?: readonly Readonly<Record<string, unknown>>[];
}

/** The `spec` of a TriggerBinding: params with values from an event. */
export interface TriggerBindingSpec {
  readonly params?: readonly { readonly name?: string; readonly value?: string }[];
}

/** An interceptor of a trigger, which filters or changes an event. */
export interface InterceptorUse {
  readonly name?: string;
  readonly ref?: { readonly name?: string; readonly kind?: string };
  /** A v1alpha1 interceptor, which Triggers reads as a reference. */
  readonly github?: object;
  readonly gitlab?: object;
  readonly bitbucket?: object;
  readonly cel?: object;
  readonly webhook?: {
    readonly objectRef?: { readonly name?: string; readonly kind?: string; readonly apiVersion?: string };
    readonly header?: readonly { readonly name?: string; readonly value?: string | readonly string[] }[];
  };
}

/** The `spec` of a Trigger, or a trigger of an EventListener. */
export interface TriggerSpec {
  readonly name?: string;
  readonly triggerRef?: string;
  readonly bindings?: readonly { readonly name?: string; readonly value?: string; readonly ref?: string; readonly kind?: string }[];
  readonly template?: { readonly ref?: string; readonly apiversion?: string; readonly spec?: TriggerTemplateSpec };
  readonly interceptors?: readonly InterceptorUse[];
}

interface Selector {
  readonly labelSelector?: object;
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] };
}

/** The `spec` of an EventListener. */
export interface EventListenerSpec extends Selector {
  readonly serviceAccountName?: string;
  readonly triggers?: readonly TriggerSpec[];
  readonly triggerGroups?: readonly { readonly interceptors?: readonly InterceptorUse[]; readonly triggerSelector?: Selector }[];
  readonly resources?: {
    readonly kubernetesResource?: {
      readonly replicas?: number;
      readonly serviceType?: string;
      readonly serviceLoadBalancerClass?: string;
      readonly spec?: { readonly template?: { readonly spec?: Readonly<Record<string, unknown>> } };
    };
    readonly customResource?: Readonly<Record<string, unknown>>;
  };
}

/** The `spec` of a ClusterInterceptor or Interceptor. */
export interface InterceptorSpec {
  readonly clientConfig?: { readonly url?: string; readonly service?: { readonly name?: string; readonly namespace?: string } };
}

/** A part of a `spec`, and its field path. */
export interface Part<T> {
  readonly field: FieldPath;
  readonly part: T;
}

/** The triggers of an EventListener, or the `spec` of a Trigger. */
export function triggersOf(kind: string, spec: TriggerSpec | EventListenerSpec): readonly Part<TriggerSpec>[] {
  if (kind === 'Trigger') return [{ field: [], part: spec as TriggerSpec }];
  return ((spec as EventListenerSpec).triggers ?? []).map((part, at) => ({ field: ['triggers', at], part }));
}

/** The `spec` of a TriggerTemplate, or the templates embedded in triggers. */
export function templatesOf(
  kind: string,
  spec: TriggerTemplateSpec | TriggerSpec | EventListenerSpec,
): readonly Part<TriggerTemplateSpec>[] {
  if (kind === 'TriggerTemplate') return [{ field: [], part: spec as TriggerTemplateSpec }];
  return triggersOf(kind, spec as TriggerSpec).flatMap(({ field, part }) => {
    const own = part.template?.spec;
    return own === undefined ? [] : [{ field: [...field, 'template', 'spec'], part: own }];
  });
}
