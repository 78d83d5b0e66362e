import { isCollection, isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import type { Diagnostic, LocatedDiagnostic } from '../diagnostics';
import type { FieldLocator, FieldNode } from './field-locator';
import { keyText } from './key';
import type { Reading, ReadObject } from './read';
import { offsetIn } from './scalar-location';
import { taggedMeaning } from './tag';

// TW002 and TW010 are about a field's name, TW003 and TW012 about the type of its value
const aboutKeys: ReadonlySet<string> = new Set(['TW002', 'TW010']);
const aboutTypes: ReadonlySet<string> = new Set(['TW003', 'TW012']);
const ABOUT_PARAMS = 'TW012';

/** Adds the location of its field to a diagnostic, and a fix where YAML reads an unquoted value as another type. */
export function locate(diagnostic: Diagnostic, object: ReadObject, reading: Reading): LocatedDiagnostic {
  const { locator } = object;
  const found = locator.find(diagnostic.field);
  const misread = misreadIn(diagnostic, found);
  const fix = misread === undefined ? diagnostic.fix : quote(misread);
  const node = misread ?? nodeOf(found, aboutKeys.has(diagnostic.code));
  const offset = offsetInText(diagnostic, found, locator, reading) ?? locator.offsetOf(node);
  const severity = misread !== undefined && isLossless(diagnostic, misread) ? 'warning' : diagnostic.severity;
  return { ...diagnostic, severity, ...(fix === undefined ? {} : { fix }), ...reading.position(offset) };
}

/** Whether the value of a param is a scalar of which Tekton makes exactly the text that is written: `true`, `1800`, but not `1.10`. */
function isLossless({ code, field }: Diagnostic, node: Scalar): boolean {
  const last = field[field.length - 1];
  return code === ABOUT_PARAMS && (last === 'value' || last === 'default') && String(node.value) === String(taggedMeaning(node)?.value);
}

/** The location inside a string, which an alias may refer to; undefined when the whole field is meant. */
function offsetInText({ at }: Diagnostic, { value, isThere }: FieldNode, locator: FieldLocator, reading: Reading): number | undefined {
  const text = at === undefined || !isThere ? undefined : locator.followed(value);
  if (at === undefined || !isScalar(text) || !text.range) return undefined;
  const start = locator.offsetOf(text);
  return start + offsetIn(reading.slice(start, start + text.range[1] - text.range[0]), text, at);
}

/** The value if it is in one piece, else its key. A missing field is located at the object that lacks it. */
function nodeOf({ key, value, isThere }: FieldNode, isAboutKey: boolean): Node | undefined {
  if (key === undefined) return value;
  const isBlock = value === undefined || value.range?.[0] === value.range?.[1] || (isCollection(value) && value.flow !== true);
  return isAboutKey || isBlock || !isThere ? key : value;
}

/** `yes`, `0755` and `1.10` without quotes are not strings, which few authors expect. Also looks into the value of a param. */
function misreadIn({ code, fix }: Diagnostic, { key, value, isThere }: FieldNode): Scalar | undefined {
  if (!isThere) return undefined;
  if (aboutKeys.has(code)) return key !== undefined && keyText(key) !== key.value ? key : undefined;
  if (!aboutTypes.has(code)) return undefined;
  // the rule has a fix only where it expects a string
  if (isScalar(value)) return fix !== undefined && isMisread(value) ? value : undefined;
  return code === ABOUT_PARAMS ? partsOf(value).find(isMisread) : undefined;
}

function partsOf(node: Node | undefined): readonly unknown[] {
  if (isSeq(node)) return node.items;
  return isMap(node) ? node.items.map(({ value }) => value) : [];
}

function isMisread(node: unknown): node is Scalar {
  if (!isScalar(node) || node.type !== Scalar.PLAIN) return false;
  const value = taggedMeaning(node)?.value;
  return typeof value === 'number' || typeof value === 'boolean';
}

function quote(node: Scalar): string {
  const source = String(node.value);
  const meaning = String(taggedMeaning(node)?.value);
  return `put "${source}" in quotes${source === meaning ? '' : `; without them YAML reads ${meaning}`}`;
}
