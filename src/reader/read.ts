import { type LocatedDiagnostic, whereText } from '../diagnostics';
import type { Manifest } from '../spec';
import { compose, type Fault } from './compose';
import { Lines, type Position } from './lines';
import { Places } from './place';
import { type Chunk, split } from './split';
import { Budget, toJson } from './to-json';

/** A manifest and where it was read. */
export interface ReadDocument {
  readonly origin: string;
  /** Position among the objects of the text, from 0. */
  readonly index: number;
  /** What the text says, whatever that is. */
  readonly manifest: Manifest;
}

/** One object of a text, or what stands there instead of one. */
export interface ReadObject {
  /** Undefined when the text is no YAML. */
  readonly document: ReadDocument | undefined;
  /** What keeps it from being read as it is meant, by offset in the whole text. */
  readonly faults: readonly Fault[];
  /** Where its fields stand. */
  readonly places: Places;
}

/** What a YAML text holds. */
export interface Reading {
  readonly origin: string;
  /** In their order; empty documents are left out, and a List gives its items. */
  readonly objects: readonly ReadObject[];
  /** Line and column of a character of the text. */
  position(offset: number): Position;
  /** Part of the text, by offsets. */
  slice(start: number, end: number): string;
  /** A line of the text by its number. */
  line(number: number): string;
}

/** Reads all objects of a YAML or JSON text as kubectl reads them: YAML 1.1, no key twice. Never throws, however odd the text. */
export function readYaml(text: string, origin: string): Reading {
  // a byte order mark is no part of the text
  const whole = text.replace(/^\ufeff/, '');
  // YAML 1.1 ends lines also with these; what separates documents is found before
  const clean = withLines(whole);
  const lines = new Lines(clean);
  const budget = new Budget();
  const objects = split(whole)
    .flatMap((chunk) => readChunk({ ...chunk, text: withLines(chunk.text) }, budget))
    .map(({ value, faults, places }, index): ReadObject => {
      const document = value === undefined ? undefined : { origin, index, manifest: value as Manifest };
      return { document, faults, places };
    });
  return {
    origin,
    objects,
    position: (offset) => lines.position(offset),
    slice: (start, end) => clean.slice(start, end),
    line: (number) => lines.line(number),
  };
}

/** What keeps an object of a text, the one at `index`, from being read as it is meant. */
export function faultsOf(reading: Reading, { document, faults }: ReadObject, index: number): LocatedDiagnostic[] {
  return faults.map(({ offset, field = [], ...fault }) => ({
    ...fault,
    severity: 'error',
    origin: reading.origin,
    index,
    field,
    where: whereText(document?.manifest, field),
    ...reading.position(offset),
  }));
}

function withLines(text: string): string {
  return text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n');
}

interface Part {
  /** Undefined when it cannot be read. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  readonly places: Places;
}

function readChunk({ text, offset, badSeparator }: Chunk, budget: Budget): Part[] {
  const { documents, faults } = compose(text);
  const first = badSeparator === undefined ? faults : [...faults, separatorFault(badSeparator - offset)];
  if (faults.length > 0 || documents.length === 0) return unreadable(moved(first, offset));
  const parts = documents.flatMap((document, at) => {
    const { value, faults: found, targets } = toJson(document.contents, budget);
    if (value === undefined) return unreadable(moved(found, offset));
    const places = new Places(document.contents ?? undefined, targets, offset);
    return itemsOf({ value, faults: moved(at === 0 ? [...first, ...found] : found, offset), places });
  });
  return parts;
}

function unreadable(faults: readonly Fault[]): Part[] {
  return faults.length === 0 ? [] : [{ value: undefined, faults, places: new Places(undefined, new Map(), faults[0]?.offset ?? 0) }];
}

function separatorFault(offset: number): Fault {
  return { code: 'TW090', offset, message: 'only a comment may follow "---" in its line', fix: 'begin a new line' };
}

function moved(faults: readonly Fault[], offset: number): Fault[] {
  return faults.map((fault) => ({ ...fault, offset: fault.offset + offset }));
}

/** The object itself; of a List, as `kubectl get -o yaml` prints it, the items; of an empty document nothing. */
function itemsOf(part: Part): Part[] {
  const { value, faults, places } = part;
  const items = listItems(value);
  if (items === undefined) return faults.length === 0 && isEmpty(value) ? [] : [part];
  const parts = items.flatMap((item, at) => itemsOf({ value: item, faults: [], places: places.within(['items', at]) }));
  const [head, ...rest] = parts;
  // the mistakes of the List's own text go to its first item, for it is no object itself
  return head === undefined ? unreadable(faults) : [{ ...head, faults }, ...rest];
}

function listItems(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('items' in value)) return undefined;
  return typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items) ? value.items : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}
