import { isCollection, isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import type { Diagnostic, LocatedDiagnostic } from '../diagnostics';
import { keyText } from './key';
import type { Places, Spot } from './place';
import type { Reading, ReadObject } from './read';
import { offsetIn } from './scalar-place';
import { taggedMeaning } from './tag';

// TW002 and TW010 speak of a field's name, TW003 and TW012 of the type of what stands in it
const aboutKeys: ReadonlySet<string> = new Set(['TW002', 'TW010']);
const aboutTypes: ReadonlySet<string> = new Set(['TW003', 'TW012']);
const ABOUT_PARAMS = 'TW012';

/** The diagnostic with the place of its field in the text; where YAML read something else than what is written there, it says so. */
export function locate(diagnostic: Diagnostic, { places }: ReadObject, reading: Reading): LocatedDiagnostic {
  const spot = places.find(diagnostic.field);
  const misread = misreadIn(diagnostic, spot);
  const fix = misread === undefined ? diagnostic.fix : quote(misread);
  const node = misread ?? nodeOf(spot, aboutKeys.has(diagnostic.code));
  const offset = offsetInText(diagnostic, spot, places, reading) ?? places.offsetOf(node);
  return { ...diagnostic, ...(fix === undefined ? {} : { fix }), ...reading.position(offset) };
}

/** The place inside a text, which an alias may name; undefined when the whole field is meant. */
function offsetInText({ at }: Diagnostic, { value, isThere }: Spot, places: Places, reading: Reading): number | undefined {
  const text = at === undefined || !isThere ? undefined : places.followed(value);
  if (at === undefined || !isScalar(text) || !text.range) return undefined;
  const start = places.offsetOf(text);
  return start + offsetIn(reading.slice(start, start + text.range[1] - text.range[0]), text, at);
}

/** The value when it can be seen in one piece; else its key. A missing field is shown at what it is missing in. */
function nodeOf({ key, value, isThere }: Spot, isAboutKey: boolean): Node | undefined {
  if (key === undefined) return value;
  const isBlock = value === undefined || value.range?.[0] === value.range?.[1] || (isCollection(value) && value.flow !== true);
  return isAboutKey || isBlock || !isThere ? key : value;
}

/** `yes`, `0755` and `1.10` without quotes are no texts; who wrote them rarely knows. Also looks into the value of a param. */
function misreadIn({ code, fix }: Diagnostic, { key, value, isThere }: Spot): Scalar | undefined {
  if (!isThere) return undefined;
  if (aboutKeys.has(code)) return key !== undefined && keyText(key) !== key.value ? key : undefined;
  if (!aboutTypes.has(code)) return undefined;
  // the rule advises only where it wants a text
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
  return `write "${source}" in quotes${source === meaning ? '' : `; without them YAML reads ${meaning}`}`;
}
