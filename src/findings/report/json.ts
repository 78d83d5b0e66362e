import type { SarifLog } from '../log/sarif';
import { countFindings } from './count';
import { listAbsent, listDetails } from './finding';

/** Prints the counts, the findings and what is gone since the baseline as indented JSON; texts of tools are unchanged, lines that may hold a secret are left out. */
export function printJsonFindings(log: SarifLog): string {
  const shown = (list: ReturnType<typeof listDetails>) =>
    list.map(({ snippet, ...one }) => ({ ...one, ...(snippet && !one.isSecret && { snippet }) }));
  return `${JSON.stringify({ ...countFindings(log), findings: shown(listDetails(log)), absent: shown(listAbsent(log)) }, null, 2)}\n`;
}
