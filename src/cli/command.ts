import type { ParseArgsConfig } from 'node:util';
import { TekwireError } from '../diagnostics';

/** Exit codes of all commands. */
export const exit = { ok: 0, findings: 1, usage: 2, failure: 3 } as const;

/** Where a command writes: data to `out`, the rest to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `out` is a terminal; reports then also show the source lines. @default false */
  readonly isTerminal?: boolean;
  /** @default false */
  readonly isColoured?: boolean;
  /** How many columns the terminal has. @default - 136 */
  readonly columns?: number | undefined;
}

/** What a command was called with. */
export interface Call extends Streams {
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/** One option of a command: how `node:util` parses it and how the usage text describes it. */
export type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  /** Placeholder of the value, as in `--file FILE`. @default - the option has no value */
  readonly value?: string;
  /** Description in the usage text. */
  readonly summary: string;
  /** The allowed values and their meanings; the first is the default. @default - any value */
  readonly choices?: Readonly<Record<string, { readonly summary: string }>>;
  /** A former name of the option; still accepted, but not shown in the usage text. @default - none */
  readonly alias?: string;
};

/** One command of the CLI, as data. */
export interface Command {
  readonly name: string;
  /** One-line description. */
  readonly summary: string;
  /** The arguments that may follow the command's name, one form per item; `OPTIONS` is replaced by all options. */
  readonly calls: readonly string[];
  /** Full description. */
  readonly about: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Calls that users make often: the command line without `tekwire`, and what it does. */
  readonly examples: Readonly<Record<string, string>>;
  /** The meaning of each exit code. */
  readonly exits: { readonly 0: string; readonly 1?: string; readonly 2?: string; readonly 3: string };
  /** Returns the exit code; a promise of it when the command waits for programs or servers. */
  readonly run: (call: Call) => number | Promise<number>;
}

/** The `--output` option of every command with several output formats. */
export function outputOption(choices: NonNullable<Option['choices']>, alias?: string): Option {
  const [first = ''] = Object.keys(choices);
  return { type: 'string', short: 'o', default: first, value: 'FORMAT', summary: '', choices, ...(alias === undefined ? {} : { alias }) };
}

/** Thrown when a command is called with invalid arguments: exit code 2. */
export class UsageError extends TekwireError {}
