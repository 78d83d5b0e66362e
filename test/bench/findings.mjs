// 100,000 results of four scanners, many of them reported twice: merged and deduplicated, compared with a baseline of as many findings, and
// judged by the gate, by the bundles that run in steps, with the heap that Node.js takes in a container of 512 MiB.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { bundle } from '../../tools/build/bundle.mjs';
import { root } from '../../tools/lib/project.mjs';

const tools = ['gosec', 'semgrep', 'trivy', 'grype'];
const resultsPerTool = 25_000;
const heapMebibytes = 256;
const residentMebibytes = 448;
const steps = ['deduplicate', 'baseline', 'gate'];
/** Twice the results may take this many times the processor time: work that grows faster than its input takes four times. */
const growth = 2.8;

await bundle();
const workspace = mkdtempSync(join(tmpdir(), 'tekwire-bench-'));
try {
  const [half, whole] = [await measureAll(resultsPerTool / 2), await measureAll(resultsPerTool)];
  console.log(JSON.stringify({ name: 'findings', ...whole }));
  // gosec and semgrep find the same weakness at the same location, trivy and grype the same advisory
  if (whole.left !== 2 * resultsPerTool) throw new Error(`${whole.left} results left, ${2 * resultsPerTool} expected`);
  for (const step of steps) {
    const [before, after] = [half[step], whole[step]];
    if (after.residentMebibytes > residentMebibytes)
      throw new Error(`${step}: ${after.residentMebibytes} MiB resident, the limit is ${residentMebibytes}`);
    if (after.cpuMilliseconds > growth * before.cpuMilliseconds)
      throw new Error(
        `${step}: twice the results take ${(after.cpuMilliseconds / before.cpuMilliseconds).toFixed(1)} times the processor time, the limit is ${growth}`,
      );
  }
} finally {
  rmSync(workspace, { recursive: true });
}

async function measureAll(count) {
  for (const tool of tools) await writeFindings(tool, count);
  const deduplicate = measure('deduplicate', tools.map(pathOf), { FINDINGS: 'all.sarif' });
  const written = readFileSync(join(workspace, 'all.sarif'), 'utf8').split('\n');
  const store = { FINDINGS: 'compared.sarif', BASELINE_FOLDER: `baselines-${count}`, TARGET_BRANCH: 'main', BRANCH: 'main' };
  measure('baseline', ['all.sarif'], store);
  return {
    results: tools.length * count,
    left: written.filter((line) => line.startsWith('{"ruleId"')).length,
    inputMebibytes: mebibytes(tools.reduce((sum, tool) => sum + statSync(join(workspace, pathOf(tool))).size, 0)),
    deduplicate,
    // the second run compares with the baseline of the first
    baseline: measure('baseline', ['all.sarif'], store),
    gate: measure('gate', ['compared.sarif'], { FAIL_ON: 'high' }),
  };
}

function measure(step, args, variables) {
  const report = "process.on('exit', () => console.error(process.resourceUsage().maxRSS + ' ' + process.cpuUsage().user))";
  const env = { WORKSPACE: workspace, RESULT: join(workspace, 'result'), ...variables };
  const flags = [`--max-old-space-size=${heapMebibytes}`, '--import', `data:text/javascript,${encodeURIComponent(report)}`];
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, join(root, `dist/runtime/${step}.js`), ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${step} ended with ${status}: ${stderr.slice(-500)}`);
  const [maxRss, user] = stderr.trim().split(' ').map(Number);
  return {
    residentMebibytes: mebibytes(maxRss * 1024),
    wallMilliseconds: Math.round(performance.now() - started),
    cpuMilliseconds: Math.round(user / 1000),
  };
}

function pathOf(tool) {
  return `${tool}.sarif`;
}

async function writeFindings(tool, count) {
  const stream = createWriteStream(join(workspace, pathOf(tool)));
  stream.write(`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"${tool}","rules":[{"id":"R1"}]}},"results":[\n`);
  for (let n = 0; n < count; n++) stream.write(`${n === 0 ? '' : ',\n'}${JSON.stringify(resultOf(tool, n))}`);
  stream.end(']}]}\n');
  await finished(stream);
}

function resultOf(tool, n) {
  const isAdvisory = tool === 'trivy' || tool === 'grype';
  const uri = isAdvisory ? `module-${n % 500}/go.sum` : `internal/service-${n % 500}/handler-${n % 50}.go`;
  const text = `${tool} says about number ${n}: untrusted input reaches a call that must not have it, check and quote what comes in`;
  const region = {
    startLine: n + 1,
    startColumn: 3,
    endLine: n + 1,
    endColumn: 70,
    snippet: { text: `  out, err := exec.Command("sh", "-c", query${n % 7}).Output()` },
  };
  return {
    ruleId: isAdvisory ? `CVE-2024-${10_000 + n}` : `${tool}-${n % 40}`,
    level: 'warning',
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }],
    properties: { tags: ['security', 'CWE-78'], precision: 'high' },
  };
}

function mebibytes(bytes) {
  return Math.round(bytes / 2 ** 20);
}
