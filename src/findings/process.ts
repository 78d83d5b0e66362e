import { addFingerprints, deduplicate } from './identity/deduplicate';
import { addIdentities, type ScannedSources } from './identity/identity';
import { joinWeaknesses, type RuleGroups } from './identity/join-weaknesses';
import { separateIdentities } from './identity/separate-identities';
import { addStoreFields } from './identity/store-fields';
import type { SarifLevel, SarifLog } from './log/sarif';
import { makeValidLog } from './log/valid-log';
import { mergeLogs } from './merge/merge';
import { addMissingLevels } from './severity/level';

/** Makes the log of one tool valid and completes it: levels where the tool states no severity, identities, and the fields that stores require. */
export function completeLog(log: SarifLog, sources: ScannedSources, defaultLevel?: SarifLevel): SarifLog {
  return addStoreFields(addIdentities(addFingerprints(makeValidLog(addMissingLevels(log, defaultLevel))), sources));
}

/** Merges the logs of tools into one without duplicates within and across tools, in which every identity is unique. */
export function joinLogs(logs: readonly SarifLog[], groups: RuleGroups = []): { readonly merged: SarifLog; readonly log: SarifLog } {
  const merged = makeValidLog(mergeLogs(logs));
  const named = addIdentities(deduplicate(merged), { read: () => undefined });
  return { merged, log: addStoreFields(separateIdentities(joinWeaknesses(named, groups))) };
}
