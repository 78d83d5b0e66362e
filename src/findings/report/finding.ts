import { otherTools } from '../identity/deduplicate';
import { identityKey } from '../identity/identity';
import { mayHoldSecret } from '../identity/secret';
import { pathOf, regionOf, snippetOf } from '../log/location';
import { messageOf } from '../log/message';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog, SarifResult, SarifRule, SarifRun } from '../log/sarif';
import type { FindingSeverity } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { type FindingState, tryStateOf } from '../severity/state';
import { expiredProperty } from '../suppress/apply';

/** One result in the form that reports show. */
export interface Finding {
  readonly severity: FindingSeverity;
  readonly state: FindingState;
  readonly tool: string;
  /** Id of the rule; empty when the result has none. */
  readonly rule: string;
  /** Relative to the sources; empty when the finding has no file. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  /** The tool's message, unchanged: untrusted text of any length. */
  readonly message: string;
}

/** A finding with all that is known of it. */
export interface FindingDetail extends Finding {
  readonly column?: number;
  readonly endLine?: number;
  /** The scanned lines as the tool wrote them. */
  readonly snippet?: string;
  /** Whether its line may hold a secret, so that it must not be shown. */
  readonly isSecret: boolean;
  readonly identity?: string;
  /** Time of the first detection, ISO 8601. */
  readonly firstSeen?: string;
  /** The suppression that no longer counts: its reason and its last day. */
  readonly expiredSuppression?: string;
  /** Reasons of its suppressions. */
  readonly justifications: readonly string[];
  /** The other tools that report it. */
  readonly alsoFoundBy: readonly string[];
  readonly helpUri?: string;
}

/** Every finding of a log, in its order, without results that are not findings. */
export function listFindings(log: SarifLog): readonly Finding[] {
  return log.runs.flatMap((run) => mapFindings(run, (finding) => finding));
}

/** The same findings with all that is known of them. */
export function listDetails(log: SarifLog): readonly FindingDetail[] {
  return log.runs.flatMap((run) => mapFindings(run, detail));
}

/** The results of the baseline that a log no longer has. */
export function listAbsent(log: SarifLog): readonly FindingDetail[] {
  const absent = (run: SarifRun) => run.results.filter(({ baselineState }) => baselineState === 'absent');
  const shown = log.runs.map((run) => ({ ...run, results: absent(run).map((result) => ({ ...result, baselineState: 'unchanged' })) }));
  return listDetails({ ...log, runs: shown });
}

type Make<T> = (finding: Finding, result: SarifResult, rule: SarifRule | undefined) => T;

function mapFindings<T>(run: SarifRun, make: Make<T>): readonly T[] {
  const findRule = ruleFinder(run);
  const { driver } = run.tool;
  const findings: T[] = [];
  for (const result of run.results) {
    const state = tryStateOf(result);
    if (state === undefined) continue;
    const rule = findRule(result);
    const finding = {
      severity: severityOf(result, rule, driver.name),
      state,
      tool: driver.name,
      rule: ruleIdOf(result, rule),
      path: pathOf(result),
      line: regionOf(result).startLine,
      message: messageOf(result, rule, driver),
    };
    findings.push(make(finding, result, rule));
  }
  return findings;
}

function detail(finding: Finding, result: SarifResult, rule: SarifRule | undefined): FindingDetail {
  const { startColumn, endLine } = regionOf(result);
  return {
    ...finding,
    column: startColumn,
    endLine,
    snippet: snippetOf(result),
    isSecret: mayHoldSecret(finding.tool, result, rule),
    identity: result.fingerprints?.[identityKey],
    firstSeen: result.provenance?.firstDetectionTimeUtc,
    expiredSuppression: textOf(result.properties?.[expiredProperty]),
    justifications: (result.suppressions ?? []).flatMap(({ justification }) => (justification ? [justification] : [])),
    alsoFoundBy: otherTools(result),
    helpUri: rule?.helpUri,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
