import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main';

/** A folder of its own for the files of one test file. */
export const folder = mkdtempSync(join(tmpdir(), 'tekwire-cli-'));

/** Writes a file into that folder; gives its path. */
export function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Runs a command in this process; gives its exit code and what it wrote, an item a write. */
export function run(...args: string[]): { code: number; out: string[]; err: string[] } {
  const { code, out, err } = start(args);
  if (typeof code !== 'number') throw new Error(`${args[0]} waits for others; use runAsync`);
  return { code, out, err };
}

/** The same for a command that waits for others. */
export async function runAsync(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const { code, out, err } = start(args);
  return { code: await code, out, err };
}

function start(args: readonly string[]): { code: number | Promise<number>; out: string[]; err: string[] } {
  const [out, err]: [string[], string[]] = [[], []];
  const code = main(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out, err };
}
