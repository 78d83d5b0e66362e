// The CRDs of the pinned Tekton in the format of imports/crds.json: without descriptions, and with repeated values written once.

/**
 * The used parts of an OpenAPI schema of a CRD.
 * @typedef {{ type?: string, format?: string, pattern?: string, properties?: Record<string, Schema>, items?: Schema, additionalProperties?: Schema | boolean, required?: string[], 'x-kubernetes-int-or-string'?: boolean }} Schema
 */

/**
 * A CRD in imports/crds.json.
 * @typedef {{ group: string, scope: string, names: { kind: string, plural: string }, versions: { name: string, served: boolean, storage: boolean, schema: Schema }[] }} Crd
 */

/** Keys of a schema whose values are schemas by name. */
const named = new Set(['properties']);

/**
 * A schema without its descriptions.
 * @param {unknown} schema
 * @returns {any}
 */
export function withoutProse(schema) {
  if (Array.isArray(schema)) return schema.map(withoutProse);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => key !== 'description');
  return Object.fromEntries(kept.map(([key, value]) => [key, named.has(key) ? mapValues(value, withoutProse) : withoutProse(value)]));
}

/**
 * Replaces repeated values: `{ "$shared": 3 }` means the fourth item of `shared`.
 * @typedef {{ values: unknown[], shared: unknown[] }} Shared
 */

/**
 * @param {readonly unknown[]} values
 * @returns {Shared}
 */
export function share(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @param {unknown} value */
  const count = (value) => {
    if (typeof value !== 'object' || value === null) return;
    const text = JSON.stringify(value);
    const before = counts.get(text) ?? 0;
    counts.set(text, before + 1);
    // values inside a repeated part are repeated with it
    if (before === 0) Object.values(value).forEach(count);
  };
  values.forEach(count);
  /** @type {Map<string, number>} */
  const places = new Map();
  /** @type {unknown[]} */
  const shared = [];
  /** @type {(value: unknown) => unknown} */
  const compact = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const text = JSON.stringify(value);
    if (text.length < shortest || counts.get(text) === 1) return compactParts(value);
    if (!places.has(text)) {
      const parts = compactParts(value);
      places.set(text, shared.push(parts) - 1);
    }
    return { $shared: places.get(text) };
  };
  /** @type {(value: object) => unknown} */
  const compactParts = (value) => (Array.isArray(value) ? value.map(compact) : mapValues(value, compact));
  return { values: values.map(compact), shared };
}

/** Shorter parts are written out: a reference would save nothing. */
const shortest = 40;

/**
 * Restores the values that `share` replaced.
 * @param {Shared} file
 * @returns {any[]}
 */
export function unshare({ shared, values }) {
  /** @type {(value: unknown) => unknown} */
  const whole = (value) => {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== 'object' || value === null) return value;
    return '$shared' in value ? whole(shared[Number(value.$shared)]) : mapValues(value, whole);
  };
  return values.map(whole);
}

/**
 * JSON with one line for each array item, for readable diffs.
 * @param {Shared} file
 */
export function printShared({ shared, values }) {
  /** @param {unknown[]} items */
  const lines = (items) => items.map((item) => JSON.stringify(item)).join(',\n');
  return `{"shared":[\n${lines(shared)}\n],"values":[\n${lines(values)}\n]}\n`;
}

/**
 * @param {object} object
 * @param {(value: unknown) => unknown} change
 */
function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
