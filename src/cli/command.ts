import type { ParseArgsConfig } from 'node:util';
import { TekwireError } from '../diagnostics';

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

/** One option of a command, as `node:util` parses it and as its usage tells it. */
export type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  /** What the value is, as in `--file FILE`. @default - it has none */
  readonly value?: string;
  /** What it means. */
  readonly summary: string;
  /** The values that there are, and what each means; the first is taken when none is given. @default - any value */
  readonly choices?: Readonly<Record<string, { readonly summary: string }>>;
  /** An older name of it, which works and is not told. */
  readonly alias?: string;
};

/** One command of the CLI, as data. */
export interface Command {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What may follow its name, each way a line; `OPTIONS` stands for all of them. */
  readonly calls: readonly string[];
  /** What it does, in full. */
  readonly about: string;
  readonly options: Readonly<Record<string, Option>>;
  /** When it ends with which exit code. */
  readonly exits: { readonly 0: string; readonly 1?: string; readonly 2?: string; readonly 3: string };
  /** Gives the exit code; at once, unless the command waits for others. */
  readonly run: (call: Call) => number | Promise<number>;
}

/** The option that all commands have which print in several formats. */
export function outputOption(choices: NonNullable<Option['choices']>, alias?: string): Option {
  const [first = ''] = Object.keys(choices);
  return { type: 'string', short: 'o', default: first, value: 'FORMAT', summary: '', choices, ...(alias === undefined ? {} : { alias }) };
}

/** A mistake in how a command was called: exit code 2. */
export class UsageError extends TekwireError {}
