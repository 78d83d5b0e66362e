import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './files';
import { lostFiles } from './git-index';
import { readText } from './read-text';
import { cloneOf, isRun } from './run-directory';

/** The sources at one moment. */
export interface Sources {
  /** The marker of the source: the commit, or the digest of an archive or image, and the TaskRun that cloned it. @default - another task provided the sources */
  readonly marker?: Marker;
  /** Device and inode of the directory, which change when it is replaced. */
  readonly identity?: string;
  /** Why the sources differ from the clone. @default - they do not */
  readonly difference?: string;
}

interface Marker {
  readonly commit: string;
  readonly taskRun: string;
  /** Whether the sources are no clone: their files are listed beside them, with their sizes. */
  readonly files?: boolean;
}

/** Inspects the sources at a path in the workspace. */
export function lookAt(workspace: string, path: string): Sources {
  const clone = cloneOf(path);
  const marker = clone === undefined ? undefined : readMarker(join(workspace, `${clone}.json`));
  if (clone !== undefined && marker === undefined) return { difference: 'the marker of a complete clone is missing' };
  const known = marker && { marker };
  try {
    const { dev, ino } = statSync(join(workspace, path));
    const difference =
      directoryDifference(join(workspace, path), clone) ?? (marker && markedDifference(join(workspace, `${clone}`), marker));
    return { ...known, identity: `${dev}:${ino}`, ...(difference && { difference }) };
  } catch (error) {
    return { ...known, difference: `the directory cannot be read: ${reasonOf(error)}` };
  }
}

/** Why a scan that started and ended with these sources did not scan the clone; undefined when it did. */
export function differenceBetween(before: Sources | undefined, after: Sources): string | undefined {
  if (before === undefined) return 'the state of the sources before the scan is not known';
  if (before.difference !== undefined) return `the sources differed from the clone before the scan: ${before.difference}`;
  if (after.difference !== undefined) return `the sources changed during the scan: ${after.difference}`;
  if (before.marker?.commit !== after.marker?.commit)
    return `the sources changed during the scan: they were commit ${before.marker?.commit} and are ${after.marker?.commit}`;
  if (before.marker?.taskRun !== after.marker?.taskRun || before.identity !== after.identity)
    return 'the sources changed during the scan: their directory was replaced';
  return undefined;
}

/** The sources as recorded by the step before the scan; undefined when there is no record. */
export function readSources(file: string): Sources | undefined {
  return readJson(file);
}

function directoryDifference(directory: string, clone: string | undefined): string | undefined {
  const names = readdirSync(directory);
  if (names.length === 0) return 'the directory is empty';
  // beside sources that no clone has brought, runs leave their findings
  const run = clone === undefined ? names.find((name) => isRun(name) && existsSync(join(directory, name, 'sources'))) : undefined;
  return run && `the directory contains those of runs, such as ${run}; source-path must be the "path" result of the clone`;
}

function readMarker(file: string): Marker | undefined {
  const { commit, taskRun, files } = readJson<Partial<Marker>>(file) ?? {};
  return typeof commit === 'string' && typeof taskRun === 'string' ? { commit, taskRun, ...(files === true && { files }) } : undefined;
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readText(file).text ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}

function markedDifference(tree: string, { commit, files = false }: Marker): string | undefined {
  return files ? describeLost(lostOf(tree)) : cloneDifference(tree, commit);
}

/** The listed files that are missing or have another size. */
function lostOf(tree: string): readonly string[] {
  const lines = readFileSync(`${tree}.files`, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const [size = ''] = line.split(' ', 1);
    const path = line.slice(size.length + 1);
    const file = lstatSync(join(tree, path), { throwIfNoEntry: false });
    return file?.isFile() && file.size === Number(size) ? [] : [path];
  });
}

function cloneDifference(tree: string, commit: string): string | undefined {
  if (!existsSync(join(tree, '.git'))) return 'the .git directory is missing';
  const head = readFileSync(join(tree, '.git/HEAD'), 'utf8').trim();
  if (head !== commit) return `commit ${commit} was cloned, but ${head} is checked out`;
  return describeLost(lostFiles(readFileSync(join(tree, '.git/index')), tree) ?? []);
}

function describeLost([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  return `${first} is missing or changed${others.length === 0 ? '' : `, and so are ${others.length} more files`}`;
}
