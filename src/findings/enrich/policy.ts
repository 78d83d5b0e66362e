import { CelError, CelMistake, type CelNode, celProblem, evaluateCel, parseCel } from '../../cel';
import { idsOfAdvisory } from '../identity/advisory';
import { identityKey } from '../identity/identity';
import { cwesOf } from '../identity/weakness';
import { markIncomplete } from '../log/failed-run';
import { pathOf, regionOf } from '../log/location';
import { messageOf } from '../log/message';
import { ruleIdOf } from '../log/rule';
import type { SarifLog, SarifResult } from '../log/sarif';
import { firstLine } from '../log/text';
import { type FindingSeverity, severityProperty } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { tryStateOf } from '../severity/state';
import { withSuppressions } from '../suppress/apply';
import { ownersProperty } from './code-owners';
import { mapResults, type Subject, withProperties } from './each-finding';
import { epssProperty } from './epss';
import { kevProperty } from './kev';
import { reachabilityProperty } from './reachability';

/** A finding as policies see it. */
export interface PolicyFinding {
  readonly severity: FindingSeverity;
  readonly state: 'new' | 'known' | 'suppressed';
  readonly tool: string;
  readonly rule: string;
  /** Relative to the sources; empty when it has no file. */
  readonly path: string;
  /** From 1; 0 when it has none. */
  readonly line: number;
  /** At most 4,096 characters. */
  readonly message: string;
  /** Its `fingerprints["tekwire/v2"]`. */
  readonly fingerprint: string;
  readonly cwes: readonly number[];
  /** Ids of its advisory, in upper case. */
  readonly advisories: readonly string[];
  /** By `CodeOwners`. */
  readonly owners: readonly string[];
  /** By `Epss`, from 0 to 1; 0 when not known. */
  readonly epss: number;
  /** By `Kev`. */
  readonly kev: boolean;
  /** By `Reachability`: `called`, `imported`, `required`; empty when not known. */
  readonly reachability: string;
  /** Time of the first detection, by `Baseline`, ISO 8601; empty when not known. */
  readonly firstSeen: string;
}

/** What a policy does with the findings that match. */
export interface PolicyEffect {
  /** Their severity. */
  readonly severity?: FindingSeverity;
  /** Suppresses them for this reason. */
  readonly accept?: string;
  /** Adds a tag. */
  readonly tag?: string;
}

/** A rule of a policy: which findings, and what to do with them. */
export interface PolicyRule extends PolicyEffect {
  readonly name: string;
  readonly matches: (finding: PolicyFinding) => boolean;
}

/** An example, by whose fields an expression is checked before it runs. */
export const exampleFinding: PolicyFinding = {
  severity: 'high',
  state: 'new',
  tool: 'gosec',
  rule: 'G401',
  path: 'cmd/main.go',
  line: 12,
  message: 'weak hash',
  fingerprint: '0123456789abcdef0123456789abcdef:1',
  cwes: [328],
  advisories: [],
  owners: ['@acme/security'],
  epss: 0.5,
  kev: false,
  reachability: 'called',
  firstSeen: '2026-11-29T00:00:00Z',
};

/** Most characters of an expression, which also bound its nesting. */
const MAX_LENGTH = 4000;

/** Why a CEL expression cannot be a condition on `finding`; undefined when it can. */
export function policyProblem(expression: string): string | undefined {
  if (expression.length > MAX_LENGTH) return `it has more than ${MAX_LENGTH} characters`;
  try {
    const node = parseCel(expression);
    const problem = celProblem(node, { finding: exampleFinding });
    if (problem !== undefined) return problem;
    const value = evaluateCel(node, { finding: celFinding(exampleFinding) });
    return typeof value === 'boolean' ? undefined : 'it is not a condition: its value is neither true nor false';
  } catch (error) {
    if (error instanceof CelMistake || error instanceof CelError) return error.message;
    throw error;
  }
}

