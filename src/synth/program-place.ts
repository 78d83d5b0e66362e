import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where in the user's program something was made. V8 keeps the frames, and makes a text of them only when somebody asks. */
export interface ProgramPlace {
  readonly stack?: string;
}

// a note costs some 5 µs: so many take less than 1 % of the synth of a thousand tasks
const MAX_NOTES = 500;
// out of our own constructors, and out of those of a library that stands on ours
const FRAMES = 12;
let notesLeft = MAX_NOTES;

/** Takes notes again: an app of its own has been begun. */
export function renewNotes(): void {
  notesLeft = MAX_NOTES;
}

/** Takes note of where the program is. Undefined when it has made so many things that notes would cost time. */
export function notePlace(): ProgramPlace | undefined {
  if (notesLeft === 0) return undefined;
  notesLeft -= 1;
  return capturePlace(notePlace);
}

/** Returns where the program is: the frames below the function `above`. */
export function capturePlace(above: (...values: never[]) => unknown = capturePlace): ProgramPlace {
  const place: ProgramPlace = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  Error.captureStackTrace(place, above);
  Error.stackTraceLimit = stackTraceLimit;
  return place;
}

/**
 * The place as `main.ts:14:7`, the file as seen from the working directory: the first frame that lies in the program itself.
 * TypeScript's places are known where something maps them: ts-node, tsx, `node --enable-source-maps`.
 */
export function tryPrintPlace({ stack = '' }: ProgramPlace): string | undefined {
  for (const line of stack.split('\n')) {
    const [, written = '', position] = FRAME.exec(line) ?? [];
    const file = written.startsWith('file://') ? fileURLToPath(written) : written;
    if (isAbsolute(file) && !isOfOthers(file)) return `${relative(process.cwd(), file).split(sep).join('/')}:${position}`;
  }
  return undefined;
}

// `at new Gosec (/app/main.ts:14:7)` or `at file:///app/main.mjs:14:7`; what is evaluated has a place in a place
const FRAME = /^ {4}at (?:.*? \()?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^<>]*?):(\d+:\d+)\)?$/;

// of the built package all that is ours; of its sources, from which our own tests load it, this folder's neighbours, too
const OURS = __dirname.replace(/[\\/]synth$/, '') + sep;

function isOfOthers(file: string): boolean {
  return file.startsWith(OURS) || /[\\/]node_modules[\\/]/.test(file);
}
