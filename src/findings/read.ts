import { inlineResults } from './inline-results';
import { tryFindJsonFault } from './json-fault';
import { normaliseRun } from './normalise-run';
import { isObject, TooDeep } from './rewrite';
import type { SarifLog } from './sarif';
import { describe, Misshapen } from './shape';

/** How to read a SARIF file. */
export interface ReadOptions {
  /** Name of the file in messages. */
  readonly file: string;
  /** Absolute directories of the sources as the tool saw them; paths below them become relative. @default - absolute paths stay absolute */
  readonly sourceRoots?: readonly string[];
}

/** The log, or one line that says which file is not SARIF, where, and why. */
export type ReadOutcome = { readonly log: SarifLog; readonly problem?: undefined } | { readonly log?: undefined; readonly problem: string };

/**
 * Reads SARIF 2.1.0 as real tools write it and normalises it: every result has a message and the id of its rule, every file one spelling.
 * Accepts byte order marks, null arrays, missing rules, `file://` URIs, backslashes and `uriBaseId`. Input that is not JSON or not SARIF
 * returns a problem and never throws.
 */
export function readSarif(text: string, { file, sourceRoots = [] }: ReadOptions): ReadOutcome {
  try {
    return { log: toLog(parse(text.replace(/^\uFEFF/, '')), sourceRoots) };
  } catch (error) {
    if (error instanceof Refusal || error instanceof Misshapen || error instanceof TooDeep) return { problem: `${file}: ${error.message}` };
    throw error;
  }
}

class Refusal extends Error {}

function parse(text: string): unknown {
  if (text.trim() === '') throw new Refusal('the file is empty; expected SARIF 2.1.0');
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = tryFindJsonFault(text);
    if (!fault) throw error;
    throw new Refusal(`line ${fault.line}, column ${fault.column}: invalid JSON, unexpected ${fault.found}`);
  }
}

function toLog(value: unknown, sourceRoots: readonly string[]): SarifLog {
  if (!isObject(value)) throw new Refusal(`the file contains ${describe(value)}; expected a SARIF 2.1.0 log`);
  const { version, runs } = value;
  if (version !== undefined && !(typeof version === 'string' && version.startsWith('2.1.0'))) {
    throw new Refusal(`version is ${describe(version)}; only SARIF "2.1.0" is supported`);
  }
  if (!('runs' in value)) throw new Refusal('"runs" is missing; the file is JSON but not SARIF 2.1.0');
  if (runs !== null && !Array.isArray(runs)) throw new Refusal(`runs is ${describe(runs)}, not an array`);
  const { runs: all, ...rest } = inlineResults(value);
  const read = ((all ?? []) as readonly unknown[]).map((run, index) => normaliseRun(run, `runs[${index}]`, sourceRoots));
  return { ...rest, version: '2.1.0', runs: read };
}
