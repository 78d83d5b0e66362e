import { completionWords, type Failure, listFailures, wasSkipped } from '../log/completion';
import type { SarifLog } from '../log/sarif';
import { byteLength, compareText, firstLine } from '../log/text';
import { compareSeverity } from '../severity/severity';
import type { FindingState } from '../severity/state';
import { type Finding, listFindings } from './finding';
import { headlineOf } from './headline';

/** The possible thresholds of a gate, highest severity first. */
export const gateThresholds = ['critical', 'high', 'medium', 'low'] as const;

/** The lowest severity of a new finding that fails a gate. */
export type GateThreshold = (typeof gateThresholds)[number];

/** Whether a string is one of the thresholds. */
export function isGateThreshold(text: string): text is GateThreshold {
  return gateThresholds.some((one) => one === text);
}

/** Whether a log passes a gate, and the reasons if it does not. */
export interface GateDecision {
  readonly failed: boolean;
  /** One line each; empty when the gate passes. */
  readonly reasons: readonly string[];
  /** The new findings at or above the threshold, by severity (highest first), file and line. */
  readonly findings: readonly Finding[];
}

/** Which findings fail a gate. */
export interface GateOptions {
  /** Whether findings that the baseline has do not fail the gate; one whose severity rose does. @default true */
  readonly newOnly?: boolean;
}

/**
 * Evaluates a log: it fails on new findings at or above the threshold, on a scan that did not finish or is incomplete, and on a log
 * without runs, or with none but those of skipped tools, since nothing was scanned. Suppressed findings do not fail it; known ones do only without `newOnly`.
 */
export function decideGate(log: SarifLog, failOn: GateThreshold, { newOnly = true }: GateOptions = {}): GateDecision {
  const counts = (state: FindingState) => state === 'new' || (state === 'known' && !newOnly);
  const findings = listFindings(log)
    .filter(({ state, severity }) => counts(state) && compareSeverity(severity, failOn) <= 0)
    .sort(compareFindings);
  const reasons = listFailures(log).map(printFailure);
  if (log.runs.every(wasSkipped)) reasons.push(noToolRan);
  if (findings.length > 0) reasons.push(`${countOf(findings)} at or above "${failOn}"`);
  return { failed: reasons.length > 0, reasons, findings };
}

/** The reason for failing a log without runs. */
export const noToolRan = 'no tool has run, so nothing was scanned';

/** A failure on one line: the tool, its state, its exit code and the reason. */
export function printFailure({ tool, state, exitCode, description }: Failure): string {
  const code = exitCode === undefined ? '' : ` (exit code ${exitCode})`;
  return `${firstLine(tool, 120)} ${completionWords[state]}${code}: ${firstLine(description, 400)}`;
}

/** Prints the outcome: `passed`, or one line per reason, cut to `maximumBytes`. */
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

/** A finding on one line: severity, rule, location, message. */
export function printFinding({ severity, rule, path, line, message }: Finding): string {
  const location = line === undefined ? path : `${path}:${line}`;
  return [severity, firstLine(rule, 80), firstLine(location, 160), headlineOf(message, 160)].filter((part) => part !== '').join('  ');
}

function countOf(findings: readonly Finding[]): string {
  const count = findings.length;
  const newCount = findings.filter(({ state }) => state === 'new').length;
  const noun = count === 1 ? 'finding' : 'findings';
  if (newCount === count) return `${count} new ${noun}`;
  return newCount === 0 ? `${count} ${noun}` : `${count} ${noun} (${newCount} new)`;
}

function compareFindings(left: Finding, right: Finding): number {
  return (
    compareSeverity(left.severity, right.severity) ||
    compareText(left.path, right.path) ||
    (left.line ?? 0) - (right.line ?? 0) ||
    compareText(left.rule, right.rule)
  );
}
