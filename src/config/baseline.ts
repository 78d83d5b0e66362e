import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Diagnostic } from '../diagnostics';
import { loadFile } from '../reader';
import { ConfigError } from './find';

/** The object of a diagnostic. */
export interface About {
  readonly kind: string;
  readonly name: string;
}

/** Diagnostics that were there when the baseline was written: one rule at one place of one object. Lines do not count, so edits elsewhere do no harm. */
interface Entry {
  readonly code: string;
  readonly file: string;
  /** Kind and name. */
  readonly object: string;
  readonly where: string;
  readonly count: number;
}

/** The diagnostics that are known and not reported again. */
export class Baseline {
  private readonly left = new Map<string, number>();

  private constructor(entries: readonly Entry[]) {
    for (const { count, ...entry } of entries) this.left.set(keyOf(entry), (this.left.get(keyOf(entry)) ?? 0) + count);
  }

  /**
   * Reads a baseline; undefined when there is none.
   * @throws ConfigError when the file cannot be read
   */
  static tryRead(path: string): Baseline | undefined {
    if (!existsSync(path)) return undefined;
    const { text } = loadFile(path);
    try {
      const { version, entries } = JSON.parse(text) as { readonly version: number; readonly entries: readonly Entry[] };
      if (version === VERSION && entries.every(isEntry)) return new Baseline(entries);
    } catch {
      // reported below
    }
    throw new ConfigError(`${basename(path)} is not a baseline of this version; write it anew with tekwire validate --update-baseline`);
  }

  /** Whether the diagnostic is known; each is known as often as it was there. */
  knows(diagnostic: Diagnostic, about: About, file: string): boolean {
    const key = keyOf(entryOf(diagnostic, about, file));
    const left = this.left.get(key) ?? 0;
    this.left.set(key, left - 1);
    return left > 0;
  }
}

const VERSION = 1;

/** Writes a baseline that knows these diagnostics. */
export function writeBaseline(path: string, found: readonly { diagnostic: Diagnostic; about: About; file: string }[]): void {
  const entries = new Map<string, Entry>();
  for (const { diagnostic, about, file } of found) {
    const entry = entryOf(diagnostic, about, file);
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  writeFileSync(path, `${JSON.stringify({ version: VERSION, entries: sorted }, null, 2)}\n`);
}

function entryOf({ code, where }: Diagnostic, { kind, name }: About, file: string): Omit<Entry, 'count'> {
  return { code, file, object: `${kind}/${name}`, where };
}

function keyOf({ code, file, object, where }: Omit<Entry, 'count'>): string {
  return [file, object, code, where].join('\n');
}

function isEntry(value: unknown): value is Entry {
  const { code, file, object, where, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return [code, file, object, where].every((one) => typeof one === 'string') && typeof count === 'number';
}
