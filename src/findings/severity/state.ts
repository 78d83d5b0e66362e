import type { SarifResult } from '../log/sarif';
import { isFinding } from './kind';

/** `new` needs attention; `known` was in the last scan; `suppressed` was accepted by a person. */
export type FindingState = 'new' | 'known' | 'suppressed';

/** Property of a result: its severity in the baseline, if that was lower. */
export const severityBeforeProperty = 'tekwire/severityBefore';

/** State of a result. Undefined for results that are not findings: informational kinds, and `absent` ones, which exist only in the baseline. */
export function tryStateOf(result: SarifResult): FindingState | undefined {
  if (!isFinding(result) || result.baselineState === 'absent') return undefined;
  if (isSuppressed(result)) return 'suppressed';
  return isKnown(result) ? 'known' : 'new';
}

/**
 * Whether the baseline has a result. One that is `updated` is known only when our comparison says so: it notes the first detection, and a
 * severity that rose. Other tools call findings updated whose severity rose.
 */
function isKnown({ baselineState, provenance, properties }: SarifResult): boolean {
  if (baselineState === 'updated')
    return provenance?.firstDetectionTimeUtc !== undefined && properties?.[severityBeforeProperty] === undefined;
  return baselineState === 'unchanged';
}

/** Whether a result is suppressed; a suppression that is rejected or under review does not count (SARIF 2.1.0 section 3.27.23). */
function isSuppressed({ suppressions = [] }: SarifResult): boolean {
  return suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');
}
