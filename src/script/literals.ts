import { makeAll, ruleError } from '../diagnostics';
import { parseVariable } from '../refs';
import { variablesIn } from '../shell';
import type { SourceLocation } from '../synth';
import type { Script } from './script';
import { withLocation } from './template';

/** A part of a script. */
interface LiteralPiece {
  readonly text: string;
  readonly isGiven: boolean;
}

const FILES =
  /^(?:results\.[^[\]]+|step\.results\.[^[\]]+|workspaces\.[^.]+|(?:step\.)?artifacts|credentials|steps\.[^.]+\.exitCode)\.path$/;

/**
 * Refuses variables of Tekton in the text of a script: Tekton would put the value into the program.
 * Paths of results and workspaces may be in a string that is interpolated, because the library returns them as strings.
 * @param pieces - the parts of the script in order; `isGiven` marks interpolated strings
 * @param locate - the source location of an offset in the joined pieces
 * @throws Error (with TW192)
 */
export function refuseLiterals(pieces: readonly LiteralPiece[], locate: (at: number) => SourceLocation | undefined): void {
  const whole = pieces.map(({ text }) => text).join('');
  if (!whole.includes('$(')) return;
  makeAll([...variablesIn(whole)], ({ body, at }) => {
    if (FILES.test(body) && isInGiven(pieces, at, at + body.length + 3)) return;
    const error = ruleError('TW192', '', `"$(${body})" ${AS_TEXT}`, `interpolate the value itself: \${${shorter(body)}}`);
    throw withLocation(error, locate(at));
  });
}

function isInGiven(pieces: readonly LiteralPiece[], from: number, to: number): boolean {
  let start = 0;
  for (const { text, isGiven } of pieces) {
    if (isGiven && start <= from && to <= start + text.length) return true;
    start += text.length;
  }
  return false;
}

const AS_TEXT = 'is in the text of the script, so Tekton would put its value into the program';

/** The name of the value in programs: `context.taskRun.name` is `taskRun.name`. */
function shorter(body: string): string {
  return body.replace(/^context\./, '');
}

/** Refuses a script from a file or bundle into which Tekton would put params or results. */
export function refuseValues(script: Script): void {
  for (const { body } of variablesIn(script.strings.join(''))) {
    const { kind } = parseVariable(body);
    if (kind === 'param' || kind === 'task-result' || kind === 'step-result')
      throw ruleError('TW192', '', `"$(${body})" ${AS_TEXT}`, 'give the step env: { NAME: … } and read that variable in the script');
  }
}
