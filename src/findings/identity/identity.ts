import { compareRegions, pathOf, regionOf, snippetOf } from '../log/location';
import { messageOf } from '../log/message';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog, SarifResult, SarifRun } from '../log/sarif';
import { collapse, compareText } from '../log/text';
import { sha256 } from './sha256';
import { isAdvisory } from './slot';
import { type ReadSource, SourceLines } from './source-lines';

/** The key in `fingerprints` of a result whose value identifies the finding between scans. */
export const identityKey = 'tekwire/v2';

/** The key in `partialFingerprints` of a result whose value identifies its rule and content, whatever the file: it follows a renamed file. */
export const contentKey = 'tekwireContent/v1';

/** The key in `partialFingerprints` of a result whose value GitHub code scanning uses. */
export const lineHashKey = 'primaryLocationLineHash';

/** The scanned sources. */
export interface ScannedSources {
  readonly read: ReadSource;
  /** Absolute directories of the sources as the tool saw them, removed from messages. @default - none */
  readonly roots?: readonly string[];
}

/**
 * Adds to every result the fingerprints by which stores recognise it. `fingerprints["tekwire/v2"]` is a hash of the rule, the file and the
 * content at the location, with an ordinal, from the top of the file, for results that are otherwise equal:
 *
 * - the rule without the folder that Semgrep puts before its name;
 * - the file relative to the sources;
 * - the content: nothing for an advisory; else the first line of the tool's snippet, else the line of the source, else the message
 *   without the directory of the sources and without line numbers; whitespace is ignored.
 *
 * So it stays the same when lines move, the sources are in another directory, results change their order, or the tool is upgraded.
 * `partialFingerprints.primaryLocationLineHash` is computed as by GitHub's own action. Existing fingerprints are kept.
 */
export function addIdentities(log: SarifLog, sources: ScannedSources): SarifLog {
  const lines = new SourceLines(sources.read);
  return { ...log, runs: log.runs.map((run) => identify(run, lines, sources.roots ?? [])) };
}

function identify(run: SarifRun, lines: SourceLines, roots: readonly string[]): SarifRun {
  const findRule = ruleFinder(run);
  const groups = new Map<string, Identified[]>();
  for (const [index, result] of run.results.entries()) {
    const rule = findRule(result);
    const message = messageOf(result, rule, run.tool.driver);
    const ruleId = ruleIdOf(result, rule);
    const context = isAdvisory(ruleId) ? '' : contextOf(result, message, lines, roots);
    const stable = stableRule(ruleId, run.tool.driver.name);
    const key = sha256([stable, pathOf(result), context].join('\0')).slice(0, 32);
    const group = groups.get(key);
    const content = sha256([stable, context].join('\0')).slice(0, 16);
    const one = { index, result, message, ruleId, content };
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const results = [...run.results];
  for (const [key, group] of groups) {
    for (const [one, ordinal] of number(group)) results[one.index] = withFingerprints(one, `${key}:${ordinal}`, lines);
  }
  return { ...run, results };
}

interface Identified {
  readonly index: number;
  readonly result: SarifResult;
  readonly message: string;
  readonly ruleId: string;
  readonly content: string;
}

/** Numbers equal results by location; identical results get the same number. */
function number(group: readonly Identified[]): readonly (readonly [Identified, number])[] {
  const compare = (left: Identified, right: Identified) =>
    compareRegions(regionOf(left.result), regionOf(right.result)) ||
    compareText(left.ruleId, right.ruleId) ||
    compareText(left.message, right.message);
  let [ordinal, previous]: [number, Identified | undefined] = [0, undefined];
  return [...group].sort(compare).map((one) => {
    if (previous === undefined || compare(previous, one) !== 0) ordinal += 1;
    previous = one;
    return [one, ordinal];
  });
}

/** Removes the folders that Semgrep puts before a rule's name (`tmp.x7.rules.weak-hash`): moving the rules would make every finding new. */
function stableRule(ruleId: string, tool: string): string {
  return /^semgrep/i.test(tool) ? ruleId.slice(ruleId.lastIndexOf('.') + 1) : ruleId;
}

function contextOf(result: SarifResult, message: string, lines: SourceLines, roots: readonly string[]): string {
  const { startLine } = regionOf(result);
  const line = firstText(snippetOf(result)) ?? (startLine === undefined ? undefined : firstText(lines.line(pathOf(result), startLine)));
  return line ?? collapse(withoutPositions(message, roots));
}

function firstText(text: string | undefined): string | undefined {
  const line = text?.split(/\r\n|\r|\n/).find((one) => one.trim() !== '');
  return line === undefined ? undefined : collapse(line);
}

function withoutPositions(message: string, roots: readonly string[]): string {
  const relative = roots.filter((root) => root !== '').reduce((text, root) => text.replaceAll(`${root.replace(/\/+$/, '')}/`, ''), message);
  return relative.replace(/\b(lines?|columns?|col)([ :=]+)\d+(-\d+)?/gi, '$1').replace(/(\.\w+):\d+(:\d+)?/g, '$1');
}

function withFingerprints({ result, content }: Identified, identity: string, lines: SourceLines): SarifResult {
  const { fingerprints, partialFingerprints } = result;
  const line = result.locations?.[0]?.physicalLocation?.region?.startLine;
  const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
  const hash = partialFingerprints?.[lineHashKey] ?? (line !== undefined && uri !== undefined ? lines.hash(uri, line) : undefined);
  return {
    ...result,
    fingerprints: { [identityKey]: identity, ...fingerprints },
    partialFingerprints: { [contentKey]: content, ...partialFingerprints, ...(hash !== undefined && { [lineHashKey]: hash }) },
  };
}
