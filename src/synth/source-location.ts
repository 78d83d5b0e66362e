import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The source location where something was created. V8 keeps the frames, which are turned into text only for a message. */
export interface SourceLocation {
  readonly stack?: string;
  /** Prints a location that is known better than by the frames. @default - by the frames */
  readonly tryPrint?: () => string | undefined;
}

// a note takes some 5 µs; this number takes less than 1 % of the synth of a thousand tasks
const MAX_NOTES = 500;
// enough to leave our own constructors, and those of a library on top of ours
const FRAMES = 10;
let notesLeft = MAX_NOTES;

/** Allows new notes, because a new app begins. */
export function renewNotes(): void {
  notesLeft = MAX_NOTES;
}

/** Records the source location. Returns undefined when there are already too many notes. */
export function recordLocation(): SourceLocation | undefined {
  if (notesLeft === 0) return undefined;
  notesLeft -= 1;
  return captureLocation(recordLocation);
}

/** Returns the source location: the frames below the function `above`. */
export function captureLocation(above: (...values: never[]) => unknown = captureLocation): SourceLocation {
  const location: SourceLocation = {};
  const { stackTraceLimit } = Error;
  // setting the limit costs half as much as the capture
  if (stackTraceLimit >= FRAMES) Error.captureStackTrace(location, above);
  else {
    Error.stackTraceLimit = FRAMES;
    Error.captureStackTrace(location, above);
    Error.stackTraceLimit = stackTraceLimit;
  }
  return location;
}

/**
 * Prints the location as `main.ts:14:7`, with the file relative to the working directory: the first frame in the user's program. Locations
 * in TypeScript are known when something maps them: ts-node, tsx, `node --enable-source-maps`.
 */
export function tryPrintLocation(location: SourceLocation): string | undefined {
  if (location.tryPrint !== undefined) return location.tryPrint();
  const frame = tryFindFrame(location);
  return frame === undefined ? undefined : printed(frame.file, frame.position);
}

function printed(file: string, position: string): string {
  return `${relative(process.cwd(), file).split(sep).join('/')}:${position}`;
}

/** Prints a location whose position `find` computes in the file that the user's program called from, below the line of the call. */
export function findProgramFile(call: SourceLocation, find: (file: string, line: number) => string | undefined): string | undefined {
  const frame = tryFindFrame(call);
  if (frame === undefined) return undefined;
  return printed(frame.file, find(frame.file, Number.parseInt(frame.position, 10)) ?? frame.position);
}

/**
 * The path of a file that the user's program names: beside the file of the program that called, else in the working directory, as for a
 * program that was compiled into another folder.
 */
export function fileBeside(path: string): string {
  if (isAbsolute(path)) return path;
  const caller = tryFindFrame(captureLocation(fileBeside))?.file;
  const beside = caller === undefined ? path : join(dirname(caller), path);
  return existsSync(beside) ? relative('.', beside) || beside : path;
}

/**
 * Returns the frame of an error in the user's program as a line of a stack; else the first frame, because Node prints an error without any in
 * brackets.
 */
export function callerOf({ stack = '', message }: Error): string {
  const frames = stack.slice(stack.indexOf(message) + message.length).match(/\n {4}at .*/g) ?? [];
  return frames.find((frame) => tryFindFrame({ stack: frame }) !== undefined) ?? frames[0] ?? '';
}

/** The first frame in the user's program. */
function tryFindFrame({ stack = '' }: SourceLocation): { readonly file: string; readonly position: string } | undefined {
  for (const line of stack.split('\n')) {
    const [, written = '', position = ''] = FRAME.exec(line) ?? [];
    const file = written.startsWith('file://') ? fileURLToPath(written) : written;
    if (isAbsolute(file) && !isOfOthers(file)) return { file, position };
  }
  return undefined;
}

// `at new Gosec (/app/main.ts:14:7)` or `at file:///app/main.mjs:14:7`; evaluated code has nested locations
const FRAME = /^ {4}at (?:.*? \()?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^<>]*?):(\d+:\d+)\)?$/;

// in the built package all of it; in its sources, as our own tests load them, also the neighbours of this folder
const OURS = __dirname.replace(/[\\/]synth$/, '') + sep;

function isOfOthers(file: string): boolean {
  return file.startsWith(OURS) || /[\\/]node_modules[\\/]/.test(file);
}
