import { isTekwireError } from '../diagnostics';
import { reportMistake } from './known';
import { captureLocation, type SourceLocation, tryPrintLocation } from './source-location';

/**
 * Returns what `make` returns. An error of tekwire that it throws is reported for the owner (a construct, one that is about to be made, or
 * any object, whose mistakes the construct reports that uses it), with all others at synth, and undefined is returned.
 */
export function attempt<T>(owner: object, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!isTekwireError(error)) throw error;
    const called = locationOf(error);
    for (const { code = 'TW288', where, problem: message, location = called } of [error, ...error.others])
      reportMistake(owner, { code, where, message, location });
    return undefined;
  }
}

/** Returns the options without those that `check` refuses; each of these is reported for the owner. */
export function withoutRefused<T extends object>(owner: object, options: T, check: (key: string, value: unknown) => void): T {
  let kept: Record<string, unknown> | undefined;
  for (const key in options) {
    const value = options[key];
    const isFine = attempt(owner, () => {
      check(key, value);
      return true;
    });
    if (isFine) continue;
    kept ??= { ...options } as Record<string, unknown>;
    delete kept[key];
  }
  return (kept as T | undefined) ?? options;
}

/** The line of the program below which the error was thrown; deep inside of the library the frames of the error end before it. */
function locationOf(error: SourceLocation): SourceLocation {
  return tryPrintLocation(error) === undefined ? captureLocation(attempt) : error;
}
