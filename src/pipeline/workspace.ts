import type { Size } from 'cdk8s';
import { makeReference, type Ref, type Text, text, type WordRef } from '../refs';
import type { CsiSource, KeyToPath, ProjectedSource, WorkspaceSource } from '../spec';
import { adoptMistakes, knownOf, refuse } from '../synth';
import { type Named, nameOf } from '../task';
import { type ClaimProps, demandSize, renderClaim } from './claim';

/** How keys of a Secret or ConfigMap become files. */
export interface FilesProps {
  /** Keys with the path of their file. @default - every key, under its own name */
  readonly items?: readonly KeyToPath[];
  /** Whether the run also starts without the Secret or ConfigMap. @default false */
  readonly optional?: boolean;
  /** Permissions of the files, for example `0o400`. @default - 0o644 */
  readonly defaultMode?: number;
}

/** Options of `Workspace.gitSsh`. */
export interface GitSshProps {
  /** A Secret, for example of the type `kubernetes.io/ssh-auth`; only its name is emitted. */
  readonly secret: string | Named;
  /** The key with the private key. @default ssh-privatekey */
  readonly privateKey?: string;
  /** The key with the public keys of the hosts that may be connected to, in the format of `known_hosts`. */
  readonly knownHosts: string;
}

type ProjectedOptions = Pick<FilesProps, 'defaultMode'>;

/** Options of an existing claim. */
interface ExistingClaimOptions {
  /** @default false */
  readonly readOnly?: boolean;
}

/** Options of an empty directory. */
interface EmptyDirOptions {
  /** `Memory` keeps it in the node's memory. @default - the node's disk */
  readonly medium?: 'Memory';
  /** @default - no limit of its own */
  readonly sizeLimit?: Size;
}

/** The source of a pipeline's workspace at run time. */
export class Workspace {
  private constructor(
    /** The source, as a run's manifest holds it. */
    readonly source: WorkspaceSource,
    readonly description?: string,
  ) {}

  /** A new volume for every run, removed with the run. @example Workspace.claim({ size: Size.gibibytes(1) }) */
  static claim(claim: ClaimProps): Workspace {
    return knownOf('ClaimProps', claim, (given) => new Workspace({ volumeClaimTemplate: renderClaim(given) }), Workspace.standIn);
  }

  /** An existing claim; concurrent runs share it. */
  static existingClaim(claim: string | Named, options: ExistingClaimOptions = {}): Workspace {
    return knownOf(
      'ExistingClaimOptions',
      options,
      (given) => new Workspace({ persistentVolumeClaim: { claimName: nameOf(claim), ...given } }),
      Workspace.standIn,
    );
  }

  /** An empty directory for each task: files in it do not reach other tasks. */
  static emptyDir(options: EmptyDirOptions = {}): Workspace {
    return knownOf(
      'EmptyDirOptions',
      options,
      ({ medium, sizeLimit }) => {
        if (sizeLimit !== undefined) demandSize('emptyDir sizeLimit', sizeLimit);
        return new Workspace({ emptyDir: { ...(medium && { medium }), ...(sizeLimit && { sizeLimit: sizeLimit.asString() }) } });
      },
      Workspace.standIn,
    );
  }

  /** The keys of a Secret as files, read-only. The Secret's values are never in a manifest. */
  static secret(secret: string | Named, files: FilesProps = {}): Workspace {
    return knownOf('FilesProps', files, (given) => new Workspace({ secret: { secretName: nameOf(secret), ...given } }), Workspace.standIn);
  }

  /**
   * Credentials for git over ssh, as `GitClone` reads them: the keys of a Secret that hold the private key and the known hosts.
   * The run does not start when the Secret lacks one of them (kubelet: references non-existent secret key).
   * @example Workspace.gitSsh({ secret: 'git-ssh', knownHosts: 'known_hosts' })
   */
  static gitSsh(credentials: GitSshProps): Workspace {
    return knownOf(
      'GitSshProps',
      credentials,
      ({ secret, privateKey = 'ssh-privatekey', knownHosts }) => {
        for (const [option, key] of Object.entries({ privateKey, knownHosts }))
          if (typeof key !== 'string' || key === '') refuse({}, `gitSsh ${option}`, key, 'a key of the Secret, such as "known_hosts"');
        const items = [
          { key: privateKey, path: 'ssh-privatekey' },
          { key: knownHosts, path: 'known_hosts' },
        ];
        return new Workspace({ secret: { secretName: nameOf(secret), items } });
      },
      Workspace.standIn,
    );
  }

  /** The keys of a ConfigMap as files, read-only. */
  static configMap(configMap: string | Named, files: FilesProps = {}): Workspace {
    return knownOf('FilesProps', files, (given) => new Workspace({ configMap: { name: nameOf(configMap), ...given } }), Workspace.standIn);
  }

