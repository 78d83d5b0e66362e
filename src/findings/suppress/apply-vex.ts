import { idsOfAdvisory } from '../identity/advisory';
import { isSamePackage, packageOfPurl, packagesOf } from '../identity/packages';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog, SarifResult, SarifRule, SarifSuppression } from '../log/sarif';
import { isFinding } from '../severity/kind';
import { withSuppressions } from './apply';
import type { VexStatement } from './vex';

/** A log with the suppressions of VEX documents. */
export interface VexApplied {
  readonly log: SarifLog;
  readonly count: number;
  readonly unused: readonly VexStatement[];
}

/**
 * Suppresses the findings of vulnerabilities that a statement calls not affected or fixed; one under investigation gets a suppression under
 * review, which does not count. A statement applies to a finding of its vulnerability unless the finding names another package, or the
 * scanned products are given and the statement is about others.
 * @param products identifiers of what was scanned, as `pkg:oci/app`; empty when not known
 */
export function applyVex(log: SarifLog, statements: readonly VexStatement[], products: readonly string[] = []): VexApplied {
  const byId = new Map<string, VexStatement[]>();
  for (const one of statements) for (const id of one.ids) byId.set(id.toUpperCase(), [...(byId.get(id.toUpperCase()) ?? []), one]);
  const used = new Set<VexStatement>();
  let count = 0;
  const runs = log.runs.map((run) => {
    const findRule = ruleFinder(run);
    const results = run.results.map((result) => {
      const rule = findRule(result);
      const ids = isFinding(result) ? idsOf(result, rule) : [];
      const matching = ids.flatMap((id) => byId.get(id.toUpperCase()) ?? []).filter((one) => appliesTo(one, result, rule, products));
      for (const one of matching) used.add(one);
      const added = [...new Set(matching)].flatMap(toSuppression);
      if (added.some(({ status }) => status === 'accepted')) count += 1;
      return withSuppressions(result, added);
    });
    return { ...run, results };
  });
  return { log: { ...log, runs }, count, unused: statements.filter((one) => !used.has(one)) };
}

/** Ids of the vulnerability of a result: its rule's id, and all ids of its advisory. */
export function idsOf(result: SarifResult, rule: SarifRule | undefined): readonly string[] {
  return [...new Set([ruleIdOf(result, rule), ...idsOfAdvisory(result, rule)])];
}

function appliesTo(
  { products: affected }: VexStatement,
  result: SarifResult,
  rule: SarifRule | undefined,
  products: readonly string[],
): boolean {
  if (affected.length === 0) return true;
  const named = packagesOf(result, rule);
  return affected.some(({ id, subcomponents }) => {
    const own = packageOfPurl(id);
    if (own === undefined && products.length > 0 && !products.some((one) => isSameProduct(one, id))) return false;
    const wanted = subcomponents.length > 0 ? subcomponents.flatMap((one) => packageOfPurl(one) ?? []) : own ? [own] : [];
    return wanted.length === 0 || named.length === 0 || wanted.some((one) => named.some((other) => isSamePackage(one, other)));
  });
}

/** Whether two identifiers mean the same product; a version and qualifiers count when both have them. */
function isSameProduct(left: string, right: string): boolean {
  const [a, b] = left.length < right.length ? [left, right] : [right, left];
  return a === b || b.startsWith(`${a}@`) || b.startsWith(`${a}?`);
}

function toSuppression({ status, reason, justification, author }: VexStatement): readonly SarifSuppression[] {
  if (status === 'affected') return [];
  const properties = {
    vexStatus: status,
    ...(justification !== undefined && { vexJustification: justification }),
    ...(author !== undefined && { owner: author }),
  };
  return [{ kind: 'external', status: status === 'under_investigation' ? 'underReview' : 'accepted', justification: reason, properties }];
}
