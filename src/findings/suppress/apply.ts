import { identityKey } from '../identity/identity';
import { sourcesOf } from '../identity/sources';
import { matchesPath, matchesText } from '../log/glob';
import { pathOf } from '../log/location';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifLog, SarifResult, SarifSuppression } from '../log/sarif';
import { decodeUri } from '../log/uri';
import { isFinding } from '../severity/kind';
import type { Suppression } from './suppression-file';

/** Property of a result whose suppression has expired: the reason and the last day. */
export const expiredProperty = 'tekwire/expiredSuppression';

/** A log with suppressions, and the suppressions that people should look at. */
export interface Suppressed {
  readonly log: SarifLog;
  /** Number of findings that are suppressed now. */
  readonly count: number;
  /** Suppressions whose last day is over and that match a finding, which is open again. */
  readonly expired: readonly Suppression[];
  /** Suppressions that match no finding. */
  readonly unused: readonly Suppression[];
}

/**
 * Adds the suppressions to the findings that they match, as accepted external suppressions with their reason; existing suppressions, as by
 * comments in the sources, are kept. An expired suppression does not count: its findings are open and say so.
 * @param today the day of the scan, as `2026-11-29`
 */
export function applySuppressions(log: SarifLog, suppressions: readonly Suppression[], today: string): Suppressed {
  const used = new Set<Suppression>();
  let count = 0;
  const runs = log.runs.map((run) => {
    const findRule = ruleFinder(run);
    const matchers = suppressions.filter(
      ({ tool }) => tool === undefined || matchesText(tool.toLowerCase(), run.tool.driver.name.toLowerCase()),
    );
    const results = run.results.map((result) => {
      if (!isFinding(result) || matchers.length === 0) return result;
      const subject = subjectOf(result, ruleIdOf(result, findRule(result)));
      const matching = matchers.filter((one) => matches(one, subject));
      for (const one of matching) used.add(one);
      const valid = matching.filter(({ expires }) => expires === undefined || expires >= today);
      if (valid.length > 0) count += 1;
      const [expiredOne] = valid.length > 0 ? [] : matching;
      return expiredOne
        ? withProperty(result, `${expiredOne.reason} (expired on ${expiredOne.expires})`)
        : withSuppressions(result, valid.map(toSarif));
    });
    return { ...run, results };
  });
  const expired = suppressions.filter((one) => used.has(one) && one.expires !== undefined && one.expires < today);
  return { log: { ...log, runs }, count, expired, unused: suppressions.filter((one) => !used.has(one)) };
}

/** Adds suppressions to a result; one that it has already is not added twice. */
export function withSuppressions(result: SarifResult, added: readonly SarifSuppression[]): SarifResult {
  if (added.length === 0) return result;
  const { suppressions = [] } = result;
  const known = new Set(suppressions.map((one) => JSON.stringify(one)));
  const missing = added.filter((one) => !known.has(JSON.stringify(one)));
  return missing.length === 0 ? result : { ...result, suppressions: [...suppressions, ...missing] };
}

/** Describes a suppression on one line, for a log. */
export function printSuppression({ tool, rule, path, fingerprint, reason, owner, expires }: Suppression): string {
  const pattern = [tool, rule, path, fingerprint].filter((part) => part !== undefined).join(' ');
  return `${pattern}: ${reason}${owner === undefined ? '' : ` (${owner})`}${expires === undefined ? '' : `, expires ${expires}`}`;
}

interface Subject {
  readonly rules: readonly string[];
  readonly path: string;
  readonly identities: readonly string[];
}

function subjectOf(result: SarifResult, ruleId: string): Subject {
  const sources = sourcesOf(result);
  const identities = [result.fingerprints?.[identityKey], ...sources.map(({ identity }) => identity)];
  return {
    rules: [ruleId, ...sources.map(({ rule }) => rule)],
    path: decodeUri(pathOf(result)),
    identities: identities.filter((one) => one !== undefined),
  };
}

function matches({ rule, path, fingerprint }: Suppression, subject: Subject): boolean {
  if (fingerprint !== undefined && !subject.identities.includes(fingerprint)) return false;
  if (path !== undefined && !matchesPath(path, subject.path)) return false;
  return rule === undefined || subject.rules.some((one) => matchesText(rule, one));
}

function toSarif({ reason, owner, expires, vex }: Suppression): SarifSuppression {
  const properties = {
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
    ...(vex !== undefined && { vexJustification: vex }),
  };
  return { kind: 'external', status: 'accepted', justification: reason, ...(Object.keys(properties).length > 0 && { properties }) };
}

function withProperty(result: SarifResult, text: string): SarifResult {
  return { ...result, properties: { ...result.properties, [expiredProperty]: text } };
}
