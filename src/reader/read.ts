import { type LocatedDiagnostic, whereText } from '../diagnostics';
import type { Manifest } from '../spec';
import { compose, type ReadError } from './compose';
import { FieldLocator } from './field-locator';
import { Lines, type Position } from './lines';
import { noteParsed } from './memory';
import { type Chunk, split } from './split';
import { maskVariables, templateError, unmaskVariables } from './template';
import { Budget, toJson } from './to-json';

/** A manifest and where it was read. */
export interface ReadDocument {
  readonly origin: string;
  /** Position among the objects of the file, from 0. */
  readonly index: number;
  /** The content of the document, of any type. */
  readonly manifest: Manifest;
}

/** One object of a file, or a part that cannot be read. */
export interface ReadObject {
  /** Undefined when the part is not valid YAML. */
  readonly document: ReadDocument | undefined;
  /** Syntax errors, by offset in the file. */
  readonly readErrors: readonly ReadError[];
  /** The locations of its fields, worked out when they are asked for, because few objects have diagnostics. */
  readonly locator: FieldLocator;
}

/** The objects of a YAML file. */
export interface Reading {
  readonly origin: string;
  /** In their order; empty documents are left out, and a List is replaced by its items. */
  readonly objects: readonly ReadObject[];
  /** Whether the file must be rendered before it is YAML. */
  readonly isTemplate: boolean;
  /** Line and column of a character, by offset. */
  position(offset: number): Position;
  /** A part of the file, by offsets. */
  slice(start: number, end: number): string;
  /** A line of the file, by its number. */
  line(number: number): string;
}

/**
 * Reads all objects of a YAML or JSON file as kubectl reads them: YAML 1.1, without duplicate keys. Never throws.
 * @param hasVariables - whether Pipelines-as-Code replaces `{{ variables }}` before it reads the file
 */
export function readYaml(text: string, origin: string, hasVariables = false): Reading {
  // a byte order mark is not content
  const whole = text.replace(/^\ufeff/, '');
  // in YAML 1.1 these characters end lines too; documents are separated before this
  const clean = withLines(whole);
  let lines: Lines | undefined;
  const linesOf = () => (lines ??= new Lines(clean));
  const isMasked = hasVariables && clean.includes('{{');
  const budget = new Budget();
  const parts = split(isMasked ? maskVariables(whole) : whole).flatMap((chunk) =>
    readChunk({ ...chunk, text: withLines(chunk.text) }, budget),
  );
  const template = templateOf(clean, parts);
  return {
    origin,
    objects: template === undefined ? parts.map((part, index) => objectOf(part, index, origin, isMasked)) : [template],
    isTemplate: template !== undefined,
    position: (offset) => linesOf().position(offset),
    slice: (start, end) => clean.slice(start, end),
    line: (number) => linesOf().line(number),
  };
}

/** The syntax errors of the object at `index`, as diagnostics. */
export function readDiagnostics(
  reading: Reading,
  { document, readErrors }: Pick<ReadObject, 'document' | 'readErrors'>,
  index: number,
): LocatedDiagnostic[] {
  return readErrors.map(({ offset, field = [], ...error }) => ({
    ...error,
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
  /** Undefined when the part cannot be read. */
  readonly value: unknown;
  readonly readErrors: readonly ReadError[];
  readonly locator: () => FieldLocator;
}

function objectOf({ value, readErrors, locator }: Part, index: number, origin: string, isMasked: boolean): ReadObject {
  const manifest = (isMasked ? unmaskVariables(value) : value) as Manifest;
  return readObject(value === undefined ? undefined : { origin, index, manifest }, readErrors, locator);
}

function readObject(document: ReadDocument | undefined, readErrors: readonly ReadError[], locator: () => FieldLocator): ReadObject {
  return {
    document,
    readErrors,
    get locator() {
      return locator();
    },
  };
}

/** Replaces the objects of a file that must be rendered first. */
function templateOf(text: string, parts: readonly Part[]): ReadObject | undefined {
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  const first = parts.flatMap(({ readErrors }) => readErrors).find(({ code }) => code === 'TW090');
  const error = first && templateError(text, first);
  return error && readObject(undefined, [error], () => nowhere(error.offset));
}

function readChunk(chunk: Chunk, budget: Budget): Part[] {
  const { offset, badSeparator } = chunk;
  noteParsed(chunk.text.length);
  const { documents, readErrors } = compose(chunk.text);
  const first = badSeparator === undefined ? readErrors : [...readErrors, separatorError(badSeparator - offset)];
  if (readErrors.length > 0 || documents.length === 0) return unreadable(moved(first, offset));
  return documents.flatMap((document, at) => {
    const { value, readErrors: found } = toJson(document.contents, budget);
    if (value === undefined) return unreadable(moved(found, offset));
    const locator = () => locatorsOf(chunk)[at] ?? nowhere(offset);
    return itemsOf({ value, readErrors: moved(at === 0 ? [...first, ...found] : found, offset), locator });
  });
}

/** The trees of the chunk that was asked last: trees are large, and diagnostics come chunk by chunk. */
let last: { readonly chunk: Chunk; readonly locators: readonly FieldLocator[] } | undefined;

function locatorsOf(chunk: Chunk): readonly FieldLocator[] {
  if (last?.chunk === chunk) return last.locators;
  const locators = compose(chunk.text).documents.map(
    ({ contents }) => new FieldLocator(contents ?? undefined, toJson(contents, new Budget()).targets, chunk.offset),
  );
  last = { chunk, locators };
  return locators;
}

function nowhere(offset: number): FieldLocator {
  return new FieldLocator(undefined, new Map(), offset);
}

function unreadable(readErrors: readonly ReadError[]): Part[] {
  return readErrors.length === 0 ? [] : [{ value: undefined, readErrors, locator: () => nowhere(readErrors[0]?.offset ?? 0) }];
}

function separatorError(offset: number): ReadError {
  return { code: 'TW090', offset, message: 'only a comment may follow "---" on the same line', fix: 'start a new line' };
}

function moved(readErrors: readonly ReadError[], offset: number): ReadError[] {
  return readErrors.map((error) => ({ ...error, offset: error.offset + offset }));
}

/** The object itself; for a List, as `kubectl get -o yaml` prints it, its items; for an empty document nothing. */
function itemsOf(part: Part): Part[] {
  const { value, readErrors, locator } = part;
  const items = listItems(value);
  if (items === undefined) return readErrors.length === 0 && isEmpty(value) ? [] : [part];
  const parts = items.flatMap((item, at) => itemsOf({ value: item, readErrors: [], locator: () => locator().within(['items', at]) }));
  const [head, ...rest] = parts;
  // the syntax errors of the List go to its first item, because the List itself is not an object
  return head === undefined ? unreadable(readErrors) : [{ ...head, readErrors }, ...rest];
}

/** The items of a List; in one of a kind, such as the TaskList of the API, they are of that kind and need not say so. */
function listItems(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('items' in value)) return undefined;
  const { kind, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined;
  if (kind === 'List' || !('apiVersion' in value)) return items;
  const own = { apiVersion: value.apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.map((item: unknown) => (typeof item === 'object' && item !== null && !Array.isArray(item) ? { ...own, ...item } : item));
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}
