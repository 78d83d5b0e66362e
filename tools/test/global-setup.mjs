import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../build/bundle.mjs';
import { must } from '../lib/run.mjs';

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default async function setUp() {
  // what tests write goes with global-teardown.mjs; the workers take TMPDIR over
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'tekwire-tests-'));
  if (spawnSync('shellcheck', ['--version']).status !== 0)
    process.stderr.write('skipped: what shellcheck says of scripts (TW580); shellcheck is not installed\n');
  await must(process.execPath, ['tools/build/imports.mjs']);
  await bundle();
}
