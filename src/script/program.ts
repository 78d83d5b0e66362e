import { makeAll, ruleError } from '../diagnostics';
import { type ProgramFrame, readNode, readPython, VALUE } from '../program';
import type { Ref, Text } from '../refs';
import { noteScript } from '../synth';
import { dedent } from './dedent';
import { refuseLiterals } from './literals';
import type { Script } from './script';
import { locating, locationOfSpot, spotAt, spotIn } from './template';
import { isShellValue } from './value';

/** The languages in which a value is an expression. */
export type ProgramLanguage = 'python' | 'node';

// the readers are loaded by the first script, so only a function may name them
const languages = {
  python: { head: '#!/usr/bin/env python3\n', read: (source: string) => readPython(source) },
  node: { head: '#!/usr/bin/env node\n', read: (source: string) => readNode(source) },
} as const;

/**
 * Renders a Python or Node.js script, in which each value is an expression for its string at run time: a param, a result, a path or any
 * other string. A number is written as it is.
 * @param nameVariable - returns the environment variable that holds the value in the step
 * @throws Error (with TW190 or TW191) when a value is where no expression is allowed, or where the program would execute it
 */
export function renderProgram(script: Script, language: ProgramLanguage, nameVariable: (value: Ref | Text | string) => string): string {
  const { texts, writers } = frameOf(script, language);
  const values = script.values.filter((value) => typeof value !== 'number');
  const shell = values.find(isShellValue);
  if (shell !== undefined)
    throw ruleError('TW193', '', `${shell.as}() is for the tags sh and bash`, `in ${language} convert the value itself`);
  const written = makeAll(texts, (text, at) => {
    const value = values[at];
    if (value === undefined) return '';
    return locating(
      () => writers[at]?.(nameVariable(value as Ref | Text | string)) ?? '',
      () => locationOfSpot(script.strings, { string: at, offset: text.length }),
    );
  });
  const { head } = languages[language];
  const pieces = texts.map((text, at) => [text, written[at] ?? ''] as const);
  const whole = head + pieces.map((piece) => piece.join('')).join('');
  noteScript(whole, script.strings, (at) => locationOfSpot(script.strings, at && spotIn(whole, at, head.length, pieces)));
  return whole;
}

/** A script without the names of its variables; numbers are already in it. */
interface Frame {
  readonly language: ProgramLanguage;
  readonly numbers: string;
  readonly frame: ProgramFrame;
}

/** The last frame of each template, for functions that make many Tasks from one template. */
const frames = new WeakMap<readonly string[], Frame>();

function frameOf({ strings, values }: Script, language: ProgramLanguage): ProgramFrame {
  const numbers = values.map((value) => (typeof value === 'number' ? value : '')).join();
  const known = frames.get(strings);
  if (known?.language === language && known.numbers === numbers) return known.frame;
  const chunks = dedent(strings);
  const source = chunks.map((chunk, at) => chunk + (at < values.length ? sourceOf(values[at]) : '')).join('');
  refuseLiterals(
    chunks.map((text) => ({ text, isGiven: false })),
    (at) =>
      locationOfSpot(
        strings,
        spotAt(
          at,
          chunks.map((text) => [text, '']),
        ),
      ),
  );
  const frame = languages[language].read(source);
  frames.set(strings, { language, numbers, frame });
  return frame;
}

function sourceOf(value: Script['values'][number] | undefined): string {
  return typeof value === 'number' ? String(value) : VALUE;
}
