import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { TekwireError } from '../diagnostics';
import { WIDE_TEXT } from './compose';

/** The content of a YAML file, and its name in messages. */
export interface Source {
  readonly origin: string;
  readonly text: string;
  /** Whether it was found in a folder instead of being named; its non-Kubernetes objects are then skipped. @default false */
  readonly isFound?: boolean;
}

/** Files that were read, and the reasons why others were not. */
export interface Loaded {
  readonly sources: readonly Source[];
  readonly failures: readonly string[];
  /** Folders, as they were given, that contain no file to read. */
  readonly barren: readonly string[];
  /** Folders that were found but not read, see `load`. */
  readonly skipped: readonly string[];
}

// version control, and folders in which package managers and tools keep downloads and caches
const SKIPPED = new Set(['.git', '.hg', '.svn', '.jj', 'node_modules', '.venv', '.tox', '.terraform', '.yarn', '.npm', '.pnpm-store']);

/**
 * Returns the contents of files, of all `.yaml` and `.yml` files of folders, and of standard input for `-`. Folders are read with their
 * subfolders, including `.tekton` and other hidden ones. Version control, `node_modules` and the like, caches, and links to folders are
 * skipped. A skipped folder that is named itself is read. A file that is named twice is read once.
 * @param stdin - the file that standard input stands for
 */
export function load(paths: readonly string[], stdin: string = '-'): Loaded {
  const sources = new Map<string, Source>();
  const failures: string[] = [];
  const barren: string[] = [];
  const skipped: string[] = [];
  // what an editor shows counts, not what was saved
  for (const path of [...paths].sort((a, b) => Number(b === '-') - Number(a === '-'))) {
    attempt(nameOf(path), failures, () => {
      const isFound = path !== '-' && statSync(path).isDirectory();
      const found = isFound ? filesOf(path, failures, skipped) : [path];
      if (found.length === 0) barren.push(path);
      for (const file of found) {
        const origin = file === '-' ? stdin : file;
        if (!sources.has(resolve(origin)))
          attempt(nameOf(file), failures, () => sources.set(resolve(origin), { origin, text: textOf(bytesOf(file)), isFound }));
      }
    });
  }
  return { sources: [...sources.values()], failures, barren, skipped };
}

/**
 * Returns the content of one file.
 * @throws Error when it cannot be read, with its path and the reason
 */
export function loadFile(path: string): Source {
  const failures: string[] = [];
  let text = '';
  const read = () => {
    text = textOf(bytesOf(path));
  };
  attempt(path, failures, read, fileReasons);
  if (failures.length > 0) throw new TekwireError(failures.join());
  return { origin: path, text };
}

function attempt(name: string, failures: string[], act: () => void, said: ReadonlyMap<string, string> = reasons): void {
  try {
    act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const hint = code === 'ENOENT' && basename(name) === 'dist' ? '; cdk8s synth writes it' : '';
    failures.push(`${name}: ${said.get(code) ?? `cannot be read (${code})`}${hint}`);
  }
}

/** Opening a named pipe would wait for a writer for ever; a device may have no end. The pipes and files of the shell are read. */
function bytesOf(path: string): Buffer {
  if (path === '-') return readFileSync(0);
  if (!OF_SHELL.test(path)) {
    const status = statSync(path);
    if (status.isFIFO()) throw Object.assign(new TekwireError(path), { code: 'FIFO' });
    if (status.isCharacterDevice() || status.isBlockDevice()) throw Object.assign(new TekwireError(path), { code: 'DEVICE' });
  }
  return readFileSync(path);
}

// <(command) is such a file
const OF_SHELL = /^\/(?:dev\/(?:fd\/\d+|stdin|null)|proc\/(?:self|\d+)\/fd\/\d+)$/;

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied; change its permissions'],
  ['EPERM', 'permission denied; change its permissions'],
  ['EISDIR', 'is a folder with the name of a YAML file'],
  ['FIFO', 'is a named pipe, which may wait for ever; pass - and connect the pipe to standard input'],
  ['DEVICE', 'is a device; pass a file, or - for standard input'],
  ['ELOOP', 'is a link to itself'],
  ['ERR_STRING_TOO_LONG', 'is too large to be read'],
  ['ERR_FS_FILE_TOO_LARGE', 'is too large to be read'],
]);

// for paths that must be files
const fileReasons = new Map([...reasons, ['ENOENT', 'no such file'], ['EISDIR', 'is a folder']]);

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

/** Links to folders can form cycles. */
function isLinkedFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink() || isNamedLikeYaml(entry.name)) return false;
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Decodes UTF-8. The first invalid byte becomes a lone surrogate, which YAML does not allow; a UTF-16 file gets the mark of `WIDE_TEXT`.
 */
function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\xff\xfe' || mark === '\xfe\xff')
    return WIDE_TEXT + new TextDecoder(mark === '\xff\xfe' ? 'utf-16le' : 'utf-16be').decode(bytes);
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? text : text.replace('\ufffd', '\udcff');
}
