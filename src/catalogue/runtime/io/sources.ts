import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './files';
import { lostFiles } from './git-index';
import { readText } from './read-text';
import { cloneOf, isRun } from './run-directory';

/** The sources at one moment. */
export interface Sources {
  /** The marker of `GitClone`: the commit, and the TaskRun that cloned it. @default - another task provided the sources */
  readonly marker?: Marker;
  /** Device and inode of the directory, which change when it is replaced. */
  readonly identity?: string;
  /** Why the sources differ from the clone. @default - they do not */
  readonly difference?: string;
}

interface Marker {
  readonly commit: string;
  readonly taskRun: string;
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
      directoryDifference(join(workspace, path), clone) ?? (marker && cloneDifference(join(workspace, `${clone}`), marker.commit));
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
  const { commit, taskRun } = readJson<Partial<Marker>>(file) ?? {};
  return typeof commit === 'string' && typeof taskRun === 'string' ? { commit, taskRun } : undefined;
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readText(file).text ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}

function cloneDifference(tree: string, commit: string): string | undefined {
  if (!existsSync(join(tree, '.git'))) return 'the .git directory is missing';
  const head = readFileSync(join(tree, '.git/HEAD'), 'utf8').trim();
  if (head !== commit) return `commit ${commit} was cloned, but ${head} is checked out`;
  const [first, ...others] = lostFiles(readFileSync(join(tree, '.git/index')), tree) ?? [];
  if (first === undefined) return undefined;
  return `${first} is missing or changed${others.length === 0 ? '' : `, and so are ${others.length} more files`}`;
}
