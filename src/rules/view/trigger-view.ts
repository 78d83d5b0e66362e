import type { FieldPath } from '../../diagnostics';

/** What makes the objects of an event: `resourcetemplates` with `$(tt.params.x)` in their texts. */
export interface TriggerTemplateSpec {
  readonly params?: readonly { readonly name?: string; readonly default?: string }[];
  readonly resourcetemplates?: readonly Readonly<Record<string, unknown>>[];
}

/** Values out of an event. */
export interface TriggerBindingSpec {
  readonly params?: readonly { readonly name?: string; readonly value?: string }[];
}

/** What looks at an event before it starts something. */
export interface InterceptorUse {
  readonly name?: string;
  readonly ref?: { readonly name?: string; readonly kind?: string };
  /** Interceptors of v1alpha1, which Triggers reads as references. */
  readonly github?: object;
  readonly gitlab?: object;
  readonly bitbucket?: object;
  readonly cel?: object;
  readonly webhook?: {
    readonly objectRef?: { readonly name?: string; readonly kind?: string; readonly apiVersion?: string };
    readonly header?: readonly { readonly name?: string; readonly value?: string | readonly string[] }[];
  };
}

/** A Trigger, or one in an EventListener. */
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

/** The body of an EventListener. */
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

/** The body of a ClusterInterceptor or Interceptor. */
export interface InterceptorSpec {
  readonly clientConfig?: { readonly url?: string; readonly service?: { readonly name?: string; readonly namespace?: string } };
}

/** A part of a `spec`, and the field in which it stands. */
export interface Part<T> {
  readonly field: FieldPath;
  readonly part: T;
}

/** The triggers of an EventListener, or the Trigger itself. */
export function triggersOf(kind: string, spec: TriggerSpec | EventListenerSpec): readonly Part<TriggerSpec>[] {
  if (kind === 'Trigger') return [{ field: [], part: spec as TriggerSpec }];
  return ((spec as EventListenerSpec).triggers ?? []).map((part, at) => ({ field: ['triggers', at], part }));
}

/** The TriggerTemplate itself, or those that are written into triggers. */
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
