// Lists the fields of CRDs, and those that manifests set: `spec.steps[].env[].name`, `spec.nodeSelector{}`.
import { unshare } from './crds.mjs';
import { read } from './project.mjs';

/** What the table tells: the API versions that people should write. */
const told = [
  'tekton.dev/v1 Task',
  'tekton.dev/v1 Pipeline',
  'tekton.dev/v1 TaskRun',
  'tekton.dev/v1 PipelineRun',
  'tekton.dev/v1beta1 StepAction',
  'tekton.dev/v1alpha1 VerificationPolicy',
  'resolution.tekton.dev/v1beta1 ResolutionRequest',
];

/** @typedef {import('./crds.mjs').Schema} Schema */

/**
 * Names of parts that are better than their first field name.
 * @type {Record<string, string>}
 */
const names = {
  'Pipeline.result': 'pipelineResult',
  'Pipeline.workspace': 'pipelineWorkspace',
  'Task.workspace': 'taskWorkspace',
  'TaskRun.workspace': 'workspaceBinding',
  appArmorProfile: 'profile',
  breakpoint: 'breakpoints',
  capability: 'capabilities',
  computeResource: 'computeResources',
  configMapKeyRef: 'keyRef',
  configMapRef: 'optionalName',
  finally: 'pipelineTask',
  'pipelineTask.workspace': 'workspaceOfTask',
  hostAliase: 'hostAlias',
  imagePullSecret: 'nameOnly',
  livenessProbe: 'probe',
  param: 'paramSpec',
  postStart: 'hook',
  seLinuxOption: 'seLinuxOptions',
  sidecarSpec: 'override',
  source: 'projection',
  'projection.configMap': 'projectedFiles',
  stderrConfig: 'stream',
  'step.param': 'param',
  'step.result': 'stepResult',
  timeout: 'timeouts',
  windowsOption: 'windowsOptions',
  workspace: 'workspaceOfStep',
};

/**
 * The schema of `spec` by `apiVersion kind`, in the order of the table.
 * @returns {Map<string, Schema>}
 */
export function pinnedCrds() {
  /** @type {import('./crds.mjs').Crd[]} */
  const crds = unshare(JSON.parse(read('imports/crds.json')));
  const found = new Map(
    crds.flatMap(({ group, names, versions }) =>
      versions.map(({ name, schema }) => [`${group}/${name} ${names.kind}`, schema.properties?.spec ?? {}]),
    ),
  );
  return new Map(told.map((key) => [key, found.get(key) ?? {}]));
}

/**
 * Every leaf field of an OpenAPI schema, sorted; a field of any type counts as one.
 * @param {Schema} schema
 * @returns {string[]}
 */
export function fieldsOfSchema(schema, path = 'spec') {
  if (schema.properties) return Object.entries(schema.properties).flatMap(([name, one]) => fieldsOfSchema(one, `${path}.${name}`));
  if (schema.type === 'array' && schema.items) return fieldsOfSchema(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === 'object') return fieldsOfSchema(schema.additionalProperties, `${path}{}`);
  return [path];
}

/**
 * Parts by name, each with its fields as `name type`. A part has the name of its first field; parts with the same fields are one.
 * @param {Map<string, Schema>} crds
 */
export function fieldTableOf(crds) {
  /** @type {Record<string, string>} */
  const table = {};
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {(schema: Schema, candidates: string[]) => string} */
  const nameOf = (schema, candidates) => {
    const fields = JSON.stringify(shapeOf(schema));
    const same = known.get(fields);
    if (same !== undefined) return same;
    const name = candidates.map((one) => names[one] ?? one).find((one) => !(one in table));
    if (name === undefined) throw new Error(`no name is free for ${candidates.join(', ')}`);
    known.set(fields, name);
    table[name] = '';
    const words = Object.entries(schema.properties ?? {}).map(([field, one]) => {
      const type = wordOf(one, [singular(field), `${name}.${singular(field)}`]);
      return `${field}${schema.required?.includes(field) ? '!' : ''}${type === 'text' ? '' : `:${type}`}`;
    });
    table[name] = words.join(' ');
    return name;
  };
  /** @type {(schema: Schema, candidates: string[]) => string} */
  const wordOf = (schema, candidates) => {
    if (schema.properties) return nameOf(schema, candidates);
    if (schema.type === 'array' && schema.items) return `[${wordOf(schema.items, candidates)}]`;
    if (typeof schema.additionalProperties === 'object') return `{${wordOf(schema.additionalProperties, candidates)}}`;
    return plainOf(schema);
  };
  for (const [key, schema] of crds) nameOf(schema, [key.replace(/.* /, '')]);
  return table;
}

/**
 * The type of a field without parts.
 * @param {Schema} schema
 */
export function plainOf(schema) {
  if (schema['x-kubernetes-int-or-string']) return schema.pattern ? 'amount' : 'any';
  if (schema.type === 'integer' && schema.format === 'int32') return 'int32';
  return plainTypes.get(schema.type ?? '') ?? 'any';
}

const plainTypes = new Map([
  ['string', 'text'],
  ['integer', 'whole'],
  ['boolean', 'flag'],
]);

/**
 * A schema with only the properties that the table needs.
 * @param {Schema} schema
 * @returns {unknown}
 */
function shapeOf(schema) {
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, one]) => [name, shapeOf(one)]);
    return { fields, required: schema.required ?? [] };
  }
  if (schema.type === 'array' && schema.items) return [shapeOf(schema.items)];
  if (typeof schema.additionalProperties === 'object') return { map: shapeOf(schema.additionalProperties) };
  return plainOf(schema);
}

/** @param {string} field */
function singular(field) {
  return field.replace(/ies$/, 'y').replace(/(?<![su])s$/, '');
}

/**
 * The fields that the manifests set.
 * @param {Record<string, string[]>} fields - by `apiVersion kind`
 * @param {readonly { apiVersion: string, kind: string, spec: unknown }[]} manifests
 */
export function fieldsSet(fields, manifests) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { apiVersion, kind, spec } of manifests) {
    const key = `${apiVersion} ${kind}`;
    const known = new Set(fields[key] ?? []);
    const prefixes = new Set([...known].flatMap((field) => [...field.matchAll(/\{\}/g)].map(({ index }) => field.slice(0, index))));
    visit(spec, 'spec', { known, prefixes, add: (/** @type {string} */ field) => found.add(`${key} ${field}`) });
  }
  return found;
}

/**
 * @param {unknown} value
 * @param {string} path
 * @param {{ known: Set<string>, prefixes: Set<string>, add: (field: string) => void }} walk
 */
function visit(value, path, walk) {
  if (walk.known.has(path)) walk.add(path);
  if (walk.known.has(path) || typeof value !== 'object' || value === null) return;
  const isMap = walk.prefixes.has(path);
  for (const [name, item] of Object.entries(value))
    visit(item, Array.isArray(value) ? `${path}[]` : isMap ? `${path}{}` : `${path}.${name}`, walk);
}
