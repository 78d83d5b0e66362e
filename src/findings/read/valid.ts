import { distinct } from '../log/distinct';
import { isGuid } from '../log/formats';
import { isObject, type JsonObject } from '../log/rewrite';

/** Arrays with unique items in the SARIF schema that nothing refers to by index. */
const sets: readonly string[] = [
  'annotations',
  'attachments',
  'deprecatedIds',
  'fixes',
  'kinds',
  'relatedLocations',
  'relationships',
  'roles',
  'stacks',
  'suppressions',
  'taxa',
  'workItemUris',
];

/** Members with a closed set of values in the schema; other values are removed. */
const enumerations: Readonly<Record<string, ReadonlySet<unknown>>> = {
  kind: new Set(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']),
  baselineState: new Set(['new', 'unchanged', 'updated', 'absent']),
};

/** Removes what the schema refuses but tools write: duplicates, locations without a file, unknown enum values. */
export function makeValid(object: JsonObject, key: string): JsonObject {
  let valid = object;
  for (const name of sets) if (Array.isArray(valid[name])) valid = replace(valid, name, distinct(valid[name]));
  if (isObject(valid.properties) && 'tags' in valid.properties) valid = replace(valid, 'properties', withTags(valid.properties));
  if (isObject(valid.physicalLocation) && !valid.physicalLocation.artifactLocation && !valid.physicalLocation.address) {
    valid = replace(valid, 'physicalLocation', undefined);
  }
  if (key === 'results')
    for (const [name, known] of Object.entries(enumerations)) if (!known.has(valid[name])) valid = replace(valid, name, undefined);
  if ('guid' in valid && !(typeof valid.guid === 'string' && isGuid(valid.guid))) valid = replace(valid, 'guid', undefined);
  if (typeof valid.rank === 'number' && !(valid.rank >= -1 && valid.rank <= 100)) valid = replace(valid, 'rank', undefined);
  return valid;
}

function withTags(properties: JsonObject): JsonObject {
  const { tags } = properties;
  if (!Array.isArray(tags)) return replace(properties, 'tags', undefined);
  return replace(properties, 'tags', distinct(tags.every(isText) ? tags : tags.filter(isText)));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Replaces a member of the object; removes it when the value is undefined. */
function replace(object: JsonObject, name: string, value: unknown): JsonObject {
  if (object[name] === value) return object;
  const { [name]: _replaced, ...rest } = object;
  return value === undefined ? rest : { ...rest, [name]: value };
}
