import { groupings, referableKinds } from '../check';
import { featureNames } from './features';

/** The part of JSON Schema that `config.schema.json` uses. */
export interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'number';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
}

const CODE = '^[A-Z]{2,10}[0-9]{3}$|^[a-z][a-z0-9]*(-[a-z0-9]+)+$';
// YAML writes a flag as true, JSON as "true"
const flag: Schema = { oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'number' }] };
// YAML reads off as false
const severity: Schema = { oneOf: [{ type: 'string', enum: ['off', 'warning', 'error'] }, { type: 'boolean' }] };
const code: Schema = { type: 'string', pattern: CODE, description: 'The code or the slug of a rule, as TW513 or unpinned-image.' };

/** What `tekwire.config.yaml` or `.json` may hold; the build writes it to dist/lib/config.schema.json. */
export const configSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'tekwire.config',
  description: 'What tekwire validate, the plugin TektonValidation and a synth share.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'Where this schema is, for editors.' },
    features: {
      type: 'object',
      description: "Feature flags of the cluster by Tekton's names. setFeatures and --feature say otherwise for their part.",
      properties: Object.fromEntries(featureNames.map((name) => [name, flag])),
      additionalProperties: false,
    },
    external: {
      type: 'array',
      description: 'Objects that are in the cluster and not among the files, as Task/git-clone, or all of a kind, as Task/*.',
      items: { type: 'string', pattern: `^(${referableKinds.join('|')})/[^/]+$` },
    },
    lint: {
      description: 'Opt-in rules to add, or the severity of warnings by code or slug.',
      oneOf: [
        { type: 'array', items: { type: 'string', minLength: 1 } },
        { type: 'object', additionalProperties: severity },
      ],
    },
    ignore: {
      type: 'array',
      description: 'Warnings, and errors that Tekton itself would not report, that are left out, each with the reason.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['code', 'reason'],
        properties: {
          code,
          reason: { type: 'string', minLength: 1, description: 'Why the diagnostic does not matter here.' },
          path: { type: 'string', minLength: 1, description: 'Only in these files, as tasks/**; from the folder of the config on.' },
          object: { type: 'string', minLength: 1, description: 'Only for these objects, as Task/build or Pipeline/*.' },
        },
      },
    },
    baseline: { type: 'string', minLength: 1, description: 'The file that tekwire validate --update-baseline writes.' },
    set: { type: 'string', enum: Object.keys(groupings), description: 'Which files are checked together.' },
    failOn: { type: 'string', enum: ['error', 'warning'], description: 'What makes tekwire validate fail.' },
  },
};
