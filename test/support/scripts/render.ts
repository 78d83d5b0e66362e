import { EmbeddedTask, param, type Script } from '../../../src';
import { mistakesOf } from '../../../src/synth';
import type { Case } from './run-batch';

/**
 * The script that a step has whose values are params, and the environment in which Tekton runs it when the params have these values.
 * @throws Error with what the pipeline that uses the Task says of the script
 * @param write - makes the script from references to the params, in the order of `values`
 */
export function renderCase(write: (...params: never[]) => Script, ...values: readonly string[]): Case {
  const names = values.map((_, at) => `p${at}`);
  const task = new EmbeddedTask('task', {
    params: Object.fromEntries(names.map((name) => [name, param.string()])),
    steps: ({ params }) => [{ name: 'step', image: 'x', script: write(...(names.map((name) => params[name]) as never[])) }],
  });
  for (const { code, where, message } of mistakesOf(task)) throw new Error(`${code} app/task ${where}: ${message}`);
  const [step] = task.taskSpec.steps ?? [];
  const put = (text: string) => text.replace(/\$\(params\.p(\d+)\)/g, (_, at: string) => values[Number(at)] ?? '');
  const env = Object.fromEntries((step?.env ?? []).map(({ name, value = '' }) => [name, put(value)]));
  return { script: put(step?.script ?? ''), env };
}

/** A template as a tag gets it, of pieces that are made at run time. */
export function templateOf(pieces: readonly string[]): TemplateStringsArray {
  return Object.assign([...pieces], { raw: [...pieces] });
}
