import type { SarifLocation, SarifLog, SarifResult, SarifRun } from '../log/sarif';
import { identityKey } from './identity';
import { completeRules } from './rule-texts';
import { uuidOf } from './uuid';

/**
 * Adds fields that findings stores require beyond SARIF: an `automationDetails.id` for each run, which distinguishes runs of different
 * targets (the tool's name by default), a `guid` for each result with an identity, texts for every rule, and the base of relative paths.
 */
export function addStoreFields(log: SarifLog): SarifLog {
  return { ...log, runs: log.runs.map((run) => completeRules(withBase(withGuids(withId(run))))) };
}

function withId(run: SarifRun): SarifRun {
  if (run.automationDetails?.id) return run;
  return { ...run, automationDetails: { ...run.automationDetails, id: `${run.tool.driver.name}/` } };
}

/** The base of paths that are relative to the sources. */
const sourceRoot = '%SRCROOT%';

/** Says in `originalUriBaseIds` what relative paths are relative to; the folder of the sources is left out, since it differs between runs. */
function withBase(run: SarifRun): SarifRun {
  const { originalUriBaseIds: known = {} } = run;
  if (!run.results.some(({ locations }) => locations?.some(isRelative))) return run;
  const base = known[sourceRoot] ?? { description: { text: 'the root of the scanned sources' } };
  return { ...run, originalUriBaseIds: { ...known, [sourceRoot]: base }, results: run.results.map(withBases) };
}

function withBases(result: SarifResult): SarifResult {
  if (!result.locations?.some(isRelative)) return result;
  return { ...result, locations: result.locations.map((one) => (isRelative(one) ? withBaseId(one) : one)) };
}

function withBaseId(location: SarifLocation): SarifLocation {
  const { physicalLocation } = location;
  const artifactLocation = { ...physicalLocation?.artifactLocation, uriBaseId: sourceRoot };
  return { ...location, physicalLocation: { ...physicalLocation, artifactLocation } };
}

function isRelative({ physicalLocation }: SarifLocation): boolean {
  const { uri, uriBaseId } = physicalLocation?.artifactLocation ?? {};
  return uri !== undefined && uriBaseId === undefined && !uri.startsWith('/') && !/^[a-z][a-z0-9+.-]*:/i.test(uri);
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
