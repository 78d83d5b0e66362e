import type { ParamSpec, PipelineSpec, ResultSpec, StepActionSpec, TaskSpec, WorkspaceSpec } from '../spec';

/** The kinds that can be locked. */
export type LockedKind = 'Task' | 'Pipeline' | 'StepAction';

/** The interface of a remote Task, Pipeline or StepAction, known without fetching it. Arrays are sorted by name. */
export interface LockEntry {
  readonly kind: LockedKind;
  /** The object's `metadata.name`. */
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits: the hash of the bytes that were fetched; for an object of a cluster, of its sorted JSON. */
  readonly digest: string;
  /** How Tekton fetches the same object: a resolver and its params, pinned as far as the resolver allows. */
  readonly reference: LockedReference;
  readonly params: readonly ParamSpec[];
  readonly results: readonly ResultSpec[];
  readonly workspaces: readonly WorkspaceSpec[];
}

/** A resolver of Tekton with its params. */
export interface LockedReference {
  readonly resolver: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The content of `tekwire.lock`. */
export interface Lock {
  /** Remote objects by address. */
  readonly objects: Readonly<Record<string, LockEntry>>;
  /** Digests of images by full name with tag, such as `docker.io/library/busybox:1.37.0`. */
  readonly images: Readonly<Record<string, string>>;
}

/** A lock without entries. */
export const emptyLock: Lock = { objects: {}, images: {} };

/** The interface of an object as a pipeline, a run or a step sees it: the part of its `spec` that is locked. */
export type SurfaceSpec = Pick<TaskSpec, 'params' | 'results' | 'workspaces'>;

/** Returns the interface in the `spec` of a kind. */
export function surfaceSpecOf(kind: LockedKind, spec: TaskSpec | PipelineSpec | StepActionSpec): SurfaceSpec {
  const { params, workspaces, results } = spec as TaskSpec;
  // the results of a Pipeline are only visible in its run
  if (kind === 'Pipeline') return { params, workspaces };
  return kind === 'StepAction' ? { params, results } : { params, results, workspaces };
}

/** Returns the lock entry of an object. Types that the YAML omits are filled in as Tekton does. */
export function entryOf(identity: Pick<LockEntry, 'kind' | 'name' | 'digest' | 'reference'>, spec: SurfaceSpec): LockEntry {
  const { kind, name, digest, reference } = identity;
  return {
    kind,
    name,
    digest,
    reference,
    params: sorted(spec.params).map(paramOf),
    results: sorted(spec.results).map(({ name, type = 'string', description, properties }) =>
      compact({ name, type, description, properties }),
    ),
    workspaces: sorted(spec.workspaces).map(({ name, description, optional, readOnly, mountPath }) =>
      compact({ name, description, optional, readOnly, mountPath }),
    ),
  };
}

// tektoncd/pipeline pkg/apis/pipeline/v1/param_types.go SetDefaults
function paramOf({ name, type, description, default: value, properties, enum: allowed }: ParamSpec): ParamSpec {
  const implied = properties !== undefined ? 'object' : Array.isArray(value) ? 'array' : 'string';
  return compact({ name, type: type ?? implied, description, default: value, properties, enum: allowed });
}

function sorted<T extends { readonly name: string }>(list: readonly T[] | undefined): T[] {
  return [...(list ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Removes undefined fields, so that an entry equals itself when it is read again. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
