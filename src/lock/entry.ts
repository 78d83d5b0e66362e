import type { ParamSpec, ResultSpec, TaskSpec, WorkspaceSpec } from '../spec';

/** What is known of a remote Task without fetching it. Lists are sorted by name. */
export interface LockEntry {
  /** The Task's `metadata.name`. */
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits: of the file's bytes as they came. */
  readonly digest: string;
  readonly params: readonly ParamSpec[];
  readonly results: readonly ResultSpec[];
  readonly workspaces: readonly WorkspaceSpec[];
}

/** Remote Tasks by the URL of their YAML. */
export type Lock = Readonly<Record<string, LockEntry>>;

/** What is locked of a Task: what a pipeline can see of it. Types that the YAML leaves out are written out as Tekton fills them in. */
export function entryOf(name: string, spec: TaskSpec, digest: string): LockEntry {
  return {
    name,
    digest,
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

/** Without what is undefined, so that an entry equals itself when it is read again. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
