import type { Size } from 'cdk8s';
import { makeReference, type Ref, type StringRef, type Text, text } from '../refs';
import type { CsiSource, KeyToPath, ProjectedSource, WorkspaceSource } from '../spec';
import { adoptMistakes, knownOf } from '../synth';
import { type Named, nameOf } from '../task';
import { type ClaimProps, demandSize, renderClaim } from './claim';

/** Which keys of a Secret or ConfigMap become files, and how. */
export interface FilesProps {
  /** Keys with the path of their file. @default - every key, under its own name */
  readonly items?: readonly KeyToPath[];
  /** Whether the run starts without the Secret or ConfigMap too. @default false */
  readonly optional?: boolean;
  /** Permissions of the files, `0o400` as a rule. @default - 0o644 */
  readonly defaultMode?: number;
}

type ProjectedOptions = Pick<FilesProps, 'defaultMode'>;

/** How a claim that exists already is used. */
interface ExistingClaimOptions {
  /** @default false */
  readonly readOnly?: boolean;
}

/** What kind of empty directory it is. */
interface EmptyDirOptions {
  /** `Memory` keeps it in the node's memory. @default - the node's disk */
  readonly medium?: 'Memory';
  /** @default - no limit of its own */
  readonly sizeLimit?: Size;
}

/** What stands behind a workspace of a pipeline when it runs. */
export class Workspace {
  private constructor(
    /** The source, as a run's manifest holds it. */
    readonly source: WorkspaceSource,
    readonly description?: string,
  ) {}

  /** A volume of its own for every run, removed with the run. @example Workspace.claim({ size: Size.gibibytes(1) }) */
  static claim(claim: ClaimProps): Workspace {
    return knownOf('ClaimProps', claim, (given) => new Workspace({ volumeClaimTemplate: renderClaim(given) }));
  }

  /** A claim that exists already; runs at the same time share it. */
  static existingClaim(claim: string | Named, options: ExistingClaimOptions = {}): Workspace {
    return knownOf(
      'ExistingClaimOptions',
      options,
      (given) => new Workspace({ persistentVolumeClaim: { claimName: nameOf(claim), ...given } }),
    );
  }

  /** An empty directory for each task: nothing written there reaches another task. */
  static emptyDir(options: EmptyDirOptions = {}): Workspace {
    return knownOf('EmptyDirOptions', options, ({ medium, sizeLimit }) => {
      if (sizeLimit !== undefined) demandSize('emptyDir sizeLimit', sizeLimit);
      return new Workspace({ emptyDir: { ...(medium && { medium }), ...(sizeLimit && { sizeLimit: sizeLimit.asString() }) } });
    });
  }

  /** The keys of a Secret as files, read-only. The Secret's value never reaches a manifest. */
  static secret(secret: string | Named, files: FilesProps = {}): Workspace {
    return knownOf('FilesProps', files, (given) => new Workspace({ secret: { secretName: nameOf(secret), ...given } }));
  }

  /** The keys of a ConfigMap as files, read-only. */
  static configMap(configMap: string | Named, files: FilesProps = {}): Workspace {
    return knownOf('FilesProps', files, (given) => new Workspace({ configMap: { name: nameOf(configMap), ...given } }));
  }

  /** Files of several sources in one directory, read-only. */
  static projected(sources: readonly ProjectedSource[], options: ProjectedOptions = {}): Workspace {
    return knownOf('ProjectedOptions', options, (given) => new Workspace({ projected: { sources, ...given } }));
  }

  /** Storage of a container storage interface driver, for the life of each pod. */
  static csi(source: CsiSource): Workspace {
    return new Workspace({ csi: source });
  }

  /** A directory inside it. */
  sub(path: string): Workspace {
    return this.copy({ ...this.source, subPath: path }, this.description);
  }

  /** With a text that tells users of the pipeline what it is for. */
  describe(description: string): Workspace {
    return this.copy(this.source, description);
  }

  private copy(source: WorkspaceSource, description: string | undefined): Workspace {
    const made = new Workspace(source, description);
    adoptMistakes(made, '', this);
    return made;
  }
}

const SCOPE: unique symbol = Symbol.for('tekwire.workspace-scope') as never;

/** A workspace of a pipeline, or a directory in it, as a task left it. Handing it on orders the reader after that task. */
// biome-ignore lint/suspicious/noExplicitAny: a directory of unknown scope must fit everywhere, which only `any` does
export interface WorkspaceRef<S = any> {
  readonly [SCOPE]: S;
  /** A directory inside it; the path may hold params and results. */
  sub(path: string | Text<S> | Ref<'string', unknown, S>): WorkspaceRef<S>;
}

/** A workspace of a pipeline, as the run gives it. */
// biome-ignore lint/suspicious/noExplicitAny: see WorkspaceRef
export interface PipelineWorkspaceRef<S = any> extends WorkspaceRef<S> {
  /** The text `true` or `false`: whether the run has bound it, which it may leave out where it is optional. */
  readonly bound: StringRef<unknown, S>;
}

/** A directory in a workspace that one task hands on to others. */
export interface HandedOn {
  /** Its path, below the directory that the task itself is given. */
  readonly path: string | Text | Ref<'string'>;
  /** Name of the task. */
  readonly by: string;
}

/** What a `WorkspaceRef` stands for. */
export interface Directory {
  /** The pipeline it belongs to. */
  readonly pipeline: object;
  /** The pipeline's workspace; undefined when the task that it is taken from has none bound there. */
  readonly workspace: string | undefined;
  readonly subPath?: string | Text | Ref<'string'>;
  /** What a task hands on of it. @default - all of it */
  readonly handedOn?: HandedOn;
  /** The pipeline task that wrote it. */
  readonly writer?: { readonly name: string; readonly isFinal: boolean };
  /** What it was taken from, for messages. */
  readonly label: string;
}

class DirectoryRef {
  readonly [SCOPE]: Directory;

  constructor(directory: Directory) {
    this[SCOPE] = directory;
  }

  get bound(): StringRef {
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

/** What the handle stands for. */
export function directoryOf(ref: WorkspaceRef): Directory {
  return (ref as unknown as DirectoryRef)[SCOPE];
}