  /** Files of several sources in one directory, read-only. */
  static projected(sources: readonly ProjectedSource[], options: ProjectedOptions = {}): Workspace {
    return knownOf('ProjectedOptions', options, (given) => new Workspace({ projected: { sources, ...given } }));
  }

  /** Storage of a Container Storage Interface (CSI) driver that lives as long as each pod. */
  static csi(source: CsiSource): Workspace {
    return new Workspace({ csi: source });
  }

  /** A directory inside it. */
  sub(path: string): Workspace {
    return this.copy({ ...this.source, subPath: path }, this.description);
  }

  /** The same workspace with a description for users of the pipeline. */
  describe(description: string): Workspace {
    return this.copy(this.source, description);
  }

  /** Replaces a workspace whose options have a mistake. */
  private static standIn(this: void): Workspace {
    return new Workspace({ emptyDir: {} });
  }

  private copy(source: WorkspaceSource, description: string | undefined): Workspace {
    const made = new Workspace(source, description);
    adoptMistakes(made, '', this);
    return made;
  }
}

const SCOPE: unique symbol = Symbol.for('tekwire.workspace-scope') as never;

/** A workspace of a pipeline, or a directory in it, as a task leaves it. Passing it to another task orders the two. */
// biome-ignore lint/suspicious/noExplicitAny: a directory of unknown scope must fit everywhere, which only `any` allows
export interface WorkspaceRef<S = any> {
  readonly [SCOPE]: S;
  /** A directory inside it; the path may contain params and results. For a result the task gets a param that names it, too, because Tekton
   *  replaces it only then: `sub-path-of-<workspace>`, which the Task ignores. */
  sub(path: string | Text<S> | Ref<'string', unknown, S>): WorkspaceRef<S>;
}

/** A workspace of a pipeline, as the run provides it. */
// biome-ignore lint/suspicious/noExplicitAny: see WorkspaceRef
export interface PipelineWorkspaceRef<S = any> extends WorkspaceRef<S> {
  /** The string `true` or `false`: whether the run has bound it, which is not required for an optional workspace. */
  readonly bound: WordRef<'true' | 'false', S>;
}

/** A directory in a workspace that one task passes to others. */
export interface HandedOn {
  /** Its path, relative to the directory that the task itself uses. */
  readonly path: string | Text | Ref<'string'>;
  /** Name of the task. */
  readonly by: string;
}

/** What a `WorkspaceRef` refers to. */
export interface Directory {
  /** The pipeline it belongs to. */
  readonly pipeline: object;
  /** The pipeline's workspace; undefined when the task that it comes from has none bound. */
  readonly workspace: string | undefined;
  readonly subPath?: string | Text | Ref<'string'>;
  /** The part that a task passes on. @default - all of it */
  readonly handedOn?: HandedOn;
  /** The pipeline task that wrote it. */
  readonly writer?: { readonly name: string; readonly isFinal: boolean };
  /** Its origin, for messages. */
  readonly label: string;
}

class DirectoryRef {
  readonly [SCOPE]: Directory;

  constructor(directory: Directory) {
    this[SCOPE] = directory;
  }

  get bound(): WordRef<'true' | 'false'> {
    const { pipeline, workspace } = this[SCOPE];
    return makeReference({ body: `workspaces.${workspace}.bound`, type: 'string', owner: pipeline });
  }

  sub(path: string | Text | Ref<'string'>): DirectoryRef {
    const directory = this[SCOPE];
    const { subPath, handedOn } = directory;
    if (handedOn === undefined) return new DirectoryRef({ ...directory, subPath: below(subPath, path) });
    return new DirectoryRef({ ...directory, handedOn: { ...handedOn, path: below(handedOn.path, path) } });
  }
}

function below(base: Directory['subPath'], path: string | Text | Ref<'string'>): string | Text | Ref<'string'> {
  return base === undefined ? path : text`${base}/${path}`;
}

/** The path of the directory in its workspace; undefined for the workspace itself. */
export function pathOf({ subPath, handedOn }: Pick<Directory, 'subPath' | 'handedOn'>): string | undefined {
  const path = handedOn === undefined ? subPath : below(subPath, handedOn.path);
  return path === undefined ? undefined : String(path);
}

/** Makes the handle of a directory. */
export function directoryRef<S>(directory: Directory): PipelineWorkspaceRef<S> {
  return new DirectoryRef(directory) as unknown as PipelineWorkspaceRef<S>;
}

/** Whether the value is the handle of a directory. */
export function isDirectory(value: unknown): value is WorkspaceRef {
  return typeof value === 'object' && value !== null && SCOPE in value;
}

/** Returns what the handle refers to. */
export function directoryOf(ref: WorkspaceRef): Directory {
  return (ref as unknown as DirectoryRef)[SCOPE];
}
