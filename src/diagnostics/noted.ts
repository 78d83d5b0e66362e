import type { Diagnostic } from './diagnostic';
import { isTekwireError } from './error';

/** A mistake in the arguments of the program, and where it was made. */
export interface NotedMistake {
  readonly code: string;
  /** The path from the object to the argument. */
  readonly where: string;
  readonly message: string;
  /** The frames of the program, as V8 keeps them. */
  readonly location: { readonly stack?: string };
}

const noted = new WeakMap<object, NotedMistake[]>();
/** Mistakes that no construct has reported yet. */
const open = new Set<NotedMistake>();
let areAny = false;

/** Notes a mistake in the arguments that made the object. The construct that uses the object reports it, otherwise the app. */
export function noteMistake(made: object, mistake: NotedMistake): void {
  areAny = true;
  open.add(mistake);
  const known = noted.get(made);
  if (known === undefined) noted.set(made, [mistake]);
  else known.push(mistake);
}

/** The mistakes in the arguments that made the value; the caller reports them. */
export function takeNoted(made: unknown): readonly NotedMistake[] {
  const found = (areAny && typeof made === 'object' && made !== null && noted.get(made)) || NONE;
  for (const mistake of found) open.delete(mistake);
  return found;
}

const NONE: readonly NotedMistake[] = [];

/** Whether any mistake has been noted, so that values are searched for them. */
export function hasNoted(): boolean {
  return areAny;
}

/** Whether a mistake has been noted for the value. */
export function isNoted(made: object): boolean {
  return noted.has(made);
}

/** Returns the mistakes in objects that no construct uses, and forgets them. */
export function takeOpen(): readonly NotedMistake[] {
  if (open.size === 0) return NONE;
  const found = [...open];
  open.clear();
  return found;
}

/**
 * Returns what `make` returns. When it throws an error of tekwire, the stand-in is returned, so that the program continues, and the error
 * is noted for it.
 */
export function makeOrNote<T extends object>(make: () => T, standIn: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!isTekwireError(error)) throw error;
    const made = standIn();
    // the frames of the error may end deep inside the library
    const location: { stack?: string } = {};
    Error.captureStackTrace(location, makeOrNote);
    for (const { code = 'TW288', where, problem } of [error, ...error.others])
      noteMistake(made, { code, where, message: problem, location });
    return made;
  }
}

/** The diagnostic for a mistake in arguments, with its source location. */
export function notedDiagnostic(origin: string, { code, where, message, location }: NotedMistake): NotedDiagnostic {
  return { code, severity: 'error', origin, index: 0, field: ['options', ...where.split(/[ .]/)], where, message, location };
}

/** A diagnostic with its source location. */
export interface NotedDiagnostic extends Diagnostic {
  readonly location?: NotedMistake['location'];
}
