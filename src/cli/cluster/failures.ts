import { ClusterError, ConflictError, type FieldConflict, idText, type ObjectId } from '../../deploy';
import type { Manifest } from '../../spec';
import type { ApiResponse } from './connection';

/** A Status of the API (k8s.io/apimachinery pkg/apis/meta/v1). */
interface Status {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly kind?: string;
    readonly name?: string;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

/** The error for a response that is not a success. @param doing - what was asked for, as `apply Task "lint"` */
export function failureOf({ status, body }: ApiResponse, doing: string, { namespace }: Pick<ObjectId, 'namespace'>): ClusterError {
  const { message, reason, details } = statusOf(body);
  const said = message ?? `status ${status}`;
  if (status === 401)
    return new ClusterError(
      'unauthorized',
      `cannot ${doing}: the API server does not accept the credentials (${said}); log in again, or choose another context with --context`,
    );
  if (status === 403 && /because it is being terminated/.test(said))
    return new ClusterError(
      'refused',
      `cannot ${doing}: namespace "${namespace}" is being deleted; wait until it is gone, and create it again`,
    );
  if (status === 403 && /denied the request|is forbidden: (violates|exceeded)/.test(said))
    return new ClusterError('refused', `cannot ${doing}: ${said}`);
  if (status === 403)
    return new ClusterError('forbidden', `cannot ${doing}: ${said}; ask for the permission, or choose another namespace or context`);
  if (status === 404 && details?.kind === 'namespaces')
    return new ClusterError(
      'missing',
      `cannot ${doing}: namespace "${details.name}" does not exist; kubectl create namespace ${details.name}`,
    );
  if (typeof body === 'string')
    return new ClusterError('failed', `cannot ${doing}: status ${status}, and no answer of an API server; is this its address?`);
  if (status === 404) return new ClusterError('missing', `cannot ${doing}: ${said}`);
  if (status === 409)
    return new ClusterError('busy', `cannot ${doing}: somebody else changes the object at the same time (${said}); try again later`);
  if (status === 429) return new ClusterError('busy', `cannot ${doing}: the API server is overloaded (${said}); try again later`);
  if (status === 500 && /failed calling webhook/.test(said))
    return new ClusterError(
      'failed',
      `cannot ${doing}: an admission webhook does not answer (${said}); is the pod of the webhook running?`,
    );
  if ((status === 400 || status === 422) && reason !== undefined) return new ClusterError('refused', `cannot ${doing}: ${said}`);
  return new ClusterError('failed', `cannot ${doing}: ${said}`);
}

function statusOf(body: unknown): Status {
  return typeof body === 'object' && body !== null ? (body as Status) : {};
}

/** Whether another writer came first, so that the same request may succeed now. */
export function isRace({ status, body }: ApiResponse): boolean {
  return status === 409 && conflictsIn(body).length === 0;
}

/** The error of an apply that would take fields from other managers. */
export function conflictError(id: ObjectId, body: unknown, theirs: Manifest | undefined, ours: Manifest): ConflictError {
  const conflicts = conflictsIn(body).map(
    ({ message = '', field = '' }): FieldConflict => ({
      field,
      manager: /^conflict with "([^"]*)"/.exec(message)?.[1] ?? 'another manager',
      theirs: valueAt(theirs, field),
      ours: valueAt(ours, field),
    }),
  );
  return new ConflictError(id, conflicts);
}

function conflictsIn(body: unknown): NonNullable<NonNullable<Status['details']>['causes']> {
  return (statusOf(body).details?.causes ?? []).filter(({ reason }) => reason === 'FieldManagerConflict');
}

/** The value of a path as structured-merge-diff prints it: `.spec.steps`, `.spec.ports[port=80,protocol="TCP"].name`, `.list[="a"]`, `.list[0]`. */
function valueAt(manifest: unknown, path: string): unknown {
  let value = manifest;
  for (const [, name, key] of path.matchAll(/\.((?:[^.[\]]|\.(?=[^.]*\/))+)|\[((?:"(?:[^"\\]|\\.)*"|[^\]])*)\]/g)) {
    if (name !== undefined) value = memberOf(value, name);
    else if (key !== undefined) value = Array.isArray(value) ? itemOf(value, key) : undefined;
  }
  return value;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function itemOf(items: readonly unknown[], key: string): unknown {
  if (/^\d+$/.test(key)) return items[Number(key)];
  const wanted = [...key.matchAll(/(\w*)=("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(([, name = '', text = '']) => [name, jsonOf(text)] as const);
  return items.find((item) => wanted.every(([name, expected]) => (name === '' ? item : memberOf(item, name)) === expected));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The error for a kind that the cluster does not have. */
export function unknownKind({ apiVersion, kind, name }: ObjectId, versions: readonly string[]): ClusterError {
  const [group] = apiVersion.split('/');
  const other = versions.length > 0 ? `; it has ${group} in ${versions.join(', ')}` : '';
  return new ClusterError(
    'unknown-kind',
    `${idText({ kind, name })}: the cluster has no ${kind} of ${apiVersion}${other}; ${installHint(group ?? '')}`,
  );
}

function installHint(group: string): string {
  if (group === 'tekton.dev') return 'install Tekton Pipelines, or a newer version of it';
  if (group === 'triggers.tekton.dev') return 'install Tekton Triggers';
  return 'install its CustomResourceDefinition';
}
