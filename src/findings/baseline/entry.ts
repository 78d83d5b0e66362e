import { addIdentities, contentKey, identityKey, lineHashKey } from '../identity/identity';
import { sourcesOf } from '../identity/sources';
import { pathOf, regionOf } from '../log/location';
import { ruleFinder } from '../log/rule';
import { runKey } from '../log/run-key';
import type { SarifLog, SarifResult, SarifRule, SarifRun } from '../log/sarif';
import { isFinding } from '../severity/kind';

/** The key of the former identity, which logs of earlier versions have alone. */
const formerKey = 'tekwire/v1';

/** A finding of a log, with all that it can be recognised by. */
export interface Entry {
  readonly run: number;
  readonly index: number;
  /** The tool and the category of its run. */
  readonly owner: string;
  readonly tool: string;
  readonly result: SarifResult;
  readonly rule: SarifRule | undefined;
  readonly path: string;
  /** The identities of the finding, and of the findings that were merged into it, without their ordinals. */
  readonly groups: readonly string[];
  readonly former?: string;
  /** Identifies rule and content in whatever file. */
  readonly content?: string;
  /** The hash of the line and the text after it, without its ordinal. */
  readonly lineHash?: string;
  readonly line: number;
  /** The identity without the sources; only when the baseline has findings without any identity. */
  readonly sourceless?: string;
}

/** Whether a finding has no identity of ours: another program has written it. */
export function lacksIdentity({ groups, former }: Entry): boolean {
  return groups.length === 0 && former === undefined;
}

/** The entries, each with the identity that its result has without sources and other fingerprints. */
export function withSourcelessIdentity(log: SarifLog, entries: readonly Entry[]): readonly Entry[] {
  const bare = log.runs.map((run) => ({ ...run, results: run.results.map(({ fingerprints: _fingerprints, ...result }) => result) }));
  const { runs } = addIdentities({ ...log, runs: bare }, { read: () => undefined });
  return entries.map((one) => {
    const identity = runs[one.run]?.results[one.index]?.fingerprints?.[identityKey];
    return identity === undefined ? one : { ...one, sourceless: withoutOrdinal(identity) };
  });
}

/** The findings of a log, without those that are only in the baseline of that log. */
export function entriesOf(log: SarifLog): readonly Entry[] {
  return log.runs.flatMap((run, at) => entriesOfRun(run, at));
}

function entriesOfRun(run: SarifRun, at: number): readonly Entry[] {
  const findRule = ruleFinder(run);
  const owner = runKey(run);
  const entries: Entry[] = [];
  for (const [index, result] of run.results.entries()) {
    if (!isFinding(result) || result.baselineState === 'absent') continue;
    const { fingerprints = {}, partialFingerprints = {} } = result;
    const identities = [fingerprints[identityKey], ...sourcesOf(result).map(({ identity }) => identity)];
    entries.push({
      ...{ run: at, index, owner, tool: run.tool.driver.name, result, rule: findRule(result), path: pathOf(result) },
      groups: [...new Set(identities.filter((one) => one !== undefined).map(withoutOrdinal))],
      former: partialFingerprints[formerKey],
      content: partialFingerprints[contentKey],
      lineHash: withoutOrdinal(partialFingerprints[lineHashKey] ?? ''),
      line: regionOf(result).startLine ?? 0,
    });
  }
  return entries;
}

function withoutOrdinal(identity: string): string {
  return identity.replace(/:\d+$/, '');
}
