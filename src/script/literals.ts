import { parseVariable } from '../refs';
import { variablesIn } from '../shell';
import type { Script } from './script';

const FILES =
  /^(?:results\.[^[\]]+|step\.results\.[^[\]]+|workspaces\.[^.]+|(?:step\.)?artifacts|credentials|steps\.[^.]+\.exitCode)\.path$/;

/**
 * Refuses variables of Tekton that stand in a script as text: Tekton would put the value's text into the program.
 * Paths of results and workspaces may stand in a string that is interpolated, as the library hands them out.
 * @param pieces - the script in its order; strings that the template interpolates are `isGiven`
 * @throws Error (with TW192)
 */
export function refuseLiterals(pieces: readonly { readonly text: string; readonly isGiven: boolean }[]): void {
  const whole = pieces.map(({ text }) => text).join('');
  if (!whole.includes('$(')) return;
  for (const { body, at } of variablesIn(whole)) {
    if (FILES.test(body) && isInGiven(pieces, at, at + body.length + 3)) continue;
    throw new Error(
      `TW192 "$(${body})" stands in the script as text, where Tekton would put its value into the program; interpolate the value itself: \${${shorter(body)}}`,
    );
  }
}

function isInGiven(pieces: readonly { readonly text: string; readonly isGiven: boolean }[], from: number, to: number): boolean {
  let start = 0;
  for (const { text, isGiven } of pieces) {
    if (isGiven && start <= from && to <= start + text.length) return true;
    start += text.length;
  }
  return false;
}

/** How programs name the value: `context.taskRun.name` is `taskRun.name` there. */
function shorter(body: string): string {
  return body.replace(/^context\./, '');
}

/** Refuses a script from a file or bundle in which Tekton would put params or results. */
export function refuseValues(script: Script): void {
  for (const { body } of variablesIn(script.strings.join(''))) {
    const { kind } = parseVariable(body);
    if (kind === 'param' || kind === 'task-result' || kind === 'step-result')
      throw new Error(
        `TW192 "$(${body})" stands in the script as text, where Tekton would put its value into the program; give the step env: { NAME: … } and read that variable in the script`,
      );
  }
}
