// Measures how much memory `tekwire validate` takes for 50 MB of YAML, against the limit. `node test/bench/memory.mjs 1000` takes fewer documents.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/lib/project.mjs';
import { fail } from '../../tools/lib/run.mjs';
import { writeDocuments } from './documents.mjs';

const documents = Number(process.argv[2] ?? 68_000);
const limitMegabytes = 500;
const folder = join(root, 'dist/bench/memory');

writeDocuments(folder, documents);
const program = `process.on('exit', () => console.log('peak', process.resourceUsage().maxRSS));
const { main } = require(${JSON.stringify(join(root, 'dist/lib/cli/main.js'))});
main(['validate', ${JSON.stringify(folder)}], { out: console.log, err: console.log });`;
const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', maxBuffer: 2 ** 28 });
rmSync(folder, { recursive: true, force: true });
const peak = Number(/^peak (\d+)$/m.exec(stdout)?.[1]) / 1024;
if (status !== 0 || !stdout.includes(`${documents} objects checked, 0 errors`))
  fail(`tekwire validate: exit ${status}\n${stdout}${stderr}`);
console.log(`validate ${documents} documents: ${Math.round(peak)} MB, limit ${limitMegabytes} MB`);
if (!(peak <= limitMegabytes)) fail('past the limit');
