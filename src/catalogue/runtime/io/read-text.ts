import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { reasonOf, resolveInside } from './files';

/** The text of a file, or a one-line reason why it cannot be read. */
export type FileText = { readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: string };

/** Maximum size of a report: 128 MiB. Reports of real scanners are a hundred times smaller. */
const largestReport = 128 * 1024 * 1024;
const largestChunk = 1024 * 1024;

/** Thrown for a file that cannot be read; the message is the reason. */
export class Unreadable extends Error {}

/**
 * Reads a file as UTF-8 with limits: only a regular file (reading a FIFO would wait for a writer) of at most `maximumBytes`, whatever size
 * it claims. @default - at most 128 MiB
 */
export function readText(path: string, maximumBytes = largestReport): FileText {
  try {
    return { text: [...piecesOf(path, maximumBytes)].join('') };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/** Reads a file inside a directory; paths and symbolic links out of it are refused. */
export function readTextInside(root: string, path: string, maximumBytes?: number): FileText {
  try {
    return readText(resolveInside(root, path), maximumBytes);
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/**
 * The text of a file inside a directory, in pieces, with the same limits; each iteration reads the file again.
 * @throws Unreadable when it is iterated
 */
export function piecesInside(root: string, path: string): Iterable<string> {
  return { [Symbol.iterator]: () => insidePieces(root, path) };
}

function* insidePieces(root: string, path: string): Generator<string> {
  try {
    yield* piecesOf(resolveInside(root, path), largestReport);
  } catch (error) {
    throw new Unreadable(reasonOf(error));
  }
}

function* piecesOf(path: string, maximumBytes: number): Generator<string> {
  // without O_NONBLOCK, opening a FIFO waits for a writer
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(file);
    if (!status.isFile() && !status.isDirectory()) throw new Unreadable(`it is a ${kindOf(status)}, not a regular file`);
    yield* boundedPieces(file, status.size, maximumBytes);
  } finally {
    closeSync(file);
  }
}

function* boundedPieces(file: number, size: number, maximumBytes: number): Generator<string> {
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.allocUnsafe(Math.min(largestChunk, Math.max(size + 1, 4096)));
  let total = 0;
  while (size <= maximumBytes && total <= maximumBytes) {
    const read = readSync(file, chunk, 0, chunk.length, null);
    if (read === 0) {
      yield decoder.end();
      return;
    }
    total += read;
    yield decoder.write(chunk.subarray(0, read));
  }
  throw new Unreadable(`it is larger than ${maximumBytes / 1024 / 1024} MiB`);
}

function kindOf(status: Stats): string {
  if (status.isFIFO()) return 'FIFO';
  if (status.isSocket()) return 'socket';
  return 'device';
}
