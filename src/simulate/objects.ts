import type { Manifest } from '../spec';
import { isFields } from './cel-values';

/** An interceptor of a Trigger, as its manifest holds it. */
export interface Interceptor {
  readonly ref?: { readonly name?: string; readonly kind?: string };
  readonly params?: readonly { readonly name: string; readonly value?: unknown }[];
}

/** A binding of a trigger: the name of a TriggerBinding, or a param. */
export interface BindingOfTrigger {
  readonly ref?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly value?: string;
}

/** The spec of a Trigger, or one that is written into an EventListener. */
export interface TriggerSpec {
  readonly name?: string;
  readonly triggerRef?: string;
  readonly interceptors?: readonly Interceptor[];
  readonly bindings?: readonly BindingOfTrigger[];
  readonly template?: { readonly ref?: string; readonly spec?: unknown };
}

/** A trigger with the namespace in which its names are looked up. */
export interface NamedTrigger {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly spec: TriggerSpec;
}

interface Selector {
  readonly matchNames?: readonly string[];
}

interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** The spec of an EventListener. */
export interface ListenerSpec {
  readonly triggers?: readonly TriggerSpec[];
  readonly namespaceSelector?: Selector;
  readonly labelSelector?: LabelSelector;
  readonly triggerGroups?: readonly {
    readonly name?: string;
    readonly interceptors?: readonly Interceptor[];
    readonly triggerSelector?: { readonly namespaceSelector?: Selector; readonly labelSelector?: LabelSelector };
  }[];
}

/** Finds objects among manifests by kind, name and namespace. */
export class Objects {
  constructor(private readonly manifests: readonly Manifest[]) {}

  all(kind: string): readonly Manifest[] {
    return this.manifests.filter((one) => one.kind === kind && String(one.apiVersion).startsWith('triggers.tekton.dev/'));
  }

  find(kind: string, name: string, namespace?: string | undefined): Manifest | undefined {
    const isCluster = kind.startsWith('Cluster');
    return this.all(kind).find(({ metadata }) => metadata?.name === name && (isCluster || metadata?.namespace === namespace));
  }

  /** The Triggers that a selector chooses. @see triggers pkg/sink/sink.go selectTriggers */
  selected(namespace: string | undefined, { matchNames = [] }: Selector = {}, labels?: LabelSelector): readonly NamedTrigger[] {
    if (matchNames.length === 0 && labels === undefined) return [];
    const isEverywhere = matchNames.length === 1 && matchNames[0] === '*';
    const isIn = (own: string | undefined) =>
      isEverywhere || (matchNames.length === 0 ? own === namespace : matchNames.includes(own ?? 'default'));
    return this.all('Trigger')
      .filter(({ metadata }) => isIn(metadata?.namespace) && hasLabels(metadata?.labels, labels))
      .map(triggerOf);
  }
}

/** A Trigger with its name. */
export function triggerOf({ metadata, spec }: Manifest): NamedTrigger {
  return { name: metadata?.name ?? '', namespace: metadata?.namespace, spec: isFields(spec) ? spec : {} };
}

function hasLabels(labels: unknown, { matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): boolean {
  const own = isFields(labels) ? labels : {};
  return (
    Object.entries(matchLabels).every(([key, value]) => own[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator === 'Exists' || operator === 'DoesNotExist') return (own[key] !== undefined) === (operator === 'Exists');
      const isOne = own[key] !== undefined && values.includes(String(own[key]));
      return operator === 'In' ? isOne : !isOne;
    })
  );
}
