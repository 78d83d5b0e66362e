import * as Programs from '../../../src/program';
import { fc } from '../random';
import { hostile } from '../scripts/hostile';
import { MARK, type Piece, sourcesOf } from './piece';
import { randomNode } from './random-node';
import { randomPython } from './random-python';
import { runPrograms } from './run-programs';

const { VALUE } = Programs;

/** What a check of many programs came to. */
export interface Checked {
  /** A line for each program in which a value did not arrive as it was, or that was refused although it is none of those that may be. */
  readonly wrong: readonly string[];
  readonly refused: number;
}

/**
 * Runs random programs around hostile values in a real interpreter, and the same ones with a mark in place of each value.
 * @param programs - the readers. Default: those of the sources
 */
export function checkPrograms(
  language: 'python' | 'node',
  interpreter: string,
  { seed, count }: { readonly seed: number; readonly count: number },
  { readNode, readPython }: Pick<typeof Programs, 'readNode' | 'readPython'> = Programs,
): Checked {
  const [read, random] = language === 'python' ? [readPython, randomPython] : [readNode, randomNode];
  const cases = fc.sample(fc.tuple(random, hostile), { seed, numRuns: count }).map(([piece, value]) => prepare(read, piece, value));
  const kept = cases.flatMap((one) => (one.program === undefined ? [] : [{ ...one, program: one.program }]));
  const ran = runPrograms(
    language,
    interpreter,
    kept.flatMap(({ program, marked, value }) => [
      { program, env: { V: value } as Readonly<Record<string, string>> },
      { program: marked, env: {} },
    ]),
  );
  const wrong = kept.flatMap(({ program, marked, value }, at) => {
    const [got, wanted] = [ran[2 * at], ran[2 * at + 1]];
    if (wanted?.error !== undefined) return [`${interpreter}: no program: ${wanted.error}\n${marked}`];
    const want = JSON.stringify(wanted?.out.map((text) => String(text).replaceAll(MARK, () => value)));
    const isRight = got?.error === undefined && JSON.stringify(got?.out) === want;
    return isRight ? [] : [`${interpreter}: ${JSON.stringify({ value, want, got })}\n${program}`];
  });
  return { wrong, refused: cases.length - kept.length };
}

function prepare(read: (source: string) => Programs.ProgramFrame, piece: Piece, value: string) {
  const { source, marked } = sourcesOf(piece, VALUE);
  try {
    const { texts, writers } = read(source);
    const program = texts.map((text, at) => text + (writers[at]?.('V') ?? '')).join('');
    return { program, marked, value };
  } catch (error) {
    if (!/^TW190 .*f-string/.test((error as Error).message))
      throw new Error(`${(error as Error).message}\n${source.replaceAll(VALUE, '@@')}`);
    return { program: undefined, marked, value };
  }
}
