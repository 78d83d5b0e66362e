import { isFinding } from './kind';
import type { SarifResult } from './sarif';

/** `new` needs attention; `known` was in the last scan; `suppressed` was accepted by a person. */
export type FindingState = 'new' | 'known' | 'suppressed';

/** State of a result. Undefined for results that are not findings: informational kinds, and `absent` ones, which exist only in the baseline. */
export function tryStateOf(result: SarifResult): FindingState | undefined {
  if (!isFinding(result) || result.baselineState === 'absent') return undefined;
  if (isSuppressed(result)) return 'suppressed';
  return result.baselineState === 'unchanged' ? 'known' : 'new';
}

/** Whether a result is suppressed; a suppression that is rejected or under review does not count (SARIF 2.1.0 section 3.27.23). */
function isSuppressed({ suppressions = [] }: SarifResult): boolean {
  return suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');
}
