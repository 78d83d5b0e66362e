import { isText, type Ref, type Text } from '../refs';
import type { Script, ScriptLanguage } from './script';
import { expressionReader } from './script-expression';
import type { Writer } from './script-reader';
import { shellReader } from './script-shell';

/** Gives the environment variable that holds the value in the step; the same value gives the same name. */
export type NameVariable = (value: Ref | Text) => string;

const HEAD: Record<ScriptLanguage, string> = {
  sh: '#!/bin/sh\nset -eu\n',
  bash: '#!/usr/bin/env bash\nset -euo pipefail\n',
  python: '#!/usr/bin/env python3\nimport os\n',
  node: '#!/usr/bin/env node\n',
};

/**
 * The text of a step's `script`: head line, dedented body, values as references to environment variables.
 * @throws Error (with TW190) when a value stands where the shell would not expand it
 */
export function renderScript(script: Script, nameVariable: NameVariable): string {
  if (script.language === 'file') return script.strings.join('');
  const { chunks, writers } = frameOf(script, script.language);
  let body = chunks[0] ?? '';
  script.values.forEach((value, i) => {
    const written = isReference(value) ? writers[i]?.(nameVariable(value)) : value;
    body += `${written}${chunks[i + 1]}`;
  });
  return HEAD[script.language] + body;
}

/** All of a script but the names of its variables. */
interface Frame {
  readonly language: ScriptLanguage;
  readonly values: Script['values'];
  readonly chunks: readonly string[];
  /** Of each value; unused for those that are no references. */
  readonly writers: readonly Writer[];
}

/** The last one of each template: a function that makes fifty Tasks has one template for all of them. */
const frames = new WeakMap<readonly string[], Frame>();

function frameOf({ strings, values }: Script, language: ScriptLanguage): Frame {
  const known = frames.get(strings);
  // what is no reference becomes text of the script and may hold quotes
  const isSame =
    known?.language === language && known.values.every((value, i) => value === values[i] || (isReference(value) && isReference(values[i])));
  if (known !== undefined && isSame) return known;
  const chunks = dedent(strings);
  const reader = language === 'sh' || language === 'bash' ? shellReader() : expressionReader(language);
  const writers = values.map((value, i) => {
    reader.read(chunks[i] ?? '');
    if (isReference(value)) return reader.writer();
    reader.read(String(value));
    return String;
  });
  const frame = { language, values, chunks, writers };
  frames.set(strings, frame);
  return frame;
}

function isReference(value: Script['values'][number] | undefined): value is Ref<'string'> | Text {
  return typeof value === 'object';
}

/** Takes the first line break and the common indentation away; a last line of blanks goes too. Values count as text. */
function dedent(strings: readonly string[]): string[] {
  const whole = strings
    .join('\u0000')
    .replace(/^[ \t]*\n/, '')
    .replace(/\n[ \t]*$/, '\n');
  const lines = whole.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const cut = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line) => (line.trim() === '' ? '' : line.slice(cut)))
    .join('\n')
    .split('\u0000');
}

const names = new Map<string, string>();
const MAX_NAMES = 10_000;

/** Words of a variable's body as the name of an environment variable: `params.image-name` gives `PARAM_IMAGE_NAME`. */
export function variableName(value: Ref | Text | string): string {
  if (isText(value)) return 'TEXT';
  const text = String(value);
  const known = names.get(text);
  if (known !== undefined) return known;
  const body = text.slice(2, -1).replace(/\[\*\]$/, '');
  const words = body.replace(/^params\./, 'param.').replace(/[^A-Za-z0-9]+/g, '_');
  const name = words.replace(/_+$/, '').toUpperCase();
  if (names.size < MAX_NAMES) names.set(text, name);
  return name;
}
