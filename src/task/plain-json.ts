import type { ApiObject } from 'cdk8s';
import type { Manifest } from '../spec';

/**
 * The manifest of plain data, as cdk8s would render it: keys sorted, null and undefined left out of objects, nothing shared between
 * two places (YAML would write an alias). Undefined when there is anything in it that only cdk8s can resolve.
 */
export function tryRenderPlain(object: ApiObject, spec: unknown): Manifest | undefined {
  const copied = copy(spec);
  if (copied === UNKNOWN) return undefined;
  return { apiVersion: object.apiVersion, kind: object.kind, metadata: object.metadata.toJson(), spec: copied };
}

const UNKNOWN = Symbol('only cdk8s can resolve it');

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? UNKNOWN : value;
  if (Array.isArray(value)) return copyList(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'resolve' in value) return UNKNOWN;
  return copyObject(value as Record<string, unknown>);
}

function copyList(list: readonly unknown[]): unknown {
  const copies: unknown[] = [];
  for (const item of list) {
    const copied = copy(item);
    if (copied === UNKNOWN || copied === undefined) return UNKNOWN;
    copies.push(copied);
  }
  return copies;
}

function copyObject(object: Record<string, unknown>): unknown {
  const copies: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) {
    const copied = copy(object[key]);
    if (copied === UNKNOWN) return UNKNOWN;
    if (copied !== undefined && copied !== null) copies[key] = copied;
  }
  return copies;
}
