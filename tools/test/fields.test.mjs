import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { it } from 'node:test';
import { build } from 'esbuild';
import { fieldsOfSchema, fieldTableOf, pinnedCrds, plainOf } from '../lib/crd-fields.mjs';
import { share, unshare, withoutProse } from '../lib/crds.mjs';
import { columns, verify, waysToImages } from '../lib/field-uses.mjs';
import { root } from '../lib/project.mjs';

const outfile = join(root, 'dist/fields/shape.cjs');
await build({
  stdin: {
    contents: "export * from './src/spec/field-table'; export * from './src/rules/shape/manifest-shape';",
    resolveDir: root,
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile,
  logLevel: 'error',
});
const { fieldTable, fieldUses, tryFindShape, waysToImages: ways } = createRequire(import.meta.url)(outfile);

/** @typedef {import('../lib/crds.mjs').Schema} Schema */

/** Fields that a CRD leaves open, and that Tekton's Go types describe. */
const open =
  /(params\[\]\.(value|default)|results\[\]\.value|\.volumes|\.affinity|podTemplate\.securityContext|\.(pipeline|task)Spec|\.volumeClaimTemplate)$/;

it('the field table matches the pinned CRDs', () => {
  assert.deepEqual(fieldTable, fieldTableOf(pinnedCrds()));
});

it('the columns for variables, results and images name fields of the pinned CRDs', () => {
  const table = fieldTableOf(pinnedCrds());

  verify(table);
  assert.deepEqual(fieldUses, Object.fromEntries(Object.entries(columns).map(([name, { parts }]) => [name, parts])));
  assert.deepEqual(ways, waysToImages(table));
  assert.throws(() => verify({ ...table, step: 'name!' }), /checked: step has no field image/);
});

it('the rules know exactly the fields of the pinned CRDs, with their types', () => {
  let count = 0;
  for (const [key, schema] of pinnedCrds()) {
    const shape = tryFindShape(...key.split(' ')).fields.get('spec');
    const found = typesOfShape(shape, schema, 'spec');
    /** @type {[string, string][]} */
    const wanted = fieldsOfSchema(schema).map((field) => [field, typeAt(schema, field)]);
    for (const [field, type] of wanted) {
      const ours = found.get(field) ?? '';
      assert.ok(ours === type || (type === 'any' && open.test(field)), `${key} ${field}: ${ours}, but the CRD says ${type}`);
    }
    assert.deepEqual(
      [...found.keys()].filter((field) => !wanted.some(([one]) => one === field)),
      [],
      key,
    );
    if (key.startsWith('tekton.dev/')) count += wanted.length;
  }
  // a later Tekton has more
  assert.ok(count >= 804, String(count));
});

it('repeated values of the CRDs are written once, and restored', () => {
  const part = { type: 'object', properties: { description: { type: 'string', description: 'is a field here' } } };
  const crds = [{ a: part, b: [part, 1, null] }, { c: { d: part } }];

  const { shared, values } = share(crds);

  assert.equal(shared.length, 1);
  assert.deepEqual(unshare({ shared, values }), crds);
  assert.deepEqual(withoutProse(part), { type: 'object', properties: { description: { type: 'string' } } });
});

/**
 * The type of each leaf field of a shape.
 * @param {any} shape
 * @param {Schema} schema
 * @param {string} path
 * @returns {Map<string, string>}
 */
function typesOfShape(shape, schema, path) {
  const { properties } = schema;
  if (properties) {
    const names = new Set([...shape.fields.keys(), ...Object.keys(properties)]);
    return new Map(
      [...names].flatMap((name) => {
        const [ours, theirs] = [shape.fields.get(name), properties[name] ?? {}];
        return ours === undefined ? [] : [...typesOfShape(ours, theirs, `${path}.${name}`)];
      }),
    );
  }
  if (schema.type === 'array' && schema.items) return typesOfShape(shape.item, schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === 'object') return typesOfShape(shape.item, schema.additionalProperties, `${path}{}`);
  return new Map([[path, typeof shape === 'string' ? shape : shape.kind]]);
}

/**
 * @param {Schema} schema
 * @param {string} field
 */
function typeAt(schema, field) {
  const steps = field.replace(/^spec/, '').match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [];
  const found = steps.reduce((/** @type {any} */ one, step) => {
    if (step === '[]') return one.items;
    return step === '{}' ? one.additionalProperties : one.properties[step];
  }, schema);
  return plainOf(found);
}
