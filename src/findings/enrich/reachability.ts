import { idsOfAdvisory } from '../identity/advisory';
import { ruleFinder } from '../log/rule';
import type { SarifLevel, SarifLog } from '../log/sarif';
import { isFinding } from '../severity/kind';
import { mapResults, withProperties } from './each-finding';

/** Property of a result: whether the vulnerable code is called, imported, or only required as a module. */
export const reachabilityProperty = 'tekwire/reachability';

/** How near a program is to vulnerable code, nearest first. */
export const reachabilities = ['called', 'imported', 'required'] as const;

/** One of them. */
export type Reachability = (typeof reachabilities)[number];

/** The meaning of govulncheck's levels (golang.org/x/vuln internal/sarif). */
const byLevel: Readonly<Partial<Record<SarifLevel, Reachability>>> = { error: 'called', warning: 'imported', note: 'required' };

/** Adds what govulncheck found about each vulnerability to the findings of all tools about it; other vulnerabilities stay unknown. */
export function addReachability(log: SarifLog): SarifLog {
  const known = new Map<string, Reachability>();
  for (const run of log.runs.filter(({ tool }) => /^govulncheck$/i.test(tool.driver.name))) {
    const findRule = ruleFinder(run);
    for (const result of run.results) {
      const found = byLevel[result.level ?? 'warning'];
      if (!found || !isFinding(result)) continue;
      for (const id of idsOfAdvisory(result, findRule(result))) known.set(id, nearer(known.get(id), found));
    }
  }
  return mapResults(log, ({ result, rule }) => {
    const [first, ...others] = idsOfAdvisory(result, rule).flatMap((id) => known.get(id) ?? []);
    return first ? withProperties(result, { [reachabilityProperty]: others.reduce((best, one) => nearer(best, one), first) }) : result;
  });
}

function nearer(left: Reachability | undefined, right: Reachability): Reachability {
  if (left === undefined) return right;
  return reachabilities.indexOf(left) < reachabilities.indexOf(right) ? left : right;
}
