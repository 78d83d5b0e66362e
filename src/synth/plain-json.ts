import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Manifest, ObjectMeta } from '../spec';

/**
 * The manifest of plain data, as cdk8s would render it: keys sorted, null and undefined left out of objects, nothing shared between
 * two places (YAML would write an alias). Undefined when there is anything in it that only cdk8s can resolve.
 */
export function tryRenderPlain(object: ApiObject, metadata: ApiObjectMetadata, spec: unknown): Manifest | undefined {
  const copied = copy(spec);
  const plainMetadata = isBare(object, metadata) ? { name: object.name } : copy(wholeMetadata(object, metadata));
  if (copied === UNKNOWN || plainMetadata === UNKNOWN) return undefined;
  return { apiVersion: object.apiVersion, kind: object.kind, metadata: plainMetadata as ObjectMeta, spec: copied };
}

/** Whether the object has nothing but a name, as most have. */
function isBare({ chart }: ApiObject, given: ApiObjectMetadata): boolean {
  for (const key in given) if (key !== 'name') return false;
  for (const _ in chart.labels) return false;
  return chart.namespace === undefined;
}

/** What the ApiObject makes of the given metadata: its chart's namespace and labels come in, empty lists and objects go. */
function wholeMetadata({ name, chart }: ApiObject, given: ApiObjectMetadata): object {
  const labels = { ...chart.labels, ...given.labels };
  const whole: Record<string, unknown> = { name, ...given, namespace: given.namespace ?? chart.namespace, labels };
  for (const [key, value] of Object.entries(whole))
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) whole[key] = undefined;
  return whole;
}

const UNKNOWN = Symbol('only cdk8s can resolve it');

// One function on purpose: split in three, the compiler inlines the recursion into itself and spends more time than the copy takes.
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
