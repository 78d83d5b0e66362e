import { compareRegions, pathOf, regionOf, snippetOf } from '../log/location';
import { messageOf } from '../log/message';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog, SarifRegion, SarifResult } from '../log/sarif';
import { collapse, compareText } from '../log/text';
import { isFinding } from '../severity/kind';
import type { FindingSeverity } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { sha256 } from './sha256';

/** One result and its position in its log. */
export interface Occurrence {
  readonly run: number;
  readonly index: number;
  readonly tool: string;
  readonly result: SarifResult;
  readonly severity: FindingSeverity;
  readonly region: SarifRegion;
  readonly message: string;
  /** Whether the rule is an advisory, which is the same finding wherever in the file a tool reports it. */
  readonly isAdvisory: boolean;
}

/** Duplicate results; the one to keep comes first. */
export interface Slot {
  readonly fingerprint: string;
  readonly occurrences: readonly Occurrence[];
}

/**
 * Groups duplicate findings of a log: same rule, same file and same source text (else message) at the same location. For advisories
 * (`CVE-2024-1`) the location is ignored, because tools report them at different lines of a file. Findings of one tool with different
 * messages are not duplicates, and the tool with the most findings at a location comes first.
 */
export function findSlots(log: SarifLog): readonly Slot[] {
  const groups = new Map<string, Occurrence[]>();
  for (const [run, { tool, results }] of log.runs.entries()) {
    const findRule = ruleFinder({ tool });
    for (const [index, result] of results.entries()) {
      if (!isFinding(result)) continue;
      const rule = findRule(result);
      const ruleId = ruleIdOf(result, rule);
      const message = messageOf(result, rule, tool.driver);
      const location = { run, index, tool: tool.driver.name, region: regionOf(result) };
      const occurrence = {
        ...location,
        result,
        severity: severityOf(result, rule, tool.driver.name),
        message,
        isAdvisory: isAdvisory(ruleId),
      };
      addTo(groups, keyOf(occurrence, ruleId), occurrence);
    }
  }
  return [...groups].flatMap(([key, group]) => slotsOf(key, group));
}

/** Whether an identifier is that of a public advisory, the same for all tools: `CVE-2024-1`, `GO-2024-2687`, `GHSA-xxxx-xxxx-xxxx`. */
export function isAdvisory(ruleId: string): boolean {
  return /^(?:GHSA(?:-[0-9a-z]{4}){3}|[A-Z]+-(?:19|20)\d\d-\d+)$/i.test(ruleId);
}

/** The key that stays the same when lines move: rule, file and source text, as far as known. */
function keyOf({ result, message, isAdvisory }: Occurrence, rule: string): string {
  const context = isAdvisory ? '' : collapse(snippetOf(result) ?? message);
  return sha256([rule, pathOf(result), context].join('\0')).slice(0, 32);
}

/** Distinguishes equal lines of a file by an ordinal from the top, so that moving them all changes nothing. */
function slotsOf(key: string, group: readonly Occurrence[]): readonly Slot[] {
  const [first] = group;
  if (first && group.length === 1) return [{ fingerprint: `${key}:1`, occurrences: [first] }];
  const sorted = [...group].sort(compareOccurrences);
  const locations = splitWhere(sorted, (left, right) => !left.isAdvisory && compareRegions(left.region, right.region) !== 0);
  return locations.flatMap(alignTools).map((occurrences, index) => ({ fingerprint: `${key}:${index + 1}`, occurrences }));
}

/** Pairs the tools' results at one location in order: first with first, second with second. */
function alignTools(location: readonly Occurrence[]): readonly (readonly Occurrence[])[] {
  const byTool = new Map<string, Occurrence[]>();
  for (const occurrence of location) addTo(byTool, occurrence.tool, occurrence);
  const columns = [...byTool].map(([tool, own]) => ({
    tool,
    distinct: splitWhere(own, (left, right) => compareRegions(left.region, right.region) !== 0 || left.message !== right.message),
  }));
  columns.sort((left, right) => right.distinct.length - left.distinct.length || compareText(left.tool, right.tool));
  return (columns[0]?.distinct ?? []).map((_, row) => columns.flatMap(({ distinct }) => distinct[row] ?? []));
}

function compareOccurrences(left: Occurrence, right: Occurrence): number {
  return (
    compareRegions(left.region, right.region) ||
    compareText(left.message, right.message) ||
    compareText(left.tool, right.tool) ||
    compareText(JSON.stringify(left.result), JSON.stringify(right.result))
  );
}

/** Splits a sorted array wherever two neighbours differ. */
function splitWhere<T>(sorted: readonly T[], differ: (left: T, right: T) => boolean): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let previous: T | undefined;
  for (const item of sorted) {
    if (previous === undefined || differ(previous, item)) parts.push([]);
    parts.at(-1)?.push(item);
    previous = item;
  }
  return parts;
}

function addTo<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
