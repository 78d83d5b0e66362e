import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default function tearDown() {
  // only the folder of global-setup.mjs
  if (basename(tmpdir()).startsWith('tekwire-tests-')) rmSync(tmpdir(), { recursive: true, force: true });
}
