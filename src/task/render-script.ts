import { isText, type Ref, type Text } from '../refs';
import type { Script, ScriptLanguage } from './script';
import { ShellQuotes } from './shell-quotes';

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
  const strings = dedent(script.strings);
  const insert = script.language === 'sh' || script.language === 'bash' ? shellInsert() : expressionInsert(script.language);
  let body = '';
  strings.forEach((chunk, i) => {
    body += chunk;
    insert.read(chunk);
    if (i >= script.values.length) return;
    const value = script.values[i];
    const isReference = typeof value === 'object';
    const written = isReference ? insert.variable(nameVariable(value)) : String(value);
    if (!isReference) insert.read(written);
    body += written;
  });
  return HEAD[script.language] + body;
}

interface Insert {
  readonly read: (chunk: string) => void;
  readonly variable: (name: string) => string;
}

function shellInsert(): Insert {
  const quotes = new ShellQuotes();
  return {
    read: (chunk) => quotes.read(chunk),
    variable: (name) => {
      const place = quotes.place;
      quotes.readValue();
      if (place === 'plain') return `"\${${name}}"`;
      if (place === 'single') return `'"\${${name}}"'`;
      if (place === 'ansi') return `'"\${${name}}"$'`;
      if (place === 'arithmetic')
        throw new Error(
          `TW190 the value \${${name}} stands in an arithmetic expansion, where bash would run commands in it; put it into a variable and make sure that it is a number`,
        );
      if (place === 'literal-heredoc')
        throw new Error(
          `TW190 the value \${${name}} stands in a here-document with a quoted delimiter, where the shell expands nothing; write <<EOF instead of <<'EOF', or pass it in args`,
        );
      return `\${${name}}`;
    },
  };
}

function expressionInsert(language: 'python' | 'node'): Insert {
  let last = '';
  return {
    read: (chunk) => {
      last = chunk.slice(-1);
    },
    variable: (name) => {
      if (/["'`]/.test(last))
        throw new Error(`TW190 the value ${name} stands behind a quote, but becomes an expression; write it without quotes around it`);
      return language === 'python' ? `os.environ["${name}"]` : `process.env["${name}"]`;
    },
  };
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

/** Words of a variable's body as the name of an environment variable: `params.image-name` gives `PARAM_IMAGE_NAME`. */
export function variableName(value: Ref | Text): string {
  const body = isText(value)
    ? 'text'
    : String(value)
        .slice(2, -1)
        .replace(/\[\*\]$/, '');
  const name = body.replace(/^params\./, 'param.').replace(/[^A-Za-z0-9]+/g, '_');
  return name.replace(/_+$/, '').toUpperCase();
}
