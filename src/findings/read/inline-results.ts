import { isObject, type JsonObject } from '../log/rewrite';
import { resultShape } from './sarif-shape';
import { conform, type StringPool } from './shape';

/**
 * Moves results that a log keeps outside its runs (`inlineExternalProperties`) into their run: the one with the `automationDetails.guid`
 * that they name, else the first. Everything else there stays.
 */
export function inlineResults(log: JsonObject, strings: StringPool): JsonObject {
  const { runs, inlineExternalProperties: external } = log;
  if (!Array.isArray(runs) || runs.length === 0 || !Array.isArray(external) || !external.some(hasResults)) return log;
  const joined = runs.map((run, index) => {
    const moved = external.filter((one) => hasResults(one) && ownerOf(one, runs) === index).flatMap(({ results }) => results);
    const conformed = moved.map((one) => conform(one, resultShape, 'inlineExternalProperties.results', strings));
    if (moved.length === 0 || !isObject(run)) return run;
    return { ...run, results: [...(Array.isArray(run.results) ? run.results : []), ...conformed] };
  });
  return { ...log, runs: joined, inlineExternalProperties: external.map(withoutResults) };
}

function hasResults(value: unknown): value is { readonly results: readonly unknown[]; readonly runGuid?: unknown } {
  return isObject(value) && Array.isArray(value.results);
}

function ownerOf({ runGuid }: { readonly runGuid?: unknown }, runs: readonly unknown[]): number {
  const named = runs.findIndex((run) => isObject(run) && isObject(run.automationDetails) && run.automationDetails.guid === runGuid);
  return runGuid === undefined || named < 0 ? 0 : named;
}

function withoutResults(value: unknown): unknown {
  if (!hasResults(value)) return value;
  const { results: _moved, ...rest } = value;
  return rest;
}
