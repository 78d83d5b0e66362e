/** What a `TekwireError` tells besides its message. @open */
export interface ErrorDetails {
  /** Code of the rule that the mistake breaks. @default - none */
  readonly code?: string | undefined;
  /** Option or field that has the mistake, from the construct that `message` names, as `steps.run.script`. @default - none */
  readonly where?: string;
  /** What is wrong, without code, construct and `where`. @default - the message */
  readonly problem?: string;
  /** What to write or do instead; the message ends with it. @default - the message says it */
  readonly fix?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The base class of tekwire's errors: a mistake of the caller, or something that is missing on the machine. The message says how to fix it.
 */
export class TekwireError extends Error {
  override readonly name: string = 'TekwireError';
  /** Code of the rule that the mistake breaks, as TW191; `tekwire explain` describes it. Undefined for other mistakes. */
  readonly code?: string;
  /** What to write or do instead, where the message ends with that. */
  readonly fix?: string;
  /** @internal */
  readonly where: string;
  /** @internal */
  readonly problem: string;
  /** @internal Where the program made it, when that is known better than by the frames of the error. */
  location?: { readonly stack?: string };
  /** @internal Further mistakes that were found at the same time. */
  readonly others: readonly TekwireError[] = [];

  constructor(message: string, details: ErrorDetails = {}) {
    const { code, where = '', problem = message, fix, cause } = details;
    super(message, cause === undefined ? undefined : { cause });
    if (code !== undefined) this.code = code;
    if (fix !== undefined) this.fix = fix;
    this.where = where;
    this.problem = problem;
  }
}

/** Whether the value was thrown by this or another copy of the package. */
export function isTekwireError(error: unknown): error is TekwireError {
  return error instanceof Error && 'where' in error && 'problem' in error;
}

/** Returns the error of a rule: code, location, problem and fix in one line. */
export function ruleError(code: string, where: string, what: string, fix: string): TekwireError {
  const problem = `${what}; ${fix}`;
  return new TekwireError(where === '' ? `${code} ${problem}` : `${code} ${where}: ${problem}`, { code, where, problem, fix });
}

/** Returns the results of `make` for all items. The errors of tekwire that it throws are collected: the first one is thrown, with the others. */
export function makeAll<Item, Result>(items: readonly Item[], make: (item: Item, at: number) => Result): Result[] {
  const made: Result[] = [];
  const errors: TekwireError[] = [];
  for (const [at, item] of items.entries()) {
    try {
      made.push(make(item, at));
    } catch (error) {
      if (!(error instanceof TekwireError)) throw error;
      errors.push(error);
    }
  }
  throwAll(errors);
  return made;
}

/** Throws the first of the errors, with the others; returns when there are none. */
export function throwAll([first, ...others]: readonly TekwireError[]): void {
  if (first !== undefined) throw Object.assign(first, { others });
}
