import { identityKey } from '../identity/identity';
import type { SarifResult } from '../log/sarif';
import type { Entry } from './entry';
import type { Pairs } from './match';

/**
 * Gives new findings an identity that no finding of the baseline has: an equal finding above known ones has pushed the ordinals of those
 * down, but they keep theirs.
 */
export function assignFreeOrdinals(
  results: readonly (readonly SarifResult[])[],
  current: readonly Entry[],
  pairs: Pairs,
): readonly (readonly SarifResult[])[] {
  const named = results.map((run) => [...run]);
  const used = new Set<string>();
  for (const { run, index } of pairs.keys()) used.add(named[run]?.[index]?.fingerprints?.[identityKey] ?? '');
  for (const theirs of pairs.values()) used.add(theirs.result.fingerprints?.[identityKey] ?? '');
  const next = new Map<string, number>();
  for (const one of current) {
    const result = named[one.run]?.[one.index];
    const identity = result?.fingerprints?.[identityKey];
    if (pairs.has(one) || result === undefined || identity === undefined) continue;
    const free = used.has(identity) ? nextFree(identity, used, next) : identity;
    used.add(free);
    if (free === identity) continue;
    const { guid: _formerGuid, ...rest } = result;
    named[one.run]?.splice(one.index, 1, { ...rest, fingerprints: { ...result.fingerprints, [identityKey]: free } });
  }
  return named;
}

function nextFree(identity: string, used: ReadonlySet<string>, next: Map<string, number>): string {
  const key = identity.replace(/:\d+$/, '');
  let ordinal = next.get(key) ?? 1;
  while (used.has(`${key}:${ordinal}`)) ordinal += 1;
  next.set(key, ordinal);
  return `${key}:${ordinal}`;
}
