import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { WIDE_TEXT } from './compose';

/** A YAML text and what to call it in messages. */
export interface Source {
  readonly origin: string;
  readonly text: string;
  /** Whether it was found in a folder and not named: what is no Kubernetes object in it is then skipped. @default false */
  readonly isFound?: boolean;
}

/** Texts, and why others could not be read. */
export interface Loaded {
  readonly sources: readonly Source[];
  readonly failures: readonly string[];
  /** Folders, as they were given, without a file to read. */
  readonly barren: readonly string[];
  /** Folders that were found and not read, see `load`. */
  readonly skipped: readonly string[];
}

// version control, and what package managers and tools fetch or keep for themselves
const SKIPPED = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules', '.venv', '.tox', '.terraform', '.yarn', '.npm', '.pnpm-store']);

/**
 * Returns the texts of files, of all `.yaml` and `.yml` files of folders, and of standard input for `-`. Folders are read with their
 * subfolders, `.tekton` and other hidden ones too; skipped are version control, `node_modules` and its like, caches, and links to
 * folders. A skipped folder that is named itself is read. A file that is named twice is read once.
 */
export function load(paths: readonly string[]): Loaded {
  const sources = new Map<string, Source>();
  const failures: string[] = [];
  const barren: string[] = [];
  const skipped: string[] = [];
  for (const path of paths) {
    attempt(nameOf(path), failures, () => {
      const isFound = path !== '-' && statSync(path).isDirectory();
      const found = isFound ? filesOf(path, failures, skipped) : [path];
      if (found.length === 0) barren.push(path);
      for (const file of found) {
        if (!sources.has(normalize(file)))
          attempt(nameOf(file), failures, () =>
            sources.set(normalize(file), { origin: file, text: textOf(readFileSync(file === '-' ? 0 : file)), isFound }),
          );
      }
    });
  }
  return { sources: [...sources.values()], failures, barren, skipped };
}

/**
 * The text of one file.
 * @throws Error when it cannot be read, with its path and the reason
 */
export function loadFile(path: string): Source {
  const failures: string[] = [];
  let text = '';
  const read = () => {
    text = textOf(readFileSync(path));
  };
  attempt(path, failures, read, fileReasons);
  if (failures.length > 0) throw new Error(failures.join());
  return { origin: path, text };
}

function attempt(name: string, failures: string[], act: () => void, said: ReadonlyMap<string, string> = reasons): void {
  try {
    act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    failures.push(`${name}: ${said.get(code) ?? `cannot be read (${code})`}`);
  }
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'may not be read; change its permissions'],
  ['EPERM', 'may not be read; change its permissions'],
  ['EISDIR', 'is a folder, although it is named like a file'],
  ['ELOOP', 'is a link that leads back to itself'],
  ['ERR_STRING_TOO_LONG', 'is larger than a text may be'],
  ['ERR_FS_FILE_TOO_LARGE', 'is larger than a file may be'],
]);

// where only a file may be named
const fileReasons = new Map([...reasons, ['ENOENT', 'there is no such file'], ['EISDIR', 'is a folder']]);

function filesOf(path: string, failures: string[], skipped: string[]): string[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const inner = join(path, entry.name);
    if (isSkipped(entry) || isLinkedFolder(entry, inner)) skipped.push(inner);
    else if (entry.isDirectory()) attempt(inner, failures, () => found.push(...filesOf(inner, failures, skipped)));
    else if ((entry.isFile() || entry.isSymbolicLink()) && isNamedLikeYaml(entry.name)) found.push(inner);
  }
  return found;
}

function isNamedLikeYaml(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

function isSkipped(entry: Dirent): boolean {
  return entry.isDirectory() && (SKIPPED.has(entry.name) || /^\.(.+[_-])?cache$/.test(entry.name));
}

/** Links to folders can lead around in circles. */
function isLinkedFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink() || isNamedLikeYaml(entry.name)) return false;
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** UTF-8. The first byte that is none becomes half a character, which no YAML may hold; UTF-16, marked as such, is so for the reader, too. */
function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\xff\xfe' || mark === '\xfe\xff')
    return WIDE_TEXT + new TextDecoder(mark === '\xff\xfe' ? 'utf-16le' : 'utf-16be').decode(bytes);
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? text : text.replace('\ufffd', '\udcff');
}
