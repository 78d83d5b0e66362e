import { type Completion, completionsOf, type Failure, listFailures } from '../log/completion';
import type { SarifLog } from '../log/sarif';
import { compareText } from '../log/text';
import { compareSeverity, type FindingSeverity } from '../severity/severity';
import { type SuppressionRemarks, suppressionRemarksOf } from '../suppress/accept';
import { type Finding, listFindings } from './finding';

/** The number of findings by severity. */
export type SeverityCounts = Readonly<Record<FindingSeverity, number>>;

/** The number of findings of a rule. */
export interface RuleCount {
  readonly rule: string;
  /** The highest severity among them. */
  readonly severity: FindingSeverity;
  readonly count: number;
}

/** The counts of a log. Suppressed findings count only as `suppressed`; `total` is the sum of `new` and `known`. */
export interface FindingCounts {
  readonly total: number;
  readonly new: number;
  readonly known: number;
  readonly suppressed: number;
  readonly bySeverity: SeverityCounts;
  /** Sorted by name; includes tools without findings. */
  readonly byTool: readonly { readonly tool: string; readonly count: number; readonly state: Completion }[];
  /** Sorted by severity, highest first, then by count. */
  readonly byRule: readonly RuleCount[];
  /** Why scans did not finish or are incomplete. */
  readonly failures: readonly Failure[];
  /** Expired and unused suppressions, a line each. */
  readonly suppressions: SuppressionRemarks;
}

/** Counts the findings of a log. */
export function countFindings(log: SarifLog): FindingCounts {
  const findings = listFindings(log);
  const open = findings.filter(({ state }) => state !== 'suppressed');
  const known = open.filter(({ state }) => state === 'known').length;
  return {
    total: open.length,
    new: open.length - known,
    known,
    suppressed: findings.length - open.length,
    bySeverity: countSeverities(open),
    byTool: countTools(log, open),
    byRule: countRules(open),
    failures: listFailures(log),
    suppressions: suppressionRemarksOf(log),
  };
}

function countSeverities(findings: readonly Finding[]): SeverityCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function countTools(log: SarifLog, findings: readonly Finding[]): FindingCounts['byTool'] {
  const counts = new Map<string, number>();
  for (const { tool } of findings) counts.set(tool, (counts.get(tool) ?? 0) + 1);
  const tools = [...completionsOf(log)].map(([tool, state]) => ({ tool, count: counts.get(tool) ?? 0, state }));
  return tools.sort((left, right) => compareText(left.tool, right.tool));
}

function countRules(findings: readonly Finding[]): readonly RuleCount[] {
  const rules = new Map<string, { severity: FindingSeverity; count: number }>();
  for (const { rule, severity } of findings) {
    const seen = rules.get(rule);
    if (!seen) rules.set(rule, { severity, count: 1 });
    else {
      seen.count += 1;
      if (compareSeverity(severity, seen.severity) < 0) seen.severity = severity;
    }
  }
  return [...rules]
    .map(([rule, seen]) => ({ rule, ...seen }))
    .sort(
      (left, right) => compareSeverity(left.severity, right.severity) || right.count - left.count || compareText(left.rule, right.rule),
    );
}
