// Names the fields of CRDs, and those that manifests set: `spec.steps[].env[].name`, `spec.nodeSelector{}`.

/** Every field of an OpenAPI schema that holds no other fields, sorted; a field of any shape counts as one. */
export function fieldsOfSchema(schema, path = 'spec') {
  if (schema.properties) return Object.entries(schema.properties).flatMap(([name, one]) => fieldsOfSchema(one, `${path}.${name}`));
  if (schema.type === 'array' && schema.items) return fieldsOfSchema(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === 'object') return fieldsOfSchema(schema.additionalProperties, `${path}{}`);
  return [path];
}

/** Those of the fields that the manifests set. `fields` maps `apiVersion kind` to field names. */
export function fieldsSet(fields, manifests) {
  const found = new Set();
  for (const { apiVersion, kind, spec } of manifests) {
    const key = `${apiVersion} ${kind}`;
    const known = new Set(fields[key] ?? []);
    const prefixes = new Set([...known].flatMap((field) => [...field.matchAll(/\{\}/g)].map(({ index }) => field.slice(0, index))));
    visit(spec, 'spec', { known, prefixes, add: (field) => found.add(`${key} ${field}`) });
  }
  return found;
}

function visit(value, path, walk) {
  if (walk.known.has(path)) return walk.add(path);
  if (typeof value !== 'object' || value === null) return undefined;
  const isMap = walk.prefixes.has(path);
  for (const [name, item] of Object.entries(value))
    visit(item, Array.isArray(value) ? `${path}[]` : isMap ? `${path}{}` : `${path}.${name}`, walk);
  return undefined;
}
