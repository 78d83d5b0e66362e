import { identityKey } from './identity';
import { completeRules } from './rule-texts';
import type { SarifLog, SarifResult, SarifRun } from './sarif';
import { uuidOf } from './uuid';

/**
 * Adds fields that findings stores require beyond SARIF: an `automationDetails.id` for each run, which distinguishes runs of different
 * targets (the tool's name by default), a `guid` for each result with an identity, and texts for every rule.
 */
export function addStoreFields(log: SarifLog): SarifLog {
  return { ...log, runs: log.runs.map((run) => completeRules(withGuids(withId(run)))) };
}

function withId(run: SarifRun): SarifRun {
  if (run.automationDetails?.id) return run;
  return { ...run, automationDetails: { ...run.automationDetails, id: `${run.tool.driver.name}/` } };
}

function withGuids(run: SarifRun): SarifRun {
  const seen = new Map<string, number>();
  return { ...run, results: run.results.map((result) => withGuid(result, run, seen)) };
}

/** An identity may occur twice in a run that was not deduplicated; a guid must be unique. */
function withGuid(result: SarifResult, run: SarifRun, seen: Map<string, number>): SarifResult {
  const identity = result.fingerprints?.[identityKey];
  if (result.guid !== undefined || identity === undefined) return result;
  const count = (seen.get(identity) ?? 0) + 1;
  seen.set(identity, count);
  return { ...result, guid: uuidOf([run.tool.driver.name, run.automationDetails?.id, identity, count].join('\0')) };
}
