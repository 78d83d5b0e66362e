import type { FieldPath } from '../../diagnostics';
import { isRecord } from '../notation/record';
import { BROKEN } from './broken';
import type { ListShape, MapShape, ObjectShape, Shape } from './shape';

/** What is wrong with the form of a field: not in its table, there but in another case, of another type than `expected`, missing. */
export type Misfit =
  | { readonly kind: 'unknown'; readonly field: FieldPath; readonly allowed: readonly string[] }
  | { readonly kind: 'case'; readonly field: FieldPath; readonly meant: string }
  | { readonly kind: 'type'; readonly field: FieldPath; readonly value: unknown; readonly expected: Shape }
  | { readonly kind: 'missing'; readonly field: FieldPath };

/** The value with only its well-shaped parts, and the parts that are not. The value itself, not a copy, when it is all well. */
export function conform(value: unknown, shape: Shape, field: FieldPath): { readonly value: unknown; readonly misfits: readonly Misfit[] } {
  if (fits(value, shape)) return { value, misfits: [] };
  const misfits: Misfit[] = [];
  const path = [...field];
  const fitting = narrow(value, shape, path, misfits);
  return { value: fitting, misfits };
}

/** Whether all is well. Nearly every manifest is, and this is much less work than to note what is not. */
function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return isPlain(value, shape);
  if (shape.kind === 'list') return Array.isArray(value) && fitAll(value, shape.item);
  if (!isRecord(value)) return false;
  for (const key of Object.keys(value)) {
    const expected = shape.kind === 'map' ? shape.item : shape.fields.get(key);
    const item = value[key];
    if (expected === 'text' && typeof item === 'string') continue;
    if (expected === undefined || !fits(item, expected)) return false;
  }
  return shape.kind === 'map' || shape.required === undefined || Object.hasOwn(value, shape.required);
}

function fitAll(items: readonly unknown[], shape: Shape): boolean {
  for (const item of items) if (!fits(item, shape)) return false;
  return true;
}

type Path = (string | number)[];

/** `undefined` for what does not fit. Null counts as absent, as it does for Tekton's decoder. */
function narrow(value: unknown, shape: Shape, path: Path, misfits: Misfit[]): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === 'string') {
    if (isPlain(value, shape)) return value;
  } else if (shape.kind === 'list') {
    if (Array.isArray(value)) return narrowList(value, shape, path, misfits);
  } else if (isRecord(value)) {
    return shape.kind === 'map' ? narrowMap(value, shape, path, misfits) : narrowObject(value, shape, path, misfits);
  }
  misfits.push({ kind: 'type', field: [...path], value, expected: shape });
  if (shape === 'value') return textual(value);
  // something was meant to be there, so no rule need say that it is missing
  return typeof shape === 'object' && shape.kind === 'object' ? BROKEN : undefined;
}

/** The value with texts in place of whatever else it holds, as Tekton reads it. */
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

function isPlain(value: unknown, shape: Exclude<Shape, object>): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string';
    case 'whole':
      return Number.isInteger(value);
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

function narrowList(value: readonly unknown[], shape: ListShape, path: Path, misfits: Misfit[]): unknown {
  let copy: unknown[] | undefined;
  for (let at = 0; at < value.length; at++) {
    path.push(at);
    const item = value[at];
    const fitting = item === null || item === undefined ? broken(shape.item, path, misfits) : narrow(item, shape.item, path, misfits);
    path.pop();
    if (fitting !== undefined && fitting === item) continue;
    copy ??= [...value];
    copy[at] = fitting ?? (shape.item === 'text' ? '' : BROKEN);
  }
  return copy ?? value;
}

function broken(shape: Shape, path: Path, misfits: Misfit[]): undefined {
  misfits.push({ kind: 'type', field: [...path], value: null, expected: shape });
}

function narrowMap(value: Readonly<Record<string, unknown>>, shape: MapShape, path: Path, misfits: Misfit[]): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    path.push(key);
    const fitting = narrow(value[key], shape.item, path, misfits);
    path.pop();
    if (fitting === value[key]) continue;
    copy ??= { ...value };
    copy[key] = fitting;
  }
  return copy ?? value;
}

function narrowObject(value: Readonly<Record<string, unknown>>, shape: ObjectShape, path: Path, misfits: Misfit[]): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    // what a program leaves undefined never reaches the manifest
    if (value[key] === undefined) continue;
    const name = shape.fields.has(key) ? key : findMeant(key, value, shape, path, misfits);
    const expected = name === undefined ? undefined : shape.fields.get(name);
    if (name === undefined || expected === undefined) continue;
    path.push(key);
    const fitting = narrow(value[key], expected, path, misfits);
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
    misfits.push(value[required] === null ? { kind: 'type', field, value: null, expected } : { kind: 'missing', field });
  }
  return copy ?? value;
}

/** The field that an unknown one stands for when only upper and lower case differ: Tekton's decoder does not tell them apart. */
function findMeant(key: string, value: object, { fields }: ObjectShape, path: Path, misfits: Misfit[]): string | undefined {
  const lower = key.toLowerCase();
  const meant = [...fields.keys()].find((field) => field.toLowerCase() === lower);
  if (meant === undefined) misfits.push({ kind: 'unknown', field: [...path, key], allowed: [...fields.keys()] });
  else misfits.push({ kind: 'case', field: [...path, key], meant });
  return meant === undefined || Object.hasOwn(value, meant) ? undefined : meant;
}
