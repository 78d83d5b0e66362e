import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much text leaves some 150 MB of trees behind. */
const PORTION = 10_000_000;

let since = 0;

/**
 * Notes that so much text was parsed. V8 lets its heap grow to twice of what is in use before it looks for garbage; large inputs would need
 * a gigabyte for what fits into less than half.
 */
export function noteParsed(length: number): void {
  since += length;
  if (since < PORTION) return;
  since = 0;
  collectGarbage();
}

let collect: (() => void) | undefined;

/** Frees what is no longer used. */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  collect();
}
