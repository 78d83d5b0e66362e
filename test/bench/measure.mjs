import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../tools/lib/project.mjs';
import { fail } from '../../tools/lib/run.mjs';

const meter = join(root, 'test/bench/meter.cjs');

/** CPU milliseconds (user and system, all threads) of a whole Node process, its start included. */
function measureOnce({ args }) {
  const { status, output } = spawnSync(process.execPath, ['--require', meter, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (status !== 0) fail(`${args.join(' ')}: exit ${status}\n${output[1]}${output[2]}`);
  return Number(output[3]);
}

/** Medians by name, each case run once before the next run of any, so that all see the same load of the machine. */
export function measure(cases, runs) {
  const samples = new Map(cases.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const one of cases) samples.get(one.name).push(measureOnce(one));
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
