import type { FieldPath } from '../../diagnostics';
import { isRecord } from '../notation/record';
import { BROKEN } from './broken';
import type { ListShape, MapShape, ObjectShape, Shape } from './shape';

/** A field that does not match its shape: unknown, written in the wrong case, of a type other than `expected`, or missing. */
export type Mismatch =
  | { readonly kind: 'unknown'; readonly field: FieldPath; readonly allowed: readonly string[] }
  | { readonly kind: 'case'; readonly field: FieldPath; readonly meant: string }
  | { readonly kind: 'type'; readonly field: FieldPath; readonly value: unknown; readonly expected: Shape }
  | { readonly kind: 'missing'; readonly field: FieldPath };

/** Returns the parts of the value that match the shape, and the mismatches. Returns the value itself, not a copy, when all of it matches. */
export function conform(
  value: unknown,
  shape: Shape,
  field: FieldPath,
): { readonly value: unknown; readonly mismatches: readonly Mismatch[] } {
  if (fits(value, shape)) return { value, mismatches: [] };
  const mismatches: Mismatch[] = [];
  const path = [...field];
  const fitting = narrow(value, shape, path, mismatches);
  return { value: fitting, mismatches };
}

/** Whether the whole value matches. Nearly every manifest does, and this test is much cheaper than collecting mismatches. */
function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return isPlain(value, shape);
  if (shape.kind === 'list') return Array.isArray(value) && fitAll(value, shape.item);
  if (!isRecord(value)) return false;
  for (const key of Object.keys(value)) {
    const expected = shape.kind === 'map' ? shape.item : shape.fields.get(key);
    const item = value[key];
    if (expected === 'text' && typeof item === 'string') continue;
    if (expected === undefined ? shape.kind === 'map' || shape.isOpen !== true : !fits(item, expected)) return false;
  }
  return shape.kind === 'map' || shape.required === undefined || Object.hasOwn(value, shape.required);
}

function fitAll(items: readonly unknown[], shape: Shape): boolean {
  for (const item of items) if (!fits(item, shape)) return false;
  return true;
}

type Path = (string | number)[];

/** Returns `undefined` for a value that does not match. Null counts as absent, as in Tekton's decoder. */
function narrow(value: unknown, shape: Shape, path: Path, mismatches: Mismatch[]): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === 'string') {
    if (isPlain(value, shape)) return value;
  } else if (shape.kind === 'list') {
    if (Array.isArray(value)) return narrowList(value, shape, path, mismatches);
  } else if (isRecord(value)) {
    return shape.kind === 'map' ? narrowMap(value, shape, path, mismatches) : narrowObject(value, shape, path, mismatches);
  }
  mismatches.push({ kind: 'type', field: [...path], value, expected: shape });
  if (shape === 'value') return textual(value);
  // the field was set, so no other rule reports it as missing
  return typeof shape === 'object' && shape.kind === 'object' ? BROKEN : undefined;
}

/** Replaces items that are not strings with strings, as Tekton does when it reads a param value. */
function textual(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textOf);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textOf(item)])) : textOf(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return '';
  return value === null || value === undefined ? '' : String(value);
}

// k8s.io/apimachinery pkg/api/resource ParseQuantity
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

// RFC 3339, as k8s.io/apimachinery pkg/apis/meta/v1 Time reads it
const TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

function isPlain(value: unknown, shape: Exclude<Shape, object>): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string';
    case 'whole':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
    case 'int32':
      return Number.isInteger(value) && (value as number) >= -(2 ** 31) && (value as number) < 2 ** 31;
    case 'time':
      return typeof value === 'string' && TIME.test(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'amount':
      return (typeof value === 'string' || typeof value === 'number') && QUANTITY.test(String(value));
    case 'value':
      return isParamValue(value);
    default:
      return value !== null && value !== undefined;
  }
}

function isParamValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isText);
  return isText(value) || (isRecord(value) && Object.values(value).every(isText));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function narrowList(value: readonly unknown[], shape: ListShape, path: Path, mismatches: Mismatch[]): unknown {
  let copy: unknown[] | undefined;
  for (let at = 0; at < value.length; at++) {
    path.push(at);
    const item = value[at];
    const fitting = item === null || item === undefined ? broken(shape.item, path, mismatches) : narrow(item, shape.item, path, mismatches);
    path.pop();
    if (fitting !== undefined && fitting === item) continue;
    copy ??= [...value];
    copy[at] = fitting ?? (shape.item === 'text' ? '' : BROKEN);
  }
  return copy ?? value;
}

function broken(shape: Shape, path: Path, mismatches: Mismatch[]): undefined {
  mismatches.push({ kind: 'type', field: [...path], value: null, expected: shape });
}

function narrowMap(value: Readonly<Record<string, unknown>>, shape: MapShape, path: Path, mismatches: Mismatch[]): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    path.push(key);
    const fitting = narrow(value[key], shape.item, path, mismatches);
    path.pop();
    if (fitting === value[key]) continue;
    copy ??= { ...value };
    copy[key] = fitting;
  }
  return copy ?? value;
}

function narrowObject(value: Readonly<Record<string, unknown>>, shape: ObjectShape, path: Path, mismatches: Mismatch[]): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    // undefined is never written to the manifest
    if (value[key] === undefined) continue;
    if (shape.isOpen === true && !shape.fields.has(key)) continue;
    const name = shape.fields.has(key) ? key : findMeant(key, value, shape, path, mismatches);
    const expected = name === undefined ? undefined : shape.fields.get(name);
    if (name === undefined || expected === undefined) continue;
    path.push(key);
    const fitting = narrow(value[key], expected, path, mismatches);
    path.pop();
    if (name === key && fitting === value[key]) continue;
    copy ??= { ...value };
    if (name !== key) delete copy[key];
    copy[name] = fitting;
  }
  const { required } = shape;
  if (required !== undefined && (value[required] ?? undefined) === undefined && copy?.[required] === undefined) {
    const field = [...path, required];
    const expected = shape.fields.get(required) ?? 'any';
    mismatches.push(value[required] === null ? { kind: 'type', field, value: null, expected } : { kind: 'missing', field });
  }
  return copy ?? value;
}

/** Finds the field that an unknown one matches when case is ignored, as Tekton's decoder does. */
function findMeant(key: string, value: object, { fields }: ObjectShape, path: Path, mismatches: Mismatch[]): string | undefined {
  const lower = key.toLowerCase();
  const meant = [...fields.keys()].find((field) => field.toLowerCase() === lower);
  if (meant === undefined) mismatches.push({ kind: 'unknown', field: [...path, key], allowed: [...fields.keys()] });
  else mismatches.push({ kind: 'case', field: [...path, key], meant });
  return meant === undefined || Object.hasOwn(value, meant) ? undefined : meant;
}
