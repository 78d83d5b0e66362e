import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const BUILT = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/scanners/bin');

/** Whether pods can have the tool: on the test bed it was built by `test/scanners/run.sh TOOL`, elsewhere its image is public. */
export function hasTool(tool: string): boolean {
  return process.env.TESTBED === undefined || existsSync(join(BUILT, tool));
}
