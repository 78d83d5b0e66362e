import type { SarifRegion, SarifResult } from './sarif';

/** Path of a result's file, relative to the sources; empty when it has none. */
export function pathOf(result: SarifResult): string {
  return locationOf(result)?.artifactLocation?.uri ?? '';
}

/** The region of a result in its file. */
export function regionOf(result: SarifResult): SarifRegion {
  return locationOf(result)?.region ?? {};
}

/** The snippet of a result, else the snippet of the surrounding lines, if the tool wrote one. */
export function snippetOf(result: SarifResult): string | undefined {
  const location = locationOf(result);
  return location?.region?.snippet?.text || location?.contextRegion?.snippet?.text || undefined;
}

function locationOf(result: SarifResult) {
  return result.locations?.find((one) => one.physicalLocation)?.physicalLocation;
}

/** Compares locations in one file: by line and column, else by offset; a result without a region comes first. */
export function compareRegions(left: SarifRegion, right: SarifRegion): number {
  return (
    compareNumbers(left.startLine, right.startLine) ||
    compareNumbers(left.startColumn, right.startColumn) ||
    compareNumbers(offsetOf(left), offsetOf(right))
  );
}

function offsetOf(region: SarifRegion): number | undefined {
  return region.startLine === undefined ? (region.charOffset ?? region.byteOffset) : undefined;
}

function compareNumbers(left = -1, right = -1): number {
  return left - right;
}
