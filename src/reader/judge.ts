import { type Diagnostic, type LocatedDiagnostic, type Verdict, whereText } from '../diagnostics';
import { type Document, type JudgeOptions, judge } from '../rules';
import { locate } from './locate';
import { type Reading, type ReadObject, readYaml } from './read';

/** A YAML text and what to call it in messages. */
export interface Source {
  readonly origin: string;
  readonly text: string;
}

/** The verdict of all rules on all objects of texts, and a way back to the texts. */
export interface Judged {
  /** In the order of the texts, and in each text from top to bottom. */
  readonly verdicts: readonly Verdict[];
  /** A line of a text by its number; empty when there is none. */
  lineOf(origin: string, line: number): string;
}

/** Reads texts and judges their Tekton objects together, as one set. Never throws, whatever the texts hold. Origins must differ. */
export function judgeYaml(sources: readonly Source[], options: JudgeOptions = {}): Judged {
  const readings = sources.map(({ origin, text }) => readYaml(text, origin));
  const objects = readings.flatMap((reading) => reading.objects);
  const documents = objects.flatMap(({ document }) => (document === undefined || isForeign(document) ? [] : [document]));
  const found = byDocument(judge(documents, options));
  const byOrigin = new Map(readings.map((reading) => [reading.origin, reading]));
  return {
    verdicts: readings.flatMap((reading) => reading.objects.map((object, index) => verdictOf(reading, object, index, found))),
    lineOf: (origin, line) => byOrigin.get(origin)?.line(line) ?? '',
  };
}

// the API groups of Tekton's own objects; what only configures its installation is none of ours
const groups: ReadonlySet<string> = new Set(['tekton.dev', 'triggers.tekton.dev', 'resolution.tekton.dev']);

/** Whether it is a well-formed object of somebody else. What does not say what it is, is judged, and found wanting. */
function isForeign({ manifest }: Document): boolean {
  const apiVersion = textOf(manifest, 'apiVersion');
  const [group = '', ...rest] = apiVersion.split('/');
  return apiVersion !== '' && textOf(manifest, 'kind') !== '' && rest.length < 2 && !groups.has(group);
}

function textOf(value: unknown, key: string): string {
  const part = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof part === 'string' ? part : '';
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

function verdictOf(reading: Reading, object: ReadObject, index: number, found: ReadonlyMap<string, readonly Diagnostic[]>): Verdict {
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
    isSkipped: object.document !== undefined && isForeign(object.document),
    diagnostics: [...faultsOf(reading, object, index), ...located].sort(byPlace),
  };
}

function faultsOf(reading: Reading, object: ReadObject, index: number): LocatedDiagnostic[] {
  return object.faults.map(({ offset, field = [], ...fault }) => ({
    ...fault,
    severity: 'error',
    origin: reading.origin,
    index,
    field,
    where: whereText(object.document?.manifest, field),
    ...reading.position(offset),
  }));
}

function byPlace(a: LocatedDiagnostic, b: LocatedDiagnostic): number {
  return a.line - b.line || a.column - b.column || compareText(a.code, b.code) || compareText(a.message, b.message);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
