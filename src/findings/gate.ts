import { completionWords, type Failure, listFailures } from './completion';
import { type Finding, listFindings } from './finding';
import type { SarifLog } from './sarif';
import { compareSeverity } from './severity';
import { byteLength, compareText, firstLine } from './text';

/** Severities that a gate may be set to, gravest first. */
export const gateThresholds = ['critical', 'high', 'medium', 'low'] as const;

/** The least severity of a new finding that fails a gate. */
export type GateThreshold = (typeof gateThresholds)[number];

/** Says whether a text is one of the thresholds. */
export function isGateThreshold(text: string): text is GateThreshold {
  return gateThresholds.some((one) => one === text);
}

/** Whether a gate lets a log pass, and if not, why. */
export interface GateDecision {
  readonly failed: boolean;
  /** One line each; empty when the gate passes. */
  readonly reasons: readonly string[];
  /** The new findings at or above the threshold, gravest first, then by file and line. */
  readonly findings: readonly Finding[];
}

/**
 * Decides on a log: it fails on new findings at or above the threshold, on a scan that did not finish or is incomplete, and on a log
 * without runs, since a scan that scanned nothing is no clean scan. Suppressed and known findings do not fail it.
 */
export function decideGate(log: SarifLog, failOn: GateThreshold): GateDecision {
  const findings = listFindings(log)
    .filter(({ state, severity }) => state === 'new' && compareSeverity(severity, failOn) <= 0)
    .sort(compareFindings);
  const reasons = listFailures(log).map(printFailure);
  if (log.runs.length === 0) reasons.push(nothingRan);
  if (findings.length > 0) reasons.push(`${countOf(findings.length)} at or above "${failOn}"`);
  return { failed: reasons.length > 0, reasons, findings };
}

/** Why a log without runs is not clean. */
export const nothingRan = 'no tool has run: there is nothing that could have found anything';

/** A failure on one line: the tool, how far it got, its exit code and the reason. */
function printFailure({ tool, state, exitCode, description }: Failure): string {
  const code = exitCode === undefined ? '' : ` (exit code ${exitCode})`;
  return `${firstLine(tool, 120)} ${completionWords[state]}${code}: ${firstLine(description, 400)}`;
}

/** The decision as a short text: `passed`, or a line for every reason, as many as `maximumBytes` hold. */
export function printVerdict(reasons: readonly string[], maximumBytes: number): string {
  if (reasons.length === 0) return 'passed';
  const kept: string[] = [];
  for (const reason of reasons) {
    const omitted = reasons.length - kept.length;
    if (byteLength([...kept, reason, `and ${omitted} more`].join('\n')) > maximumBytes) return [...kept, `and ${omitted} more`].join('\n');
    kept.push(reason);
  }
  return kept.join('\n');
}

/** A finding on one line: severity, rule, place, message. */
export function printFinding({ severity, rule, path, line, message }: Finding): string {
  const place = line === undefined ? path : `${path}:${line}`;
  return [severity, firstLine(rule, 80), firstLine(place, 160), firstLine(message, 160)].filter((part) => part !== '').join('  ');
}

function countOf(count: number): string {
  return count === 1 ? '1 new finding' : `${count} new findings`;
}

function compareFindings(left: Finding, right: Finding): number {
  return (
    compareSeverity(left.severity, right.severity) ||
    compareText(left.path, right.path) ||
    (left.line ?? 0) - (right.line ?? 0) ||
    compareText(left.rule, right.rule)
  );
}
