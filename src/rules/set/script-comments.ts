import { dialectOf, tryReadShell, variablesIn } from '../../shell';
import type { ContainerView } from '../view/container-view';

/** One finding of shellcheck in a script. */
export interface ScriptComment {
  /** For example `SC2086`. */
  readonly code: string;
  readonly message: string;
  /** Lines and columns count from 1; columns count code points, not UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** Examines all scripts at once and returns the findings for each, in the same order. */
export type ExamineScripts = (scripts: readonly string[]) => readonly (readonly ScriptComment[])[];

/** Examines the shell scripts of the containers. Returns findings by script, without those about Tekton's variables. */
export function examineScripts(
  containers: readonly ContainerView[],
  examine: ExamineScripts,
): ReadonlyMap<string, readonly ScriptComment[]> {
  const written = new Set(containers.flatMap(({ spec: { script = '' } }) => (dialectOf(script) === undefined ? [] : [script])));
  const scripts = [...written].filter((script) => script.trim() !== '').map(prepare);
  const found = scripts.length === 0 ? [] : examine(scripts.map(({ text }) => text));
  return new Map(scripts.map((prepared, at) => [prepared.script, inOriginalScript(prepared, found[at] ?? [])]));
}

interface Prepared {
  readonly script: string;
  /** The script for shellcheck: each Tekton variable is replaced with a shell variable of the same length. */
  readonly text: string;
  /** How many lines were added before the script. */
  readonly added: number;
  /** The positions of Tekton's variables in the script. */
  readonly variables: readonly { readonly from: number; readonly to: number }[];
}

// pkg/pod/script.go defaultScriptPreamble, in one line: a directive for the whole script may follow only a line "#!"
const PREAMBLE = '#!/bin/sh -e\n';

function prepare(script: string): Prepared {
  const shell = tryReadShell(script);
  const variables: { from: number; to: number }[] = [];
  let text = '';
  for (const { body, at } of variablesIn(script)) {
    const name = body.toUpperCase().replace(/[^A-Z0-9]/g, '_');
    const to = at + body.length + 3;
    // where quotes keep the shell from expanding it, it is literal
    text +=
      script.slice(text.length, at) +
      (shell === undefined || EXPANDED.has(shell.locations.get(at)?.quoting ?? '') ? `\${${name}}` : `__${name}_`);
    variables.push({ from: at, to });
  }
  text += script.slice(text.length);
  return script.startsWith('#!') ? { script, text, added: 0, variables } : { script, text: PREAMBLE + text, added: 1, variables };
}

const EXPANDED: ReadonlySet<string> = new Set(['bare', 'double', 'arithmetic']);

/** Maps the findings to positions in the script as written, without those about Tekton's variables. */
function inOriginalScript({ script, added, variables }: Prepared, comments: readonly ScriptComment[]): readonly ScriptComment[] {
  if (comments.length === 0) return comments;
  const lines = script.split('\n');
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  const kept: ScriptComment[] = [];
  for (const comment of comments) {
    const line = Math.min(Math.max(1, comment.line - added), lines.length);
    const column = comment.line <= added ? 1 : unitsBefore(lines[line - 1] ?? '', comment.column - 1) + 1;
    const offset = (starts[line - 1] ?? 0) + column - 1;
    if (!variables.some(({ from, to }) => from <= offset && offset < to)) kept.push({ ...comment, line, column });
  }
  return kept;
}

/** How many UTF-16 code units the first characters of a line have. */
function unitsBefore(line: string, count: number): number {
  return /\p{Surrogate}|[\u{10000}-\u{10ffff}]/u.test(line) ? [...line].slice(0, count).join('').length : count;
}
