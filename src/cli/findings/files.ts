import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TekwireError } from '../../diagnostics';

/** Larger files are refused: no tool writes one, and more does not fit into a JavaScript string with certainty. */
const largest = 256 * 1024 * 1024;
const chunk = 1024 * 1024;

/** Thrown when a file cannot be read or written; the message has its name and the reason. */
export class FileError extends TekwireError {}

/** The files that the arguments name: files, `-`, and the SARIF files of folders, in their order. @throws FileError */
export function expandFiles(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => (isFolder(path) ? sarifFilesOf(path) : [path])))];
}

/** The text of a file or of standard input; pipes are read, too. Invalid UTF-8 becomes U+FFFD. @throws FileError */
export function readFile(path: string): string {
  let file: number | undefined;
  try {
    file = path === '-' ? 0 : openSync(path, 'r');
    if (fstatSync(file).isDirectory()) throw new FileError(`${nameOf(path)}: it is a folder`);
    return readAll(file, nameOf(path));
  } catch (error) {
    throw asFileError(error, path, 'read');
  } finally {
    if (file !== undefined && file !== 0) closeSync(file);
  }
}

/** Writes a file as a whole: a reader sees the old one or the new one. @throws FileError */
export function writeFile(path: string, text: string): void {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    // a device or a pipe, as in /dev/stdout, is written in place
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) writeFileSync(path, text);
    else {
      writeFileSync(draft, text);
      renameSync(draft, path);
    }
  } catch (error) {
    rmSync(draft, { force: true });
    throw asFileError(error, path, 'written');
  }
}

/** The name of a file in messages. */
export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

function readAll(file: number, name: string): string {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    const buffer = Buffer.allocUnsafe(chunk);
    const read = readSome(file, buffer);
    if (read === 0) return Buffer.concat(chunks, total).toString('utf8');
    total += read;
    if (total > largest) throw new FileError(`${name}: it is larger than ${largest / 1024 / 1024} MiB`);
    chunks.push(buffer.subarray(0, read));
  }
}

/** Reads from a file; a terminal or a pipe in non-blocking mode may have nothing yet. */
function readSome(file: number, buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(file, buffer, 0, buffer.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function sarifFilesOf(folder: string): readonly string[] {
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.sarif(\.json)?$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();
  if (found.length === 0) throw new FileError(`${folder}: contains no .sarif or .sarif.json file`);
  return found;
}

function asFileError(error: unknown, path: string, verb: 'read' | 'written'): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof FileError || code === undefined) return error;
  const reason = code === 'ENOENT' ? 'there is no such file or folder' : `cannot be ${verb} (${code})`;
  return new FileError(`${nameOf(path)}: ${reason}`);
}
