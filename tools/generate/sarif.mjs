// Writes src/findings/log/schema-table.ts from the SARIF schema of OASIS in test/findings: every type with its fields, a few characters each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../lib/project.mjs';

/**
 * The parts of the schema that are used.
 * @typedef {{ type?: string | string[], $ref?: string, enum?: unknown[], format?: string, pattern?: string, minimum?: number, maximum?: number,
 *   items?: Schema, uniqueItems?: boolean, minItems?: number, properties?: Record<string, Schema>, additionalProperties?: boolean | Schema,
 *   required?: string[], anyOf?: { required: string[] }[], oneOf?: { required: string[] }[] }} Schema
 */

const formats = { uri: 'u', 'uri-reference': 'r', 'date-time': 'd' };
/** @type {Schema & { definitions: Record<string, Schema> }} */
const schema = JSON.parse(read('test/findings/sarif-2.1.0.schema.json'));
const types = { log: schema, ...schema.definitions };
const rows = Object.entries(types).map(([name, type]) => `  ${name}: ${JSON.stringify(rowOf(type))},`);
const text = `// Written by tools/generate/sarif.mjs from the SARIF 2.1.0 schema of OASIS; not edited by hand.

/**
 * The types of SARIF: their fields as \`name:type\`, a required one with \`!\`, and fields of which one is required after a \`|\`. Types are
 * \`s\` string, \`b\` boolean, \`i\` integer and \`n\` number with their bounds, \`u\` URI, \`r\` URI reference, \`d\` time, \`g\` GUID, \`l\` language,
 * \`v\` version, \`m\` MIME type, \`(a,b)\` choices, \`#name\` another type, \`[t]\` array, \`{t}\` array of unique items, \`+\` before it if it is never
 * empty, \`<t>\` map, \`*\` anything.
 */
export const sarifTypes: Readonly<Record<string, string>> = {
${rows.join('\n')}
};
`;
writeFileSync(join(root, 'src/findings/log/schema-table.ts'), text);
console.log('src/findings/log/schema-table.ts: written');

/** @param {Schema} type */
function rowOf({ properties = {}, required = [], anyOf = [], oneOf = [], additionalProperties }) {
  const fields = Object.entries(properties).map(([name, field]) => `${name}${required.includes(name) ? '!' : ''}:${typeOf(field)}`);
  const choice = [...anyOf, ...oneOf].map((one) => one.required.join());
  return [[...fields, ...(additionalProperties === false ? [] : ['*'])].join(' '), ...(choice.length > 0 ? [choice.join(' ')] : [])].join(
    '|',
  );
}

/**
 * @param {Schema} field
 * @returns {string}
 */
function typeOf({ type, $ref, enum: choices, format, pattern, minimum, maximum, items, uniqueItems, minItems = 0, additionalProperties }) {
  if ($ref) return `#${$ref.split('/').at(-1)}`;
  if (choices) return `(${choices.join()})`;
  if (type === 'array') return `${minItems > 0 ? '+' : ''}${uniqueItems ? '{' : '['}${typeOf(items ?? {})}${uniqueItems ? '}' : ']'}`;
  if (type === 'object') return `<${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : '*'}>`;
  if (type === 'boolean') return 'b';
  if (type === 'integer' || type === 'number')
    return `${type === 'integer' ? 'i' : 'n'}${minimum ?? ''}${maximum === undefined ? '' : `..${maximum}`}`;
  if (format) return formats[/** @type {keyof typeof formats} */ (format)] ?? 's';
  if (pattern) return patternOf(pattern);
  return type === 'string' ? 's' : '*';
}

/** @param {string} pattern */
function patternOf(pattern) {
  if (pattern.startsWith('^[0-9a-fA-F]{8}-')) return 'g';
  if (pattern.startsWith('^[a-zA-Z]{2}')) return 'l';
  if (pattern.includes('[0-9]+(\\.[0-9]+){3}')) return 'v';
  if (pattern.includes('/')) return 'm';
  throw new Error(`there is no letter for the pattern ${pattern}`);
}
