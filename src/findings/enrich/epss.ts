import { TekwireError } from '../../diagnostics';
import { idsOfAdvisory } from '../identity/advisory';
import type { SarifLog } from '../log/sarif';
import { mapResults, withProperties } from './each-finding';

/** Property of a result: the probability that its vulnerability is exploited within 30 days, by FIRST's EPSS. */
export const epssProperty = 'tekwire/epss';

/** EPSS scores by CVE id, and their date. */
export interface EpssScores {
  /** Day of the scores, as `2026-11-29`; undefined when the file does not say. */
  readonly date?: string;
  readonly scores: ReadonlyMap<string, { readonly score: number; readonly percentile: number }>;
}

/**
 * Reads the file of https://www.first.org/epss/data_stats: a comment with the date, a head, and a line for each CVE. Only the ids in `wanted`
 * are kept: the file has 300,000.
 * @throws TekwireError when it is not such a file
 */
export function readEpss(text: string, wanted: ReadonlySet<string>): EpssScores {
  const [, date] = /^#.*score_date:(\d{4}-\d{2}-\d{2})/.exec(text) ?? [];
  const head = text.indexOf('cve,epss');
  if (head < 0) throw new TekwireError('it is not a file of EPSS scores: the line "cve,epss,percentile" is missing');
  const scores = new Map<string, { score: number; percentile: number }>();
  for (let start = text.indexOf('\n', head) + 1; start > 0 && start < text.length; ) {
    const end = text.indexOf('\n', start);
    const [id = '', score, percentile] = text
      .slice(start, end < 0 ? text.length : end)
      .trim()
      .split(',');
    if (wanted.has(id)) scores.set(id, { score: Number(score), percentile: Number(percentile) });
    start = end < 0 ? text.length : end + 1;
  }
  return { ...(date !== undefined && { date }), scores };
}

/** Ids of all CVEs of the findings of a log. */
export function cvesOf(log: SarifLog): ReadonlySet<string> {
  const ids = new Set<string>();
  mapResults(log, ({ result, rule }) => {
    for (const id of idsOfAdvisory(result, rule)) if (id.startsWith('CVE-')) ids.add(id);
    return result;
  });
  return ids;
}

/** Adds to every finding of a CVE the highest score of its ids, with the date of the scores. */
export function addEpss(log: SarifLog, { date, scores }: EpssScores): SarifLog {
  return mapResults(log, ({ result, rule }) => {
    const found = idsOfAdvisory(result, rule).flatMap((id) => scores.get(id) ?? []);
    if (found.length === 0) return result;
    const highest = found.reduce((best, one) => (one.score > best.score ? one : best));
    return withProperties(result, { [epssProperty]: { ...highest, ...(date !== undefined && { date }) } });
  });
}