/** The test of a CEL expression on `finding`. @throws CelMistake where it is not CEL */
export function celPredicate(expression: string): PolicyRule['matches'] {
  const node: CelNode = parseCel(expression);
  return (finding) => {
    const value = evaluateCel(node, { finding: celFinding(finding) });
    if (typeof value !== 'boolean') throw new CelError('its value is neither true nor false');
    return value;
  };
}

/** CEL has integers and doubles. */
function celFinding({ line, cwes, ...finding }: PolicyFinding) {
  return { ...finding, line: BigInt(line), cwes: cwes.map(BigInt) };
}

/**
 * Applies rules to every finding, in their order: the first that gives a severity counts, suppressions and tags add up. A rule that fails on
 * a finding does nothing to it and makes the scan of its tool incomplete.
 */
export function applyPolicy(log: SarifLog, rules: readonly PolicyRule[]): SarifLog {
  const failures = new Map<string, Map<string, number>>();
  const applied = mapResults(log, (subject) => {
    const finding = policyFinding(subject);
    let { result } = subject;
    let hasSeverity = false;
    for (const rule of rules) {
      if (!holds(rule, finding, failures)) continue;
      result = withEffect(result, hasSeverity ? { ...rule, severity: undefined } : rule, rule.name);
      hasSeverity ||= rule.severity !== undefined;
    }
    return result;
  });
  const runs = applied.runs.map((run) => {
    const messages = failures.get(run.tool.driver.name) ?? new Map<string, number>();
    return [...messages].reduce((marked, [message, count]) => markIncomplete(marked, `${message} (${count} findings)`), run);
  });
  return { ...applied, runs };
}

/** A finding in the form that policies see. */
export function policyFinding({ result, rule, tool }: Subject): PolicyFinding {
  const { properties = {} } = result;
  const epss = properties[epssProperty] as { readonly score?: unknown } | undefined;
  const owners = properties[ownersProperty];
  const reachability = properties[reachabilityProperty];
  return {
    severity: severityOf(result, rule, tool),
    state: tryStateOf(result) ?? 'new',
    tool,
    rule: ruleIdOf(result, rule),
    path: pathOf(result),
    line: regionOf(result).startLine ?? 0,
    message: messageOf(result, rule, { name: tool }).slice(0, 4096),
    fingerprint: result.fingerprints?.[identityKey] ?? '',
    cwes: cwesOf(result, rule),
    advisories: idsOfAdvisory(result, rule),
    owners: Array.isArray(owners) ? owners.filter((one) => typeof one === 'string') : [],
    epss: typeof epss?.score === 'number' ? epss.score : 0,
    kev: properties[kevProperty] !== undefined,
    reachability: typeof reachability === 'string' ? reachability : '',
    firstSeen: result.provenance?.firstDetectionTimeUtc ?? '',
  };
}

function holds({ name, matches }: PolicyRule, finding: PolicyFinding, failures: Map<string, Map<string, number>>): boolean {
  try {
    return matches(finding) === true;
  } catch (error) {
    const message = `the policy rule "${name}" failed: ${firstLine(error instanceof Error ? error.message : String(error), 160)}`;
    const ofTool = failures.get(finding.tool) ?? new Map<string, number>();
    failures.set(finding.tool, ofTool.set(message, (ofTool.get(message) ?? 0) + 1));
    return false;
  }
}

/** The result after the effect of a rule. */
export function withEffect(result: SarifResult, { severity, accept, tag }: PolicyEffect, name: string): SarifResult {
  const tags = result.properties?.tags;
  const changed = {
    ...(severity !== undefined && { [severityProperty]: severity }),
    ...(tag !== undefined && { tags: [...new Set([...(Array.isArray(tags) ? tags : []), tag])] }),
  };
  const marked = Object.keys(changed).length > 0 ? withProperties(result, changed) : result;
  if (accept === undefined) return marked;
  return withSuppressions(marked, [{ kind: 'external', status: 'accepted', justification: accept, properties: { policy: name } }]);
}
