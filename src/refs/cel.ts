import type { Ref, Text } from './reference';
import { demandTemplate, text } from './text';

/** A condition in the Common Expression Language. Made by the tag `cel`. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface CelCondition<S = any> {
  readonly cel: string | Text<S>;
}

/**
 * A condition in the Common Expression Language. A value in it becomes a string of that language, unless it stands in quotes already.
 * Tekton puts the value in as text, so give it only values that hold no quotes. Needs `enable-cel-in-whenexpression: "true"`.
 * @example
 * ci.add(deploy, { when: [cel`${ci.params.branch} == 'main' || ${clone.results.tag}.startsWith('v')`] });
 */
export function cel<S>(strings: TemplateStringsArray, ...values: readonly (Text<S> | Ref<'string', unknown, S>)[]): CelCondition<S> {
  demandTemplate('cel', strings);
  let isInside = false;
  const chunks = strings.map((chunk) => {
    const wasInside = isInside;
    for (const _ of chunk.matchAll(/'/g)) isInside = !isInside;
    return { chunk, wasInside, isInside };
  });
  const quoted = chunks.map(({ chunk, wasInside, isInside: endsInside }, at) => {
    const before = at > 0 && !wasInside ? "'" : '';
    const after = at < values.length && !endsInside ? "'" : '';
    return before + chunk + after;
  });
  return { cel: text<S>(Object.assign(quoted, { raw: quoted }), ...values) };
}
