import { isObject, TooDeep } from '../log/rewrite';
import type { SarifLog } from '../log/sarif';
import { type EachResult, parseInPieces } from './cut-results';
import { inlineResults } from './inline-results';
import { tryFindJsonError } from './json-error';
import { normaliseRun } from './normalise-run';
import { resultShape } from './sarif-shape';
import { conform, describe, Misshapen, type StringPool } from './shape';

/** How to read a SARIF file. */
export interface ReadOptions {
  /** Name of the file in messages. */
  readonly file: string;
  /** Absolute directories of the sources as the tool saw them; paths below them become relative. @default - absolute paths stay absolute */
  readonly sourceRoots?: readonly string[];
  /** Strings of logs that were read before: equal ones are kept in memory once. @default - those of this log */
  readonly strings?: StringPool;
}

/** The log, or one line that says which file is not SARIF, where, and why. */
export type ReadOutcome = { readonly log: SarifLog; readonly problem?: undefined } | { readonly log?: undefined; readonly problem: string };

/**
 * Reads SARIF 2.1.0 as real tools write it and normalises it: every result has a message and the id of its rule, every file one spelling.
 * Accepts byte order marks, null arrays, missing rules, `file://` URIs, backslashes and `uriBaseId`. Input that is not JSON or not SARIF
 * returns a problem and never throws.
 * @param text the text, or its pieces, which may be asked for twice: so a large file is never in memory as a whole
 */
export function readSarif(text: string | Iterable<string>, { file, sourceRoots = [], strings = new Map() }: ReadOptions): ReadOutcome {
  const pieces = typeof text === 'string' ? [text] : text;
  try {
    return { log: toLog(parse(pieces, strings), sourceRoots, strings) };
  } catch (error) {
    if (error instanceof Refusal || error instanceof Misshapen || error instanceof TooDeep) return { problem: `${file}: ${error.message}` };
    throw error;
  }
}

class Refusal extends Error {}

/** The JSON value, whose results have the shape of results. */
function parse(pieces: Iterable<string>, strings: StringPool): unknown {
  const each: EachResult = (result, where) => conform(result, resultShape, where, strings);
  return parseInPieces(withoutMark(pieces), each) ?? parseWhole([...pieces].join('').replace(/^\uFEFF/, ''), each);
}

function parseWhole(text: string, each: EachResult): unknown {
  if (text.trim() === '') throw new Refusal('the file is empty; expected SARIF 2.1.0');
  const error = tryFindJsonError(text);
  if (error) throw new Refusal(`line ${error.line}, column ${error.column}: invalid JSON, unexpected ${error.found}`);
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || !Array.isArray(value.runs)) return value;
  const runs = value.runs.map((run, at) => {
    if (!isObject(run) || !Array.isArray(run.results)) return run;
    return { ...run, results: run.results.map((result, index) => each(result, `runs[${at}].results[${index}]`)) };
  });
  return { ...value, runs };
}

/** The pieces without a byte order mark. */
function* withoutMark(pieces: Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const piece of pieces) {
    yield isFirst ? piece.replace(/^\uFEFF/, '') : piece;
    isFirst &&= piece === '';
  }
}

function toLog(value: unknown, sourceRoots: readonly string[], strings: StringPool): SarifLog {
  if (!isObject(value)) throw new Refusal(`the file contains ${describe(value)}; expected a SARIF 2.1.0 log`);
  const { version, runs } = value;
  if (version !== undefined && !(typeof version === 'string' && version.startsWith('2.1.0'))) {
    throw new Refusal(`version is ${describe(version)}; only SARIF "2.1.0" is supported`);
  }
  if (!('runs' in value)) throw new Refusal('"runs" is missing; the file is JSON but not SARIF 2.1.0');
  if (runs !== null && !Array.isArray(runs)) throw new Refusal(`runs is ${describe(runs)}, not an array`);
  const { runs: all, ...rest } = inlineResults(value, strings);
  const read = ((all ?? []) as readonly unknown[]).map((run, index) => normaliseRun(run, `runs[${index}]`, sourceRoots, strings));
  return { ...rest, version: '2.1.0', runs: read };
}
