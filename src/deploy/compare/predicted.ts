import type { Manifest } from '../../spec';
import { cleaned } from './cleaned';
import { isSame } from './fields';

// what Tekton's webhook and the API server add (tektoncd/pipeline pkg/apis/pipeline/v1 *_defaults.go, param_types.go)
const DEFAULTS: readonly (readonly [key: string, value: unknown])[] = [
  ['type', 'string'],
  ['type', 'array'],
  ['type', 'object'],
  ['kind', 'Task'],
  ['kind', 'NamespacedTriggerBinding'],
  ['apiVersion', 'tekton.dev/v1'],
  ['computeResources', {}],
  ['metadata', {}],
  ['spec', null],
  ['taskRunTemplate', {}],
  ['default', ''],
  ['apiGroup', 'rbac.authorization.k8s.io'],
  ['defaultMode', 420],
  ['volumeMode', 'Filesystem'],
  ['immutable', false],
];

/**
 * Predicts, from the object in the cluster and the manifest, what an apply would make of it, without asking the server: fields that only
 * the cluster has are kept, except in lists, where only known defaults are. The server knows better: `--dry-run=server` asks it.
 * @param manager - fields that only this field manager has set, and that the manifest lacks, are removed
 */
export function predicted(live: Manifest | undefined, wanted: Manifest, manager: string): Manifest {
  const after = cleaned(wanted);
  if (live === undefined) return after;
  const namespace = live.metadata?.namespace;
  const placed = namespace === undefined ? after : { ...after, metadata: { ...after.metadata, namespace } };
  return merged(cleaned(live), placed, ownedBy(live, manager), false) as Manifest;
}

/** A set of fields as the API server stores it (fieldsV1): `f:NAME` and `k:{…}` with the fields below. */
type Owned = Readonly<Record<string, unknown>> | undefined;

interface ManagedFields {
  readonly manager?: string;
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
}

function ownedBy({ metadata }: Manifest, manager: string): Owned {
  const managers = (metadata as { readonly managedFields?: readonly ManagedFields[] } | undefined)?.managedFields ?? [];
  return managers.find((one) => one.manager === manager)?.fieldsV1;
}

function merged(live: unknown, wanted: unknown, owned: Owned, isInList: boolean): unknown {
  if (Array.isArray(live) && Array.isArray(wanted))
    return wanted.map((item, at) => merged(counterpart(live, item, at), item, undefined, true));
  if (!isRecord(live) || !isRecord(wanted)) return wanted;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(live)) {
    if (key in wanted) continue;
    const isKept = isInList ? isDefault(key, value) : owned?.[`f:${key}`] === undefined;
    if (isKept) result[key] = value;
  }
  for (const [key, value] of Object.entries(wanted)) {
    // the API server drops empty texts, as in the value of a variable; an empty default of a param is kept
    if (isInList && value === '' && !(key in live) && key !== 'default') continue;
    result[key] = merged(live[key], value, owned?.[`f:${key}`] as Owned, isInList);
  }
  return result;
}

function isDefault(key: string, value: unknown): boolean {
  return DEFAULTS.some(([name, expected]) => name === key && isSame(expected, value));
}

function counterpart(live: readonly unknown[], item: unknown, at: number): unknown {
  if (!isRecord(item) || typeof item.name !== 'string') return live[at];
  return live.find((one) => isRecord(one) && one.name === item.name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
