import type { bash, Script } from '../../../src';
import { fc } from '../random';
import { outputOf, type RandomScript, randomScript, type Shell } from './random-script';
import { type Case, runBatch } from './run-batch';

/** The shells that scripts are run in, each with its share of the cases. */
export const shells: readonly Shell[] = ['bash', 'dash', 'busybox sh'];

/** Makes the script of a tag, rendered with values. */
export type Render = (tag: 'sh' | 'bash', write: (tag: typeof bash, values: readonly never[]) => Script, values: readonly string[]) => Case;

/**
 * Runs random scripts around hostile values in a real shell.
 * @returns a line for each script in which a value did not arrive as it was, or did anything else
 */
export function checkShell(
  shell: Shell,
  render: Render,
  { seed, count }: { readonly seed: number; readonly count: number },
): readonly string[] {
  const scripts = fc.sample(randomScript(shell), { seed, numRuns: count });
  const rendered = scripts.map((script) => tryRender(shell, render, script));
  const cases = rendered.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const outcomes = runBatch(shell.split(' '), cases);
  let at = 0;
  return scripts.flatMap((script, i) => {
    const one = rendered[i];
    if (typeof one === 'string') return [`${shell}: ${one}\n${script.pieces.join('@@')}`];
    const { stdout, files, stderr } = outcomes[at++] ?? { stdout: '', files: [], stderr: 'not run' };
    const isRight = stdout === outputOf(script) && files.length === 0;
    return isRight
      ? []
      : [`${shell}: ${JSON.stringify({ values: script.values, want: outputOf(script), stdout, files, stderr })}\n${one?.script}`];
  });
}

function tryRender(shell: Shell, render: Render, { pieces, order, values }: RandomScript): Case | string {
  const template = Object.assign([...pieces], { raw: [...pieces] });
  const tag = shell === 'bash' ? 'bash' : 'sh';
  try {
    return render(tag, (make, refs) => make(template, ...order.map((at) => refs[at] as never)), values);
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}
