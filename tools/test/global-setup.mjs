import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../build/bundle.mjs';
import { absentTools } from '../lib/absent-tools.mjs';
import { must } from '../lib/run.mjs';

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default async function setUp() {
  // global-teardown.mjs removes what tests write; the workers inherit TMPDIR
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'tekwire-tests-'));
  for (const { title, reason } of absentTools()) process.stderr.write(`skipped: ${title}; ${reason}\n`);
  await must(process.execPath, ['tools/build/imports.mjs']);
  await bundle();
}
