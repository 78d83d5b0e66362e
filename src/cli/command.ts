import type { ParseArgsConfig } from 'node:util';

/** Exit codes of all commands. */
export const exit = { ok: 0, findings: 1, usage: 2, failure: 3 } as const;

/** Where a command writes: data to `out`, the rest to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person reads `out`: reports may then show more than a line a problem. @default false */
  readonly isTerminal?: boolean;
  /** @default false */
  readonly isColoured?: boolean;
}

/** What a command was called with. */
export interface Call extends Streams {
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** One command of the CLI, as data. */
export interface Command {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** How it is called, and what its options mean. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Gives the exit code; at once, unless the command waits for others. */
  readonly run: (call: Call) => number | Promise<number>;
}

/** A mistake in how a command was called: exit code 2. */
export class UsageError extends Error {}
