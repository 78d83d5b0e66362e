import { messageOf } from './message';
import { compareRegions, pathOf, regionOf, snippetOf } from './place';
import { ruleFinder, ruleIdOf } from './rule';
import type { SarifLog, SarifResult, SarifRun } from './sarif';
import { sha256 } from './sha256';
import { isAdvisory } from './slot';
import { type ReadSource, SourceLines } from './source-lines';
import { collapse, compareText } from './text';

/** Where a result carries the name by which findings stores know it from scan to scan: among its `fingerprints`. */
export const identityKey = 'tekwire/v2';

/** Where a result carries the hash by which GitHub code scanning does: among its `partialFingerprints`. */
const lineHashKey = 'primaryLocationLineHash';

/** What is known of the sources that were scanned. */
export interface ScannedSources {
  readonly read: ReadSource;
  /** Absolute directories of the sources, as the tool saw them; messages name them. @default - none */
  readonly roots?: readonly string[];
}

/**
 * Gives every result the names by which stores find it again. `fingerprints["tekwire/v2"]` is a hash of the rule, the file and what stands
 * there, with an ordinal for what a tool finds alike in one file, from the top:
 *
 * - the rule without the folder that Semgrep puts before its name;
 * - the file relative to the sources;
 * - what stands there: nothing for an advisory; else the first line of the tool's snippet, else the line of the source, else the message
 *   without the directory of the sources and without numbers of lines; blanks do not count.
 *
 * So it stays when lines move, when the sources lie elsewhere, when results change their order, and when the tool is upgraded.
 * `partialFingerprints.primaryLocationLineHash` is what GitHub's own action computes. Names that are there already are kept.
 */
export function addIdentities(log: SarifLog, sources: ScannedSources): SarifLog {
  const lines = new SourceLines(sources.read);
  return { ...log, runs: log.runs.map((run) => identify(run, lines, sources.roots ?? [])) };
}

function identify(run: SarifRun, lines: SourceLines, roots: readonly string[]): SarifRun {
  const findRule = ruleFinder(run);
  const groups = new Map<string, Named[]>();
  for (const [index, result] of run.results.entries()) {
    const rule = findRule(result);
    const message = messageOf(result, rule, run.tool.driver);
    const ruleId = ruleIdOf(result, rule);
    const context = isAdvisory(ruleId) ? '' : contextOf(result, message, lines, roots);
    const key = sha256([stableRule(ruleId, run.tool.driver.name), pathOf(result), context].join('\0')).slice(0, 32);
    const group = groups.get(key);
    const named = { index, result, message, ruleId };
    if (group) group.push(named);
    else groups.set(key, [named]);
  }
  const results = [...run.results];
  for (const [key, group] of groups) {
    for (const [{ index, result }, ordinal] of number(group)) results[index] = withNames(result, `${key}:${ordinal}`, lines);
  }
  return { ...run, results };
}

interface Named {
  readonly index: number;
  readonly result: SarifResult;
  readonly message: string;
  readonly ruleId: string;
}

/** Numbers what is found alike by its place; what is the same in every word has the same number. */
function number(group: readonly Named[]): readonly (readonly [Named, number])[] {
  const compare = (left: Named, right: Named) =>
    compareRegions(regionOf(left.result), regionOf(right.result)) ||
    compareText(left.ruleId, right.ruleId) ||
    compareText(left.message, right.message);
  let [ordinal, previous]: [number, Named | undefined] = [0, undefined];
  return [...group].sort(compare).map((named) => {
    if (previous === undefined || compare(previous, named) !== 0) ordinal += 1;
    previous = named;
    return [named, ordinal];
  });
}

/** Semgrep names rules of files by the folders above them, `tmp.x7.rules.weak-hash`: moving the rules would make every finding new. */
function stableRule(ruleId: string, tool: string): string {
  return /^semgrep/i.test(tool) ? ruleId.slice(ruleId.lastIndexOf('.') + 1) : ruleId;
}

function contextOf(result: SarifResult, message: string, lines: SourceLines, roots: readonly string[]): string {
  const { startLine } = regionOf(result);
  const said = firstText(snippetOf(result)) ?? (startLine === undefined ? undefined : firstText(lines.line(pathOf(result), startLine)));
  return said ?? collapse(withoutPlaces(message, roots));
}

function firstText(text: string | undefined): string | undefined {
  const line = text?.split(/\r\n|\r|\n/).find((one) => one.trim() !== '');
  return line === undefined ? undefined : collapse(line);
}

function withoutPlaces(message: string, roots: readonly string[]): string {
  const relative = roots.filter((root) => root !== '').reduce((text, root) => text.replaceAll(`${root.replace(/\/+$/, '')}/`, ''), message);
  return relative.replace(/\b(lines?|columns?|col)([ :=]+)\d+(-\d+)?/gi, '$1').replace(/(\.\w+):\d+(:\d+)?/g, '$1');
}

function withNames(result: SarifResult, identity: string, lines: SourceLines): SarifResult {
  const { fingerprints, partialFingerprints } = result;
  const line = result.locations?.[0]?.physicalLocation?.region?.startLine;
  const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
  const hash = partialFingerprints?.[lineHashKey] ?? (line !== undefined && uri !== undefined ? lines.hash(uri, line) : undefined);
  return {
    ...result,
    fingerprints: { [identityKey]: identity, ...fingerprints },
    ...(hash !== undefined && { partialFingerprints: { ...partialFingerprints, [lineHashKey]: hash } }),
  };
}
