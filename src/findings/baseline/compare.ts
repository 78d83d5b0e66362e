import { identityKey } from '../identity/identity';
import { completionsOf } from '../log/completion';
import { messageOf } from '../log/message';
import { runKey } from '../log/run-key';
import type { SarifLog, SarifResult, SarifRun } from '../log/sarif';
import { collapse } from '../log/text';
import { compareSeverity, severityProperty } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { severityBeforeProperty } from '../severity/state';
import { type Entry, entriesOf, lacksIdentity, withSourcelessIdentity } from './entry';
import { type Pairs, pairWithBaseline } from './match';
import { assignFreeOrdinals } from './ordinals';
import type { FileExists } from './renamed';

/** What a comparison needs beside the two logs. */
export interface CompareOptions {
  /** The time of this scan, ISO 8601 in UTC: new findings are first seen then. */
  readonly now: string;
  /** Whether a file is among the scanned sources, which helps to tell a renamed file from a copied one. @default - not known */
  readonly fileExists?: FileExists;
}

/** A log compared with its baseline, and the log that is the baseline of the next scan. */
export interface Compared {
  readonly log: SarifLog;
  /** The findings of this scan, and those of the baseline whose tools did not finish now: which are unknown, not absent. */
  readonly next: SarifLog;
  /** Findings by baseline state. */
  readonly counts: Readonly<Record<'new' | 'unchanged' | 'updated' | 'absent', number>>;
}

/**
 * Sets `baselineState` of every finding: `unchanged`, `updated` (another severity or message; a line is neither), or `new`. A finding of the
 * baseline keeps its identity, its guid and the time of its first detection. What the baseline has beyond that is added as `absent`, for
 * tools that finished. A finding whose severity rose has the former one in `tekwire/severityBefore` and counts as new.
 */
export function compareWithBaseline(log: SarifLog, baseline: SarifLog, { now, fileExists = () => undefined }: CompareOptions): Compared {
  const before = entriesOf(baseline);
  const current = before.some(lacksIdentity) ? withSourcelessIdentity(log, entriesOf(log)) : entriesOf(log);
  const known = before.some(lacksIdentity) ? withSourcelessIdentity(baseline, before) : before;
  const pairs = pairWithBaseline(current, known, fileExists);
  const results = log.runs.map((run) => [...run.results]);
  const put = ({ run, index }: Entry, result: SarifResult) => results[run]?.splice(index, 1, result);
  for (const one of current) put(one, { ...one.result, ...comparedWith(one, pairs.get(one), baseline, now) });
  const named = assignFreeOrdinals(results, current, pairs);
  const compared = { ...log, runs: log.runs.map((run, at) => ({ ...run, results: named[at] ?? [] })) };
  const unpaired = unpairedEntries(known, pairs);
  const { absent, unknown } = splitUnpaired(unpaired, log);
  const states = current.map((one) => named[one.run]?.[one.index]?.baselineState);
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    log: withResults(compared, absent, 'absent'),
    next: withResults(compared, unknown, undefined, baseline),
    counts: { new: count('new'), unchanged: count('unchanged'), updated: count('updated'), absent: absent.length },
  };
}

function comparedWith(one: Entry, theirs: Entry | undefined, baseline: SarifLog, now: string): Partial<SarifResult> {
  if (!theirs) return { baselineState: 'new', provenance: { ...one.result.provenance, firstDetectionTimeUtc: now } };
  const identity = theirs.result.fingerprints?.[identityKey];
  const [severity, before] = [entrySeverity(one), entrySeverity(theirs)];
  const change = compareSeverity(severity, before);
  const { [severityBeforeProperty]: _former, ...properties } = one.result.properties ?? {};
  const noted = change < 0 ? { ...properties, [severityBeforeProperty]: before } : properties;
  return {
    baselineState: change === 0 && comparableMessage(one) === comparableMessage(theirs) ? 'unchanged' : 'updated',
    provenance: { ...one.result.provenance, firstDetectionTimeUtc: firstSeen(theirs, baseline) ?? now },
    ...(identity && { fingerprints: { ...one.result.fingerprints, [identityKey]: identity } }),
    ...(theirs.result.guid && { guid: theirs.result.guid }),
    ...((one.result.properties || change < 0) && { properties: noted }),
  };
}

function entrySeverity({ result, rule, tool }: Entry) {
  return severityOf(result, rule, tool);
}

/** The message without numbers, which are mostly those of lines. */
function comparableMessage({ result, rule, tool }: Entry): string {
  return collapse(messageOf(result, rule, { name: tool })).replace(/\d+/g, '');
}

function firstSeen({ result, run }: Entry, baseline: SarifLog): string | undefined {
  return result.provenance?.firstDetectionTimeUtc ?? baseline.runs[run]?.invocations?.find(({ endTimeUtc }) => endTimeUtc)?.endTimeUtc;
}

function unpairedEntries(before: readonly Entry[], pairs: Pairs): readonly Entry[] {
  const found = new Set(pairs.values());
  return before.filter((one) => !found.has(one));
}

/** The findings that are absent, and those of tools that did not run now or did not finish. */
function splitUnpaired(
  unpaired: readonly Entry[],
  log: SarifLog,
): { readonly absent: readonly Entry[]; readonly unknown: readonly Entry[] } {
  const states = completionsOf(log);
  const owners = new Set(log.runs.map(runKey));
  const isAbsent = ({ owner, tool }: Entry) => owners.has(owner) && states.get(tool) === 'finished';
  return { absent: unpaired.filter(isAbsent), unknown: unpaired.filter((one) => !isAbsent(one)) };
}

/** Adds results of the baseline to the run of their tool; a tool that did not run gets a run of its own. */
function withResults(log: SarifLog, entries: readonly Entry[], state: 'absent' | undefined, baseline?: SarifLog): SarifLog {
  const added = new Map<string, SarifResult[]>();
  for (const entry of entries) {
    const { owner, result } = entry;
    const { ruleIndex: _position, rule: _reference, baselineState: _before, suppressions: _accepted, ...rest } = result;
    // the run that it moves to may lack the rule
    const properties = { ...rest.properties, [severityProperty]: entrySeverity(entry) };
    const moved = { ...rest, properties, ...(state && { baselineState: state }) };
    const list = added.get(owner);
    if (list) list.push(moved);
    else added.set(owner, [moved]);
  }
  const runs: SarifRun[] = log.runs.map((run) => {
    const owner = runKey(run);
    const more = added.get(owner) ?? [];
    added.delete(owner);
    return more.length === 0 ? run : { ...run, results: [...run.results, ...more] };
  });
  const others = (baseline?.runs ?? []).flatMap((run) => {
    const owner = runKey(run);
    const more = added.get(owner);
    added.delete(owner);
    return more ? [{ ...run, results: more }] : [];
  });
  return { ...log, runs: [...runs, ...others] };
}
