// The CRDs of the pinned Tekton as imports/crds.json keeps them: without prose, and what stands several times written once.

/** Keys of a schema whose values are schemas by name. */
const named = new Set(['properties']);

/** A schema without its descriptions. */
export function withoutProse(schema) {
  if (Array.isArray(schema)) return schema.map(withoutProse);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => key !== 'description');
  return Object.fromEntries(kept.map(([key, value]) => [key, named.has(key) ? mapValues(value, withoutProse) : withoutProse(value)]));
}

/** Of values that hold each other: `{ shared, values }`, where `{ "$shared": 3 }` stands for the fourth of `shared`. */
export function share(values) {
  const counts = new Map();
  const count = (value) => {
    if (typeof value !== 'object' || value === null) return;
    const text = JSON.stringify(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    // what stands in a repeated part is repeated with it
    if (counts.get(text) === 1) Object.values(value).forEach(count);
  };
  values.forEach(count);
  const places = new Map();
  const shared = [];
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
  const compactParts = (value) => (Array.isArray(value) ? value.map(compact) : mapValues(value, compact));
  return { values: values.map(compact), shared };
}

/** Shorter parts are written out: a reference would save nothing. */
const shortest = 40;

/** The values that `share` was given. */
export function unshare({ shared, values }) {
  const whole = (value) => {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== 'object' || value === null) return value;
    return '$shared' in value ? whole(shared[value.$shared]) : mapValues(value, whole);
  };
  return values.map(whole);
}

/** JSON with one line for each of the lists' items, so that a diff shows what changed. */
export function printShared({ shared, values }) {
  const lines = (items) => items.map((item) => JSON.stringify(item)).join(',\n');
  return `{"shared":[\n${lines(shared)}\n],"values":[\n${lines(values)}\n]}\n`;
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
