import type { Workspace } from '../../pipeline';
import { sh } from '../../script';
import { type FutureConstruct, isRecord, known, refuse, withoutRefused } from '../../synth';
import type { Step, TaskVolume } from '../../task';
import { RUNTIME_IMAGE } from '../runtime';

/**
 * Where the database of a scanner is; one of the two. It is copied into the pod of the scan.
 * @example
 * database: { workspace: Workspace.existingClaim('databases') }
 */
export interface DatabaseSource {
  /** A workspace with a folder for each tool, as a `Feed` fills it. */
  readonly workspace?: Workspace;
  /** An image with a folder for each tool in `/database`, and a POSIX shell. */
  readonly image?: string;
}

/** The option of scanners with a database, rules or templates. */
export interface DatabaseProps {
  /** A database that was fetched before, with which the scan needs none of the network. @default - the scanner fetches it */
  readonly database?: DatabaseSource;
}

/** The database in the pod of a scan. */
export const DATABASE = '/scratch/database';

/** The file in which a Feed notes when it fetched a database, for tools that do not tell how old theirs is; none without a database. */
export function fetchNote({ database }: { readonly database: string | undefined }): string | undefined {
  return database && `${database}/.fetched`;
}

const MOUNT = '/tekwire/databases';
const FORM = "{ workspace: Workspace.existingClaim('databases') } or { image: 'registry.acme.example/databases:1' }";

/** Reports a source of a database that cannot be used; returns any other, and undefined for none. */
export function checkedDatabase(owner: FutureConstruct, given: unknown): DatabaseSource | undefined {
  const { database } = withoutRefused(owner, { database: given } as Readonly<Record<string, unknown>>, (field, value) => {
    if (value === undefined) return;
    if (!isRecord(value)) refuse(owner, field, value, FORM);
    const { workspace, image } = known('DatabaseSource', value as DatabaseSource, owner, { where: field });
    if ((workspace === undefined) === (image === undefined))
      refuse(owner, field, value, FORM, workspace === undefined ? 'neither' : 'both');
    if (image !== undefined && (typeof image !== 'string' || image === '')) refuse(owner, `${field}.image`, image, 'the name of an image');
    if (workspace === undefined) return;
    if (!isRecord(workspace) || !isRecord(workspace.source))
      refuse(owner, `${field}.workspace`, workspace, "a Workspace, such as Workspace.existingClaim('databases')");
    const { volumeClaimTemplate, emptyDir } = workspace.source;
    if (volumeClaimTemplate !== undefined || emptyDir !== undefined)
      refuse(
        owner,
        `${field}.workspace`,
        workspace,
        "one that has files before the run, such as Workspace.existingClaim('databases')",
        'an empty one',
      );
  });
  return database as DatabaseSource | undefined;
}

/** The volume of the databases; none for an image. */
export function databaseVolumes(source: DatabaseSource | undefined): readonly TaskVolume[] {
  if (source?.workspace === undefined) return [];
  const { persistentVolumeClaim, ...others } = source.workspace.source;
  const volume = persistentVolumeClaim === undefined ? others : { persistentVolumeClaim: { ...persistentVolumeClaim, readOnly: true } };
  return [{ name: 'databases', ...volume } as TaskVolume];
}

/** The step that copies the database of the tool into the pod: what a scan reads does not change meanwhile, and the tool may write into it. */
export function databaseStep(source: DatabaseSource, folder: string): Step {
  const isImage = source.image !== undefined;
  const from = `${isImage ? '/database' : MOUNT}/${folder}`;
  return {
    name: 'database',
    image: source.image ?? RUNTIME_IMAGE,
    // the scan and its canary say what a missing database means
    onError: 'continue',
    env: { FROM: from, DATABASE },
    script: sh`
      [ -d "$FROM" ] || { echo "there is no database: $FROM is missing" >&2; exit 1; }
      mkdir -p "$DATABASE"
      cp -Rp "$FROM/." "$DATABASE"
    `,
    volumeMounts: [
      { name: 'scratch', mountPath: '/scratch' },
      ...(isImage ? [] : [{ name: 'databases', mountPath: MOUNT, readOnly: true }]),
    ],
  };
}
