// Writes src/spec/field-table.ts, the source of the shapes of manifests, from the pinned CRDs in imports/crds.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldTableOf, pinnedCrds } from '../lib/crd-fields.mjs';
import { columns, verify, waysToImages } from '../lib/field-uses.mjs';
import { root } from '../lib/project.mjs';
import { must } from '../lib/run.mjs';

const file = 'src/spec/field-table.ts';
const table = fieldTableOf(pinnedCrds());
verify(table);
const rows = Object.entries(table).map(([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)},`);
const uses = Object.entries(columns).map(
  ([name, { meaning, source, parts }]) => `  /** ${meaning}. Source: ${source} */\n  ${name}: ${JSON.stringify(parts)},`,
);
writeFileSync(
  join(root, file),
  `// Written by \`npm run import\` from the CRDs of the pinned Tekton; never edited by hand.

/**
 * The fields of Tekton's objects, by the name of the part, each with its type. A field without a type is a string; \`whole\`, \`flag\`,
 * \`amount\` and \`any\` are integer, boolean, quantity and any value. Another word names a part of this table, \`[x]\` is an array and \`{x}\` a
 * map of them. \`!\` marks required fields. For an object the part describes its \`spec\`. Source: config/300-crds of tektoncd/pipeline.
 */
export const fieldTable = {
${rows.join('\n')}
} as const;

/** A part of the table. */
export type FieldPart = keyof typeof fieldTable;

/** The fields that may hold variables, results and images: their paths below the part, by column and part. From tools/lib/field-uses.mjs. */
export const fieldUses = {
${uses.join('\n')}
} as const;

/** The names of the fields that lead from an object to an image. */
export const waysToImages = ${JSON.stringify(waysToImages(table))} as const;
`,
);
await must(join(root, 'node_modules/.bin/biome'), ['check', '--write', file]);
console.log(`${file}: ${rows.length} parts`);
