import { isFinding } from './kind';
import type { SarifResult } from './sarif';

/** `new` asks for an answer; `known` stood there at the last scan; `suppressed` was accepted by somebody. */
export type FindingState = 'new' | 'known' | 'suppressed';

/** State of a result. Undefined for what is no finding: kinds that only inform, and `absent` ones, which only the baseline still has. */
export function tryStateOf(result: SarifResult): FindingState | undefined {
  if (!isFinding(result) || result.baselineState === 'absent') return undefined;
  if (isSuppressed(result)) return 'suppressed';
  return result.baselineState === 'unchanged' ? 'known' : 'new';
}

/** One suppression that is rejected or under review leaves the result as it is (SARIF 2.1.0 section 3.27.23). */
function isSuppressed({ suppressions = [] }: SarifResult): boolean {
  return suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');
}
