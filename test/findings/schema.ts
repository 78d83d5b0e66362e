import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** What the SARIF 2.1.0 schema of OASIS says against a value, one line each. */
export function schemaProblems(value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

// The schema is written in draft 4; it uses nothing that draft 7 means otherwise, but for the name of its id.
const { id, ...published } = JSON.parse(readFileSync(join(__dirname, 'sarif-2.1.0.schema.json'), 'utf8'));
const ajv = addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false }));
const validate = ajv.compile({ ...published, $schema: 'http://json-schema.org/draft-07/schema#', $id: id });
