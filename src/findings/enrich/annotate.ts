import type { SarifLog } from '../log/sarif';
import { mapResults, withProperties } from './each-finding';

/** Adds fixed properties to every finding; a property that a finding has already is replaced. */
export function annotate(log: SarifLog, properties: Readonly<Record<string, string | number | boolean>>): SarifLog {
  return mapResults(log, ({ result }) => withProperties(result, properties));
}
