import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { fieldText, TekwireError } from '../diagnostics';
import type { Manifest, ObjectMeta } from '../spec';
import { pathOf } from './refuse';

/**
 * Renders plain data as cdk8s does: keys sorted, null and undefined left out of objects, nothing shared between two places (YAML would
 * write an alias). Returns undefined when the data contains anything that only cdk8s can resolve.
 */
export function tryRenderPlain(object: ApiObject, metadata: ApiObjectMetadata, spec: unknown): Manifest | undefined {
  const copied = copy(spec);
  const plainMetadata = isBare(object, metadata) ? { name: object.name } : copy(wholeMetadata(object, metadata));
  if (copied === UNKNOWN || plainMetadata === UNKNOWN) return undefined;
  return { apiVersion: object.apiVersion, kind: object.kind, metadata: plainMetadata as ObjectMeta, spec: copied };
}

/** Whether the object has only a name, which is the usual case. */
function isBare({ chart }: ApiObject, given: ApiObjectMetadata): boolean {
  for (const key in given) if (key !== 'name') return false;
  for (const _ in chart.labels) return false;
  return chart.namespace === undefined;
}

/** The metadata of the ApiObject: with its chart's namespace and labels, without empty arrays and objects. */
function wholeMetadata({ name, chart }: ApiObject, given: ApiObjectMetadata): object {
  const labels = { ...chart.labels, ...given.labels };
  const whole: Record<string, unknown> = { name, ...given, namespace: given.namespace ?? chart.namespace, labels };
  for (const [key, value] of Object.entries(whole))
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) whole[key] = undefined;
  return whole;
}

const UNKNOWN = Symbol('only cdk8s can resolve it');

// One function on purpose: as three functions, the compiler inlines the recursion into itself and spends more time than the copy takes.
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? UNKNOWN : value;
  if (Array.isArray(value)) {
    const list: unknown[] = new Array(value.length);
    for (let at = 0; at < value.length; at++) {
      const item: unknown = value[at];
      const copied = typeof item === 'string' ? item : copy(item);
      if (copied === UNKNOWN || copied === undefined) return UNKNOWN;
      list[at] = copied;
    }
    return list;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return UNKNOWN;
  const object: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    if (key === 'resolve') return UNKNOWN;
    const item = (value as Record<string, unknown>)[key];
    const copied = typeof item === 'string' ? item : copy(item);
    if (copied === UNKNOWN) return UNKNOWN;
    if (copied !== undefined && copied !== null) object[key] = copied;
  }
  return object;
}

/** The error of cdk8s for a value that no manifest can hold, with the path of the value; any other error is returned unchanged. */
export function unrenderable(error: unknown, owner: object, parts: object): unknown {
  const name = error instanceof Error ? NON_SIMPLE.exec(error.message)?.[1] : undefined;
  if (name === undefined) return error;
  // metadata that was added later, and JSON patches, are not in the parts
  const where = fieldText(tryFindInstance(parts, name, []) ?? []).replace(/^spec\.?/, '');
  const problem = `expected a string, number, boolean, array or object, found an object of class "${name}", which no manifest can hold`;
  return new TekwireError([pathOf(owner), `${where}: ${problem}`].join(' '), { code: 'TW288', where, problem, cause: error });
}

// cdk8s lib/resolve.js
const NON_SIMPLE = /can't render non-simple object of type '([^']*)'/;

function tryFindInstance(value: unknown, name: string, path: readonly (string | number)[]): readonly (string | number)[] | undefined {
  if (typeof value !== 'object' || value === null || path.length > 80) return undefined;
  if (!Array.isArray(value) && value.constructor !== undefined && value.constructor.name === name && name !== 'Object') return path;
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, item] of entries) {
    const found = tryFindInstance(item, name, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
