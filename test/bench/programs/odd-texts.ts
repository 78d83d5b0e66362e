// Works through what a user may hand in by mistake or by malice, and prints for each its CPU time as a multiple of what a YAML library takes
// for an ordinary file of a mebibyte on this machine, and how large that may be.
import { parseAllDocuments } from 'yaml';
import { checkSources } from '../../../src/check';
import { reports } from '../../../src/diagnostics';
import { applySuppressions } from '../../../src/findings';
import { lineHashes } from '../../../src/findings/identity/line-hash';
import { scan } from '../../../src/refs';
import { allRules, checkDocuments } from '../../../src/rules';
import { logOf, resultAt } from '../../findings/build';
import { texts } from '../../reader/texts';

const mebibyte = 2 ** 20;
const every = allRules.flatMap(({ code, lint }) => (lint === 'optional' ? [code] : []));

const openings = ['$('.repeat(200_000), `${'$('.repeat(200_000)})`, `${'$('.repeat(100_000)}${'x'.repeat(200_000)})`];
const parts = ['"', "'", '$(', '`', '<<A\n', '<<<', '{1..', '[[ ', 'curl ', '| ', '\\', 'a=(', '  ', 'StrictHostKeyChecking', '$(params.'];

const source = 'const x = 1; // a line of source code\n'.repeat(270_000);

const cases: readonly (readonly [name: string, most: number, work: () => unknown])[] = [
  ...Object.entries(texts(mebibyte)).map(([name, text]) => [`a mebibyte of ${name}`, 5, () => reported(text)] as const),
  ...parts.map((part) => [`a script of ${JSON.stringify(part)}`, 5, () => judgeScript(part)] as const),
  ...openings.map((text, at) => [`a text of nothing but openings, ${at}`, 0.5, () => scan(text)] as const),
  ...[1000, 4000].map((count) => [`${count} tasks with nothing but mistakes`, 5, () => judgeMistakes(count)] as const),
  ['a path pattern full of wildcards', 0.5, () => suppress(`${'*a'.repeat(200)}b`, `${'a'.repeat(5000)}.go`)],
  ['the line hashes of 10 MB', 3, () => lineHashes(source)],
];

const unit = median([0, 1, 2, 3, 4].map(() => cpuSeconds(() => parseAllDocuments(texts(mebibyte)['a wide pipeline'] ?? ''))));
console.log(JSON.stringify(cases.map(([name, most, work]) => ({ name, value: cpuSeconds(work) / unit, most }))));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function suppress(path: string, uri: string): void {
  applySuppressions(logOf('gosec', [resultAt('G1', uri, 1)]), [{ path, reason: 'x' }], '2026-11-29');
}

function reported(text: string): readonly string[] {
  return reports.json.print(checkSources([{ origin: 'odd.yaml', text }]));
}

function judgeScript(part: string): void {
  const script = part.repeat(Math.floor(1_000_000 / part.length));
  for (const one of [script, `curl ${script}`]) {
    const steps = [{ name: 'run', image: 'alpine:3.22', script: one, computeResources: { requests: { cpu: '1' } } }];
    const manifest = { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'build' }, spec: { steps } };
    checkDocuments([{ origin: 'a', manifest }], { lint: every });
  }
}

function judgeMistakes(count: number): void {
  const tasks = Array.from({ length: count }, (_, at) => ({
    name: `t-${at}`,
    taskRef: { name: 'x' },
    runAfter: [`nope-${at}`],
    params: [{ name: 'a', value: `$(tasks.none-${at}.results.r) $(params.q${at})` }],
    displayName: `$(tasks.t-${(at * 7) % count}.results.x)`,
    workspaces: [{ name: `w${at}` }],
  }));
  const manifest = { apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'ci' }, spec: { tasks } };
  if (checkDocuments([{ origin: 'a', manifest }]).length < 4 * count) throw new Error(`not every mistake of ${count} tasks is found`);
}
