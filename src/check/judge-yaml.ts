import type { Diagnostic, LocatedDiagnostic, Verdict } from '../diagnostics';
import { faultsOf, locate, type Reading, type ReadObject, readYaml, type Source } from '../reader';
import { type JudgeOptions, judge } from '../rules';
import { isForeign, isStray, textOf } from './foreign';

/** The verdict of all rules on all objects of texts, and a way back to the texts. */
export interface Judged {
  /** In the order of the texts, and in each text from top to bottom. */
  readonly verdicts: readonly Verdict[];
  /** A line of a text by its number; empty when there is none. */
  lineOf(origin: string, line: number): string;
}

/** Reads texts and judges their Tekton objects together, as one set. Never throws, whatever the texts hold. Origins must differ. */
export function judgeYaml(sources: readonly Source[], options: JudgeOptions = {}): Judged {
  const readings = sources.map(({ origin, text, isFound = false }) => {
    const reading = readYaml(text, origin);
    return { ...reading, objects: reading.objects.map((object) => sorted(object, isFound)) };
  });
  const objects = readings.flatMap((reading) => reading.objects);
  const documents = objects.flatMap(({ document, isSkipped }) => (document === undefined || isSkipped ? [] : [document]));
  const found = byDocument(judge(documents, options));
  const byOrigin = new Map(readings.map((reading) => [reading.origin, reading]));
  return {
    verdicts: readings.flatMap((reading) => reading.objects.map((object, index) => verdictOf(reading, object, index, found))),
    lineOf: (origin, line) => byOrigin.get(origin)?.line(line) ?? '',
  };
}

/** An object, and whether it is none of ours. */
interface Sorted extends ReadObject {
  readonly isSkipped: boolean;
}

function sorted(object: ReadObject, isFound: boolean): Sorted {
  const { document } = object;
  if (document === undefined) return { ...object, isSkipped: false };
  // kubectl is never given what is no object, so nothing of its text is wrong
  if (isFound && isStray(document)) return { ...object, faults: [], isSkipped: true };
  return { ...object, isSkipped: isForeign(document) };
}

function byDocument(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = keyOf(diagnostic);
    const list = found.get(key);
    if (list === undefined) found.set(key, [diagnostic]);
    else list.push(diagnostic);
  }
  return found;
}

function keyOf({ origin, index = 0 }: { readonly origin: string; readonly index?: number }): string {
  return `${index} ${origin}`;
}

function verdictOf(reading: Reading, object: Sorted, index: number, found: ReadonlyMap<string, readonly Diagnostic[]>): Verdict {
  const { origin } = reading;
  const manifest: unknown = object.document?.manifest;
  const metadata = typeof manifest === 'object' && manifest !== null && 'metadata' in manifest ? manifest.metadata : undefined;
  const located = (found.get(keyOf({ origin, index })) ?? []).map((diagnostic) => locate(diagnostic, object, reading));
  return {
    origin,
    index,
    apiVersion: textOf(manifest, 'apiVersion'),
    kind: textOf(manifest, 'kind'),
    name: textOf(metadata, 'name') || textOf(metadata, 'generateName'),
    isSkipped: object.isSkipped,
    diagnostics: [...faultsOf(reading, object, index), ...located].sort(byPlace),
  };
}

function byPlace(a: LocatedDiagnostic, b: LocatedDiagnostic): number {
  return a.line - b.line || a.column - b.column || compareText(a.code, b.code) || compareText(a.message, b.message);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
