import { fstatSync, writeSync } from 'node:fs';
import type { Streams } from './command';

/** The streams of the process, and how its writes ended. */
export interface Output {
  readonly streams: Streams;
  /** Waits until everything is written and returns the first error, such as a full disk or a closed pipe. */
  finish(): Promise<NodeJS.ErrnoException | undefined>;
}

/** Returns stdout and stderr of the process. Colours follow NO_COLOR (https://no-color.org) and FORCE_COLOR. */
export function processOutput(): Output {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const isTerminal = process.stdout.isTTY === true;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0';
  const [out, err] = [writerOf(process.stdout), writerOf(process.stderr)];
  return {
    streams: {
      out: out.write,
      err: err.write,
      isTerminal,
      columns: isTerminal ? process.stdout.columns : undefined,
      isColoured: !NO_COLOR && (isForced || (isTerminal && TERM !== 'dumb')),
    },
    finish: async () => (await out.finish()) ?? (await err.finish()),
  };
}

interface Writer {
  write(text: string): void;
  finish(): Promise<NodeJS.ErrnoException | undefined>;
}

/** Node completes writes to pipes and terminals, but not partial writes to files (a nearly full disk), so files are written by hand. */
function writerOf(stream: NodeJS.WriteStream & { readonly fd: number }): Writer {
  return isPipeOrTerminal(stream) ? streamWriter(stream) : fileWriter(stream.fd);
}

function isPipeOrTerminal({ fd, isTTY }: NodeJS.WriteStream & { readonly fd: number }): boolean {
  if (isTTY) return true;
  const stats = fstatSync(fd);
  return stats.isFIFO() || stats.isSocket();
}

function streamWriter(stream: NodeJS.WriteStream): Writer {
  let failure: NodeJS.ErrnoException | undefined;
  stream.on('error', (error) => {
    failure ??= error;
  });
  return {
    write: (text) => {
      if (failure === undefined) stream.write(`${text}\n`);
    },
    finish: () =>
      new Promise((resolve) => {
        if (failure !== undefined) resolve(failure);
        else stream.write('', (error) => resolve(failure ?? error ?? undefined));
      }),
  };
}

function fileWriter(fd: number): Writer {
  let failure: NodeJS.ErrnoException | undefined;
  return {
    write: (text) => {
      if (failure !== undefined) return;
      try {
        writeAll(fd, Buffer.from(`${text}\n`));
      } catch (error) {
        failure = error as NodeJS.ErrnoException;
      }
    },
    finish: async () => failure,
  };
}

/** Writes a last line to stderr, if possible. */
export function tryWriteError(text: string): void {
  try {
    writeAll(2, Buffer.from(`${text}\n`));
  } catch {
    // nothing more can be written; the exit code remains
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
