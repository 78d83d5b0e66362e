import { isObject } from '../log/rewrite';
import type { SarifLog } from '../log/sarif';
import { firstLine } from '../log/text';
import { applySuppressions, printSuppression } from './apply';
import { applyVex } from './apply-vex';
import type { Suppression } from './suppression-file';
import type { VexStatement } from './vex';

/** Property of a log with the suppressions that people should look at. */
const suppressionsProperty = 'tekwire/suppressions';

/** What accepts findings. */
export interface Acceptances {
  readonly suppressions: readonly Suppression[];
  readonly statements: readonly VexStatement[];
  /** Identifiers of what was scanned, for VEX; empty when not known. */
  readonly products: readonly string[];
  /** The day of the scan, as `2026-11-29`. */
  readonly today: string;
}

/** Suppressions that people should look at, described on one line each. */
export interface SuppressionRemarks {
  /** Their last day is over, so the findings that they match are open again. */
  readonly expired: readonly string[];
  /** They match no finding. */
  readonly unused: readonly string[];
}

/** A log with suppressions; `tekwire/suppressions` in its properties has the remarks. */
export interface Accepted extends SuppressionRemarks {
  readonly log: SarifLog;
  /** Findings that are suppressed by each. */
  readonly counts: { readonly file: number; readonly vex: number };
}

/** Applies a suppressions file and VEX statements to a log. */
export function acceptFindings(log: SarifLog, { suppressions, statements, products, today }: Acceptances): Accepted {
  const byFile = applySuppressions(log, suppressions, today);
  const byVex = applyVex(byFile.log, statements, products);
  const unused = byVex.unused.filter(({ status }) => status === 'not_affected' || status === 'fixed');
  const remarks = {
    expired: byFile.expired.map(describe),
    unused: [...byFile.unused.map(describe), ...unused.map(({ ids }) => `VEX ${firstLine(ids[0] ?? '', 100)}`)],
  };
  const properties = { ...byVex.log.properties, [suppressionsProperty]: remarks };
  return { log: { ...byVex.log, properties }, counts: { file: byFile.count, vex: byVex.count }, ...remarks };
}

/** The remarks in the properties of a log; empty when nothing was applied to it. */
export function suppressionRemarksOf({ properties }: SarifLog): SuppressionRemarks {
  const remarks = properties?.[suppressionsProperty];
  const list = (name: string) => {
    const lines = isObject(remarks) ? remarks[name] : undefined;
    return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
  };
  return { expired: list('expired'), unused: list('unused') };
}

function describe(suppression: Suppression): string {
  return firstLine(printSuppression(suppression), 300);
}
