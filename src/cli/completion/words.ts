import type { Command, Option } from '../command';

/** What can be completed of one option. */
export interface OptionWords {
  /** `-o`, `--output`. */
  readonly flags: readonly string[];
  readonly hasValue: boolean;
  /** The allowed values; empty when any is. */
  readonly values: readonly string[];
  /** Whether the value names a file or folder. */
  readonly isFile: boolean;
  readonly summary: string;
}

/** The options of a command, `--help` included. */
export function optionWords({ options }: Command): OptionWords[] {
  const own = Object.entries(options).map(([name, option]) => wordsOf(name, option));
  return [...own, { flags: ['-h', '--help'], hasValue: false, values: [], isFile: false, summary: 'describe the command' }];
}

function wordsOf(name: string, { short, type, choices = {}, value = '', summary }: Option): OptionWords {
  return {
    flags: [...(short === undefined ? [] : [`-${short}`]), `--${name}`],
    hasValue: type === 'string',
    values: Object.keys(choices),
    isFile: /FILE|DIR|FOLDER|PATH/.test(value),
    summary: brief(summary === '' ? (value === '' ? name : value.toLowerCase()) : summary),
  };
}

/** The words that may follow a command directly, such as `policies` of `explain`. */
export function leadingWords({ calls }: Command): string[] {
  const first = calls.flatMap((call) => /^[a-z][a-z|-]*(?= |$)/.exec(call)?.[0].split('|') ?? []);
  return [...new Set(first)];
}

/** A summary without what shells read as syntax. */
export function brief(summary: string): string {
  const text = summary.replace(/[^\w ,.=/+-]/g, '').replace(/\s+/g, ' ');
  return text.length > 72 ? `${text.slice(0, 69).trimEnd()}...` : text;
}
