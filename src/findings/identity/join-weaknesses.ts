import { pathOf, regionOf } from '../log/location';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog, SarifRegion, SarifResult, SarifRule } from '../log/sarif';
import { compareText } from '../log/text';
import { isFinding } from '../severity/kind';
import { compareSeverity } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { idsOfAdvisory } from './advisory';
import { joinFindings } from './deduplicate';
import { identityKey } from './identity';
import { isSamePackage, type PackageName, packagesOf } from './packages';
import { isSecretFinding } from './secret';
import type { Occurrence } from './slot';
import { type FindingSource, sourcesOf, sourcesProperty } from './sources';
import { cwesOf } from './weakness';

/** Rules of different tools that find the same weakness: groups of `tool:rule`, or of rules alone. */
export type RuleGroups = readonly (readonly string[])[];

interface Candidate extends Occurrence {
  readonly keys: ReadonlySet<string>;
  readonly packages: readonly PackageName[];
  readonly source: FindingSource;
}

/**
 * Joins findings of different tools that are the same weakness at the same location: an advisory with the same id or alias in one file, or
 * findings at the same line with a common CWE, both a secret, or rules of one group. The joined finding has the highest severity and lists
 * its sources. Findings of one tool are never joined, nor are those whose columns or packages differ.
 */
export function joinWeaknesses(log: SarifLog, groups: RuleGroups = []): SarifLog {
  const results: (SarifResult | undefined)[][] = log.runs.map((run) => [...run.results]);
  for (const location of sharedLocations(log, groups)) {
    for (const [first, ...others] of groupsAt(location)) {
      if (!first || others.length === 0) continue;
      const { properties, ...joined } = joinFindings(first, others);
      const sources = [first, ...others].flatMap(allSources);
      results[first.run]?.splice(first.index, 1, { ...joined, properties: { ...properties, [sourcesProperty]: sources } });
      for (const { run, index } of others) results[run]?.splice(index, 1, undefined);
    }
  }
  return { ...log, runs: log.runs.map((run, at) => ({ ...run, results: (results[at] ?? []).filter((one) => one !== undefined) })) };
}

function allSources({ result, source }: Candidate): readonly FindingSource[] {
  const own = sourcesOf(result);
  return own.length > 0 ? own : [source];
}

/** The findings of each location at which several tools have some. */
function sharedLocations(log: SarifLog, groups: RuleGroups): readonly (readonly Candidate[])[] {
  const locations = new Map<string, { readonly tools: Set<string>; readonly at: [number, number][] }>();
  for (const [run, { tool, results }] of log.runs.entries()) {
    const findRule = ruleFinder({ tool });
    for (const [index, result] of results.entries()) {
      const line = regionOf(result).startLine;
      const isAdvisory = isFinding(result) && idsOfAdvisory(result, findRule(result)).length > 0;
      if (!isFinding(result) || (line === undefined && !isAdvisory)) continue;
      const key = `${isAdvisory ? '' : line}\0${pathOf(result)}`;
      const location = locations.get(key) ?? { tools: new Set<string>(), at: [] };
      location.tools.add(tool.driver.name);
      location.at.push([run, index]);
      locations.set(key, location);
    }
  }
  const keysOf = keyMaker(groups);
  const shared = [...locations.values()].filter(({ tools }) => tools.size > 1);
  const finders = log.runs.map((run) => ruleFinder(run));
  return shared.map(({ at }) => at.map(([run, index]) => candidateAt(log, run, index, finders[run], keysOf)));
}

type Keys = (tool: string, rule: string, result: SarifResult, found: SarifRule | undefined) => ReadonlySet<string>;

function candidateAt(
  log: SarifLog,
  run: number,
  index: number,
  findRule: ReturnType<typeof ruleFinder> | undefined,
  keysOf: Keys,
): Candidate {
  const { tool, results } = log.runs[run] as SarifLog['runs'][number];
  const result = results[index] as SarifResult;
  const rule = findRule?.(result);
  const name = tool.driver.name;
  const ruleId = ruleIdOf(result, rule);
  const identity = result.fingerprints?.[identityKey];
  return {
    ...{ run, index, tool: name, result, region: regionOf(result), message: '', severity: severityOf(result, rule, name) },
    isAdvisory: idsOfAdvisory(result, rule).length > 0,
    keys: keysOf(name, ruleId, result, rule),
    packages: packagesOf(result, rule),
    source: { tool: name, rule: ruleId, ...(identity !== undefined && { identity }) },
  };
}

function keyMaker(groups: RuleGroups): Keys {
  const byRule = new Map<string, string[]>();
  for (const [at, group] of groups.entries()) for (const rule of group) byRule.set(rule, [...(byRule.get(rule) ?? []), `group ${at}`]);
  return (tool, rule, result, found) => {
    const advisories = idsOfAdvisory(result, found);
    if (advisories.length > 0) return new Set(advisories);
    const cwes = cwesOf(result, found).map((number) => `CWE-${number}`);
    const named = [rule, `${tool}:${rule}`, `${tool.toLowerCase()}:${rule}`].flatMap((name) => byRule.get(name) ?? []);
    return new Set([...cwes, ...named, ...(isSecretFinding(tool, result, found) ? ['secret'] : [])]);
  };
}

/** Groups of at most one finding a tool, the most severe first. */
function groupsAt(location: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const counts = new Map<string, number>();
  for (const one of location) for (const key of one.keys) counts.set(`${one.tool}\0${key}`, (counts.get(`${one.tool}\0${key}`) ?? 0) + 1);
  const isOnly = ({ tool }: Candidate, key: string) => counts.get(`${tool}\0${key}`) === 1;
  const fits = (one: Candidate, other: Candidate) => {
    const common = [...one.keys].filter((key) => other.keys.has(key));
    if (one.tool === other.tool || common.length === 0) return false;
    const isUnambiguous = common.some((key) => isOnly(one, key) && isOnly(other, key));
    return one.isAdvisory ? samePackage(one, other, isUnambiguous) : sameColumns(one.region, other.region, isUnambiguous);
  };
  const groups: Candidate[][] = [];
  for (const one of [...location].sort(compareCandidates)) {
    const group = groups.find((members) => members.every((other) => fits(one, other)));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function compareCandidates(left: Candidate, right: Candidate): number {
  return (
    compareSeverity(left.severity, right.severity) || compareText(left.tool, right.tool) || left.run - right.run || left.index - right.index
  );
}

/** Two findings that name no common package are joined only when there is no other to join with. */
function samePackage({ packages: ours }: Candidate, { packages: theirs }: Candidate, isUnambiguous: boolean): boolean {
  if (ours.length === 0 || theirs.length === 0) return isUnambiguous;
  return ours.some((one) => theirs.some((other) => isSamePackage(one, other)));
}

/** Whether the columns of two findings that start at the same line overlap. Tools point at different ends of an expression; unclear cases are not joined. */
function sameColumns(left: SarifRegion, right: SarifRegion, isUnambiguous: boolean): boolean {
  const [a, b] = [columnsOf(left), columnsOf(right)];
  if (!a || !b) return isUnambiguous;
  if (a.start < b.end && b.start < a.end) return true;
  return isUnambiguous && (a.end - a.start <= 1 || b.end - b.start <= 1);
}

function columnsOf({ startLine, endLine, startColumn, endColumn }: SarifRegion) {
  if (startColumn === undefined) return undefined;
  const isLong = endLine !== undefined && startLine !== undefined && endLine > startLine;
  const end = isLong ? Number.MAX_SAFE_INTEGER : Math.max(endColumn ?? 0, startColumn + 1);
  return { start: startColumn, end };
}
