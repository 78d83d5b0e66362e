import { quoted, TekwireError } from '../diagnostics';
import { idText, type ObjectId } from './object-id';

/** Why a cluster did not do what it was asked for. */
export type ClusterReason =
  /** No answer: the server is gone, slow, or its certificate is not trusted. */
  | 'unreachable'
  /** Not logged in, or the token has expired. */
  | 'unauthorized'
  /** The user may not do it. */
  | 'forbidden'
  /** The object or its namespace does not exist. */
  | 'missing'
  /** The cluster does not know the kind: its CustomResourceDefinition is not installed. */
  | 'unknown-kind'
  /** Another field manager has set a field. */
  | 'conflict'
  /** The server or a webhook refuses the object. */
  | 'refused'
  /** The server is overloaded. */
  | 'busy'
  /** Any other answer. */
  | 'failed';

/** Thrown when a cluster does not do what it was asked for. The message says what happened and how to continue. */
export class ClusterError extends TekwireError {
  constructor(
    /** Why, as one word. */
    readonly reason: ClusterReason,
    message: string,
  ) {
    super(message);
  }
}

/** A field that two managers set to different values. @open */
export interface FieldConflict {
  /** As the API server writes it: `.spec.steps`. */
  readonly field: string;
  /** The other manager, as `helm`. */
  readonly manager: string;
  /** The value in the cluster; undefined when it is not known. */
  readonly theirs: unknown;
  /** The value in the manifest. */
  readonly ours: unknown;
}

/** Thrown when another field manager has set fields of the object to other values. Both sides are shown; nothing is overwritten. */
export class ConflictError extends ClusterError {
  constructor(
    readonly object: ObjectId,
    readonly conflicts: readonly FieldConflict[],
  ) {
    super('conflict', conflictText(object, conflicts));
  }
}

function conflictText(object: ObjectId, conflicts: readonly FieldConflict[]): string {
  const lines = conflicts.map(
    ({ field, manager, theirs, ours }) => `  ${field}: "${manager}" has ${shown(object, theirs)}, the manifest has ${shown(object, ours)}`,
  );
  const managers = [...new Set(conflicts.map(({ manager }) => `"${manager}"`))].join(', ');
  const advice = `change the fields where ${managers} sets them, or take them over with kubectl apply --server-side --force-conflicts`;
  return [`${idText(object)}: fields are managed by ${managers}; ${advice}`, ...lines].join('\n');
}

/** Values of Secrets are never printed. */
function shown({ kind }: ObjectId, value: unknown): string {
  if (value === undefined) return 'nothing';
  return kind === 'Secret' ? 'a value' : quoted(value);
}

/** Thrown when the Task of a component is requested that Helm manages: Helm applies it, and nobody else. */
export class HelmManagedError extends TekwireError {
  constructor(id: string) {
    super(`${id}: Helm manages this Task; it is in the cluster, and only its release changes it`);
  }
}
