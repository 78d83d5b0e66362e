import { pathOf, regionOf } from '../log/location';
import type { SarifResult } from '../log/sarif';

/** The placeholder that Semgrep writes as fingerprint for users who are not logged in. */
const noFingerprint = 'requires login';

/**
 * Removes `fingerprints` that do not identify a finding: empty values, placeholders, and values shared by results of different rules or
 * locations. Stores identify findings by fingerprint and would merge many findings into one.
 */
export function dropConstantFingerprints(results: readonly SarifResult[]): readonly SarifResult[] {
  const locations = new Map<string, string>();
  const shared = new Set<string>();
  for (const result of results) {
    const location = JSON.stringify([result.ruleId, pathOf(result), regionOf(result)]);
    for (const [name, value] of Object.entries(result.fingerprints ?? {})) {
      const key = `${name}\0${value}`;
      if (value === '' || value === noFingerprint || (locations.get(key) ?? location) !== location) shared.add(key);
      locations.set(key, location);
    }
  }
  return shared.size === 0 ? results : results.map((result) => without(result, shared));
}

function without(result: SarifResult, shared: ReadonlySet<string>): SarifResult {
  const { fingerprints, ...rest } = result;
  if (!fingerprints) return result;
  const kept = Object.entries(fingerprints).filter(([name, value]) => !shared.has(`${name}\0${value}`));
  return kept.length === 0 ? rest : { ...rest, fingerprints: Object.fromEntries(kept) };
}
