// blind.mjs FOLDER TOOL...: provokes, with the real tools, each way in which a scanner goes blind, and one scan in which it sees. Prints a line for
// each. Exit: 0 when every blind scan is noticed and no other one is called blind. Needs what tools/TOOL.sh installs, and `npm run build`. With
// SCANNERS_BLIND_SECONDS it stops after that time, and says which were not run.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blindness } from './blindness.mjs';

const [folder = '', ...tools] = process.argv.slice(2);
const end = Date.now() + 1000 * Number(process.env.SCANNERS_BLIND_SECONDS ?? Number.POSITIVE_INFINITY);
let wrong = 0;
for (const tool of tools) {
  for (const { title, notices } of [{ title: '', notices: /^$/ }, ...(blindness[tool] ?? [])]) {
    if (Date.now() > end) {
      console.log(`not run: blind ${tool}${title === '' ? '' : ` with ${title}`}: no time was left for it`);
      continue;
    }
    const reasons = reasonsOf(tool, title);
    const isRight = title === '' ? reasons.length === 0 : reasons.some((reason) => notices.test(reason));
    if (!isRight) wrong += 1;
    console.log(
      `${isRight ? 'right' : 'WRONG'} ${tool}${title === '' ? ', which sees' : ` with ${title}`}: ${reasons[0] ?? 'a clean scan'}`,
    );
  }
}
process.exitCode = wrong === 0 ? 0 : 1;

/**
 * Why the scan does not count; empty when it does.
 * @param {string} tool
 * @param {string} title
 * @returns {readonly string[]}
 */
function reasonsOf(tool, title) {
  const sources = mkdtempSync(join(tmpdir(), 'tekwire-blind-'));
  try {
    cpSync(join(import.meta.dirname, 'sources'), sources, { recursive: true });
    const env = { ...process.env, TEKWIRE_BLIND: title };
    spawnSync(process.execPath, [join(import.meta.dirname, 'perform.mjs'), folder, tool], { cwd: sources, env });
    const { runs } = JSON.parse(readFileSync(join(folder, 'findings', `${tool}.sarif`), 'utf8'));
    return runs.flatMap((/** @type {any} */ run) => run.invocations ?? []).flatMap(reasonsIn);
  } finally {
    rmSync(sources, { recursive: true, force: true });
  }
}

/** @param {any} invocation */
function reasonsIn({ executionSuccessful, exitCodeDescription, properties, toolExecutionNotifications = [] }) {
  if (!executionSuccessful) return [`${properties?.['tekwire/blind'] ? 'blind: ' : 'did not finish: '}${exitCodeDescription}`];
  const errors = toolExecutionNotifications.filter((/** @type {any} */ one) => one.level === 'error');
  return errors.map((/** @type {any} */ one) => `incomplete: ${one.message.text}`);
}
