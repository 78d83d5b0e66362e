import { type ProgramFrame, readNode, readPython, VALUE } from '../program';
import type { Ref, Text } from '../refs';
import { dedent } from './dedent';
import { refuseLiterals } from './literals';
import type { Script } from './script';
import { isShellValue } from './value';

/** Languages whose programs take a value as an expression. */
export type ProgramLanguage = 'python' | 'node';

const languages = {
  python: { head: '#!/usr/bin/env python3\n', read: readPython },
  node: { head: '#!/usr/bin/env node\n', read: readNode },
} as const;

/**
 * The text of a Python or Node.js script, in which each value is an expression for the text that it has in the run: a param, a result, a
 * path and any other text. A number stands as it is.
 * @param nameVariable - gives the environment variable that holds the value in the step
 * @throws Error (with TW190 or TW191) when a value stands where it can be no expression, or where the program would run it as a program
 */
export function renderProgram(script: Script, language: ProgramLanguage, nameVariable: (value: Ref | Text | string) => string): string {
  const { texts, writers } = frameOf(script, language);
  const values = script.values.filter((value) => typeof value !== 'number');
  const shell = values.find(isShellValue);
  if (shell !== undefined) throw new Error(`TW193 ${shell.as}() is for the tags sh and bash; in ${language} convert the value itself`);
  const parts = texts.map((text, at) => {
    const value = values[at];
    return value === undefined ? text : `${text}${writers[at]?.(nameVariable(value as Ref | Text | string))}`;
  });
  return languages[language].head + parts.join('');
}

/** All of a script but the names of its variables; of what numbers stand in it, too. */
interface Frame {
  readonly language: ProgramLanguage;
  readonly numbers: string;
  readonly frame: ProgramFrame;
}

/** The last one of each template: a function that makes fifty Tasks has one template for all of them. */
const frames = new WeakMap<readonly string[], Frame>();

function frameOf({ strings, values }: Script, language: ProgramLanguage): ProgramFrame {
  const numbers = values.map((value) => (typeof value === 'number' ? value : '')).join();
  const known = frames.get(strings);
  if (known?.language === language && known.numbers === numbers) return known.frame;
  const chunks = dedent(strings);
  const source = chunks.map((chunk, at) => chunk + (at < values.length ? sourceOf(values[at]) : '')).join('');
  refuseLiterals(chunks.map((text) => ({ text, isGiven: false })));
  const frame = languages[language].read(source);
  frames.set(strings, { language, numbers, frame });
  return frame;
}

function sourceOf(value: Script['values'][number] | undefined): string {
  return typeof value === 'number' ? String(value) : VALUE;
}
