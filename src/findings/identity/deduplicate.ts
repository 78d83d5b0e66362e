import type { SarifLog, SarifResult } from '../log/sarif';
import { compareText } from '../log/text';
import { compareSeverity, severityProperty } from '../severity/severity';
import { type FindingState, tryStateOf } from '../severity/state';
import { findSlots, type Occurrence, type Slot } from './slot';

/** The key of our fingerprint in `partialFingerprints` of a result. */
export const fingerprintKey = 'tekwire/v1';

/** Property of a result: the sorted names of the other tools that reported the same finding. */
const otherToolsProperty = 'tekwire/alsoFoundBy';

/**
 * Adds to every finding a fingerprint that is stable between scans: it depends on the rule, the file and the source text (or the message
 * when there is no source text), but not on the tool or the line.
 */
export function addFingerprints(log: SarifLog): SarifLog {
  const replaced = log.runs.map(({ results }) => [...results]);
  for (const { fingerprint, occurrences } of findSlots(log)) {
    for (const { run, index, result } of occurrences) put(replaced, run, index, withFingerprint(result, fingerprint));
  }
  return withResults(log, replaced);
}

/**
 * Merges duplicate results, within a tool and across tools, into one. It counts the duplicates (`occurrenceCount`), names the other tools,
 * has the highest severity of all, and is suppressed or known only if all of them are.
 */
export function deduplicate(log: SarifLog): SarifLog {
  const kept: (SarifResult | undefined)[][] = log.runs.map(({ results }) => [...results]);
  for (const slot of findSlots(log)) {
    const [first, ...others] = slot.occurrences;
    if (!first) continue;
    put(kept, first.run, first.index, withFingerprint(joinFindings(first, others), slot.fingerprint));
    for (const { run, index } of others) put(kept, run, index, undefined);
  }
  const left = kept.map((results) => results.filter((result) => result !== undefined));
  return withResults(log, left);
}

/** One result for several: the first, with the highest severity, the most open state and the names of all tools. */
export function joinFindings(first: Occurrence, others: Slot['occurrences']): SarifResult {
  if (others.length === 0) return first.result;
  const all = [first, ...others];
  const { baselineState: _state, suppressions: _suppressions, ...rest } = first.result;
  return {
    ...rest,
    ...urgentState(all),
    occurrenceCount: all.reduce((sum, { result }) => sum + (result.occurrenceCount ?? 1), 0),
    ...properties(first, all),
  };
}

const mostUrgentFirst: readonly (FindingState | undefined)[] = ['new', 'known', 'suppressed', undefined];

/** Suppressions and baseline state of the most urgent result: new before known before suppressed. */
function urgentState(all: readonly Occurrence[]): Pick<SarifResult, 'baselineState' | 'suppressions'> {
  const urgency = ({ result }: Occurrence) => mostUrgentFirst.indexOf(tryStateOf(result));
  const { baselineState, suppressions } = all.reduce((best, one) => (urgency(one) < urgency(best) ? one : best)).result;
  return { ...(baselineState && { baselineState }), ...(suppressions && { suppressions }) };
}

function properties(first: Occurrence, all: readonly Occurrence[]): Pick<SarifResult, 'properties'> {
  const tools = new Set(all.flatMap(({ tool, result }) => [tool, ...otherTools(result)]));
  tools.delete(first.tool);
  const severity = all.map((one) => one.severity).reduce((highest, one) => (compareSeverity(one, highest) < 0 ? one : highest));
  const added = {
    ...(tools.size > 0 && { [otherToolsProperty]: [...tools].sort(compareText) }),
    ...(severity !== first.severity && { [severityProperty]: severity }),
  };
  if (!first.result.properties && Object.keys(added).length === 0) return {};
  return { properties: { ...first.result.properties, ...added } };
}

/** The names of the other tools that reported a result. */
export function otherTools(result: SarifResult): readonly string[] {
  const names = result.properties?.[otherToolsProperty];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function withFingerprint(result: SarifResult, fingerprint: string): SarifResult {
  return { ...result, partialFingerprints: { ...result.partialFingerprints, [fingerprintKey]: fingerprint } };
}

function put<T>(rows: T[][], row: number, column: number, value: T): void {
  const found = rows[row];
  if (found) found[column] = value;
}

function withResults(log: SarifLog, results: readonly (readonly SarifResult[])[]): SarifLog {
  return { ...log, runs: log.runs.map((run, index) => ({ ...run, results: results[index] ?? [] })) };
}
