import type { Script } from '../../../src';
import { makeReference, type StringRef } from '../../../src/refs';
import type { Case } from './run-batch';
import type * as Tags from './tags';

/** Renders scripts with some build of the tags, without an app around them. */
export function renderWith(
  { renderScript }: Pick<typeof Tags, 'renderScript'>,
  write: (...params: never[]) => Script,
  values: readonly string[],
): Case {
  const owner = {};
  const params = values.map((_, at) => makeReference<StringRef>({ body: `params.p${at}`, type: 'string', owner }));
  const { text } = renderScript(write(...(params as never[])), nameOf);
  return { script: text, env: Object.fromEntries(values.map((value, at) => [`PARAM_P${at}`, value])) };
}

function nameOf(value: object | string): string {
  return `PARAM_${String(value)
    .replace(/^\$\(params\.|\)$/g, '')
    .toUpperCase()}`;
}
