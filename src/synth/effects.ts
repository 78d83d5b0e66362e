import type { Diagnostic } from '../diagnostics';

/**
 * Returns what the rules found, without what they found only because a construct left out or replaced an option that has a mistake: that is
 * reported itself.
 */
export function withoutEffects(found: readonly Diagnostic[], mistakes: readonly Diagnostic[]): readonly Diagnostic[] {
  const places = new Map<string, string[][]>();
  for (const { code, origin, where } of mistakes)
    if (isOfOption(code)) places.set(origin, [...(places.get(origin) ?? []), segments(where)]);
  if (places.size === 0) return found;
  return found.filter(({ origin, where }) => !places.get(origin)?.some((place) => isEffect(segments(where), place)));
}

/**
 * Whether the option with a mistake is not what the program wrote: TW288 values, TW19x scripts and TW09x files are left out, unknown options
 * are not. A value of another pipeline (TW291) is unknown in its own one.
 */
function isOfOption(code: string): boolean {
  return code === 'TW288' || code === 'TW630' || code === 'TW291' || /^TW(?:09|19)/.test(code);
}

function isEffect(where: readonly string[], place: readonly string[]): boolean {
  if (place.length === 0) return true;
  // a pipeline without the task that `add` refused may have none at all, nor a listener a trigger
  if (where.length === 0) return place[0] === 'add' || place[0] === 'on';
  const shared = Math.min(where.length, place.length);
  return where.slice(0, shared).every((segment, at) => segment === place[at]);
}

/** `/build params.level` and `the return value of steps` as they are compared: without the option that stands for the whole object. */
function segments(where: string): string[] {
  const path = where.replace(/^the return value of (\w+)$/, '$1').replace(/^\//, '');
  return path.split(/[ .[\]]+/).filter((segment) => segment !== '' && !WHOLE.has(segment));
}

// options and fields that hold the whole object
const WHOLE: ReadonlySet<string> = new Set(['props', 'container', 'taskSpec', 'pipelineSpec']);
