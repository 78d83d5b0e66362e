import { TekwireError } from '../../diagnostics';
import { idsOfAdvisory } from '../identity/advisory';
import { isObject } from '../log/rewrite';
import type { SarifLog } from '../log/sarif';
import { mapResults, withProperties } from './each-finding';

/** Property of a result whose vulnerability is known to be exploited, by CISA's catalogue. */
export const kevProperty = 'tekwire/kev';

/** The catalogue of known exploited vulnerabilities by CVE id, and its date. */
export interface KevCatalogue {
  readonly date?: string;
  readonly entries: ReadonlyMap<string, { readonly dateAdded?: string; readonly dueDate?: string; readonly ransomware?: boolean }>;
}

/** Reads known_exploited_vulnerabilities.json of CISA. @throws TekwireError when it is not that file */
export function readKev(value: unknown): KevCatalogue {
  if (!isObject(value) || !Array.isArray(value.vulnerabilities))
    throw new TekwireError('it is not the KEV catalogue: "vulnerabilities" is missing');
  const entries = new Map<string, { dateAdded?: string; dueDate?: string; ransomware?: boolean }>();
  for (const one of value.vulnerabilities) {
    if (!isObject(one) || typeof one.cveID !== 'string') continue;
    const { dateAdded, dueDate, knownRansomwareCampaignUse: ransom } = one;
    entries.set(one.cveID.toUpperCase(), {
      ...(typeof dateAdded === 'string' && { dateAdded }),
      ...(typeof dueDate === 'string' && { dueDate }),
      ...(ransom === 'Known' && { ransomware: true }),
    });
  }
  const { dateReleased } = value;
  return { ...(typeof dateReleased === 'string' && { date: dateReleased.slice(0, 10) }), entries };
}

/** Adds to every finding of a vulnerability in the catalogue its entry, with the date of the catalogue. */
export function addKev(log: SarifLog, { date, entries }: KevCatalogue): SarifLog {
  return mapResults(log, ({ result, rule }) => {
    const [found] = idsOfAdvisory(result, rule).flatMap((id) => entries.get(id) ?? []);
    return found ? withProperties(result, { [kevProperty]: { ...found, ...(date !== undefined && { date }) } }) : result;
  });
}
