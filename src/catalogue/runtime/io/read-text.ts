import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { reasonOf, resolveInside } from './files';

/** The text of a file, or a one-line reason why it cannot be read. */
export type FileText = { readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: string };

/** Maximum size of a report: 128 MiB. Reports of real scanners are a hundred times smaller. */
const largestReport = 128 * 1024 * 1024;
const largestChunk = 1024 * 1024;

/**
 * Reads a file as UTF-8 with limits: only a regular file (reading a FIFO would wait for a writer) of at most `maximumBytes`, whatever size
 * it claims. @default - at most 128 MiB
 */
export function readText(path: string, maximumBytes = largestReport): FileText {
  let file: number | undefined;
  try {
    // without O_NONBLOCK, opening a FIFO waits for a writer
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(file);
    if (!status.isFile() && !status.isDirectory()) return { problem: `it is a ${kindOf(status)}, not a regular file` };
    return readBounded(file, status.size, maximumBytes);
  } catch (error) {
    return { problem: reasonOf(error) };
  } finally {
    if (file !== undefined) closeSync(file);
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

function readBounded(file: number, size: number, maximumBytes: number): FileText {
  const tooLarge = { problem: `it is larger than ${maximumBytes / 1024 / 1024} MiB` };
  if (size > maximumBytes) return tooLarge;
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    const chunk = Buffer.allocUnsafe(Math.min(largestChunk, Math.max(size - total + 1, 4096)));
    const read = readSync(file, chunk, 0, chunk.length, null);
    if (read === 0) return { text: Buffer.concat(chunks, total).toString('utf8') };
    total += read;
    if (total > maximumBytes) return tooLarge;
    chunks.push(chunk.subarray(0, read));
  }
}

function kindOf(status: Stats): string {
  if (status.isFIFO()) return 'FIFO';
  if (status.isSocket()) return 'socket';
  return 'device';
}
