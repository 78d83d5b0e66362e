// Writes src/spec/field-table.ts, which the shapes of manifests are made of, from the pinned CRDs in imports/crds.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldTableOf, pinnedCrds } from '../lib/crd-fields.mjs';
import { root } from '../lib/project.mjs';
import { must } from '../lib/run.mjs';

const file = 'src/spec/field-table.ts';
const table = fieldTableOf(pinnedCrds());
const rows = Object.entries(table).map(([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)},`);
writeFileSync(
  join(root, file),
  `// Written by \`npm run import\` from the CRDs of the pinned Tekton; never edited by hand.

/**
 * What Tekton's objects may hold: the fields by the name of the part, each with its type. No type is a text; \`whole\`, \`flag\`, \`amount\` and
 * \`any\` say themselves, another word is a part of this table, \`[x]\` a list and \`{x}\` a map of them. \`!\` marks what must be there. Of an
 * object the part is what stands in its \`spec\`. Source: config/300-crds of tektoncd/pipeline.
 */
export const fieldTable = {
${rows.join('\n')}
} as const;

/** A part of the table. */
export type FieldPart = keyof typeof fieldTable;
`,
);
await must(join(root, 'node_modules/.bin/biome'), ['check', '--write', file]);
console.log(`${file}: ${rows.length} parts`);
