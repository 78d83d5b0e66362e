import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Writes a token that was never valid, of a form that TruffleHog knows; it skips those of examples. @param {string} folder - of the sources */
export function plantToken(folder) {
  const { INVALID_TOKEN } = createRequire(import.meta.url)('../../dist/lib/catalogue/scanners/planted.js');
  writeFileSync(join(folder, 'infra/leaked.env'), INVALID_TOKEN.join(''));
}
