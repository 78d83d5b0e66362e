import { identityKey } from './identity';
import { completeRules } from './rule-texts';
import type { SarifLog, SarifResult, SarifRun } from './sarif';
import { uuidOf } from './uuid';

/**
 * The log with what findings stores ask for beyond SARIF's own demands: an `automationDetails.id` for each run, which tells runs of
 * different targets apart (the tool's name, where the tool has none), a `guid` for each result that has a name, and texts for every rule.
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

/** A name may stand twice in a run whose results nobody has deduplicated; a guid may not. */
function withGuid(result: SarifResult, run: SarifRun, seen: Map<string, number>): SarifResult {
  const identity = result.fingerprints?.[identityKey];
  if (result.guid !== undefined || identity === undefined) return result;
  const count = (seen.get(identity) ?? 0) + 1;
  seen.set(identity, count);
  return { ...result, guid: uuidOf([run.tool.driver.name, run.automationDetails?.id, identity, count].join('\0')) };
}
