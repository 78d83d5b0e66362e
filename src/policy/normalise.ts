import { fieldText, TekwireError } from '../diagnostics';
import type { Manifest } from '../spec';

/**
 * Normalises a manifest like cdk8s: sorted keys, no null or undefined in objects, no shared references (YAML would write an alias).
 * @throws TekwireError (TW286) when it contains a value that a manifest cannot hold; the message names the policy and the construct's path
 */
export function normalise(manifest: unknown, policy: string, path: string): Manifest {
  const fail = (what: string): never => {
    const name = `policy "${policy}"`;
    throw new TekwireError(`${name} at ${path} ${what}`, { code: 'TW286', problem: `${name} ${what}` });
  };
  const { apiVersion, kind, metadata, ...rest } = copy(manifest, [], fail) as Manifest;
  return drop({ apiVersion, kind, metadata, ...rest });
}

// far deeper than any field of Tekton or Kubernetes
const MAX_DEPTH = 200;

type Field = readonly (string | number)[];

function copy(value: unknown, field: Field, fail: (what: string) => never): unknown {
  if (field.length > MAX_DEPTH)
    return fail(`nests more than ${MAX_DEPTH} levels in ${fieldText(field.slice(0, 3))}; does it contain itself?`);
  const isTop = field.length === 0;
  if (Array.isArray(value) && !isTop) return value.map((item, at) => copy(item, [...field, at], fail));
  if (isPlain(value)) {
    const keys = process.env.CDK8S_DISABLE_SORT ? Object.keys(value) : Object.keys(value).sort();
    return drop(Object.fromEntries(keys.map((key) => [key, value[key] == null ? undefined : copy(value[key], [...field, key], fail)])));
  }
  const isScalar = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (isScalar && !isTop) return value;
  if (isTop) return fail(`returned ${named(value)} instead of a manifest`);
  return fail(`puts ${named(value)} in ${fieldText(field)}; a manifest can hold strings, numbers, booleans, arrays and objects`);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // also plain objects of another realm, such as those of structuredClone in a test runner
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function drop<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

function named(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? `an object of class "${value.constructor.name}"` : `"${String(value)}"`;
}
