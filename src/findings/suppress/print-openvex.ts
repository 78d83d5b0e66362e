import { isAdvisory } from '../identity/slot';
import { ruleFinder } from '../log/rule';
import type { SarifLog, SarifSuppression } from '../log/sarif';
import { isFinding } from '../severity/kind';
import { tryStateOf } from '../severity/state';
import { idsOf } from './apply-vex';
import { vexJustifications } from './suppression-file';

/** What an OpenVEX document needs beside the findings. */
export interface OpenVexOptions {
  /** The products that were scanned, as package URLs. */
  readonly products: readonly string[];
  /** Time of the document, ISO 8601. */
  readonly now: string;
  readonly author: string;
  /** IRI of the document. */
  readonly id: string;
}

/**
 * Prints the suppressed vulnerabilities of a log as an OpenVEX 0.2.0 document: each `not_affected`, `fixed` or `under_investigation` with
 * its reason. Findings that are not vulnerabilities with a public id are left out, and so are vulnerabilities with another finding that is not
 * suppressed: the document is about the whole product.
 */
export function printOpenVex(log: SarifLog, { products, now, author, id }: OpenVexOptions): string {
  const statements = new Map<string, object>();
  const open = openIds(log);
  for (const run of log.runs) {
    const findRule = ruleFinder(run);
    for (const result of run.results) {
      if (!isFinding(result) || !result.suppressions?.length) continue;
      const [name, ...aliases] = idsOf(result, findRule(result)).filter(isAdvisory);
      const [first] = result.suppressions;
      if (name === undefined || first === undefined || statements.has(name)) continue;
      const isSuppressed = tryStateOf(result) === 'suppressed' && ![name, ...aliases].some((one) => open.has(one));
      if (isSuppressed || first.status === 'underReview') statements.set(name, statementOf(name, aliases, first, products));
    }
  }
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': id,
    author,
    timestamp: now,
    version: 1,
    statements: [...statements.values()],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Ids of the vulnerabilities that have a finding which is not suppressed. */
function openIds({ runs }: SarifLog): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const run of runs) {
    const findRule = ruleFinder(run);
    for (const result of run.results) {
      const state = tryStateOf(result);
      if (state !== undefined && state !== 'suppressed') for (const id of idsOf(result, findRule(result))) ids.add(id);
    }
  }
  return ids;
}

function statementOf(
  name: string,
  aliases: readonly string[],
  { status, justification: reason, properties }: SarifSuppression,
  products: readonly string[],
): object {
  const known = properties?.vexStatus;
  const vexStatus = status === 'underReview' ? 'under_investigation' : known === 'fixed' ? 'fixed' : 'not_affected';
  const word = vexJustifications.find((one) => one === properties?.vexJustification);
  return {
    vulnerability: { name, ...(aliases.length > 0 && { aliases }) },
    products: products.map((product) => ({ '@id': product })),
    status: vexStatus,
    ...(vexStatus === 'not_affected' && word !== undefined && { justification: word }),
    ...(vexStatus === 'not_affected'
      ? { impact_statement: reason ?? 'accepted without a reason' }
      : { status_notes: reason ?? 'no reason given' }),
  };
}
