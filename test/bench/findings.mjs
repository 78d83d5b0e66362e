// 100,000 results of four scanners, many of them reported twice: merged and deduplicated by the bundle that runs in steps, with a heap of 512 MiB.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { bundle } from '../../tools/build/bundle.mjs';
import { root } from '../../tools/lib/project.mjs';

const tools = ['gosec', 'semgrep', 'trivy', 'grype'];
const resultsPerTool = 25_000;
const heapMebibytes = 512;
const residentMebibytes = 512;

await bundle();
const workspace = mkdtempSync(join(tmpdir(), 'tekwire-bench-'));
try {
  for (const tool of tools) await writeFindings(tool);
  const { expected, ...measured } = measure();
  console.log(JSON.stringify({ name: 'findings', ...measured }));
  if (measured.left !== expected) throw new Error(`${measured.left} results left, ${expected} expected`);
  if (measured.residentMebibytes > residentMebibytes)
    throw new Error(`${measured.residentMebibytes} MiB resident, the limit is ${residentMebibytes}`);
} finally {
  rmSync(workspace, { recursive: true });
}

function measure() {
  const report = "process.on('exit', () => console.error(process.resourceUsage().maxRSS + ' ' + process.cpuUsage().user))";
  const env = { WORKSPACE: workspace, FINDINGS: 'all.sarif', RESULT: join(workspace, 'result') };
  const flags = [`--max-old-space-size=${heapMebibytes}`, '--import', `data:text/javascript,${encodeURIComponent(report)}`];
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, join(root, 'dist/runtime/deduplicate.js'), ...tools.map(pathOf)], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`deduplicate ended with ${status}: ${stderr.slice(-500)}`);
  const [maxRss, user] = stderr.trim().split(' ').map(Number);
  const written = readFileSync(join(workspace, 'all.sarif'), 'utf8').split('\n');
  return {
    results: tools.length * resultsPerTool,
    left: written.filter((line) => line.startsWith('{"ruleId"')).length,
    // trivy and grype report the same advisories
    expected: 3 * resultsPerTool,
    inputMebibytes: mebibytes(tools.reduce((sum, tool) => sum + statSync(join(workspace, pathOf(tool))).size, 0)),
    heapMebibytes,
    residentMebibytes: mebibytes(maxRss * 1024),
    wallMilliseconds: Math.round(performance.now() - started),
    cpuMilliseconds: Math.round(user / 1000),
  };
}

function pathOf(tool) {
  return `${tool}.sarif`;
}

async function writeFindings(tool) {
  const stream = createWriteStream(join(workspace, pathOf(tool)));
  stream.write(`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"${tool}","rules":[{"id":"R1"}]}},"results":[\n`);
  for (let n = 0; n < resultsPerTool; n++) stream.write(`${n === 0 ? '' : ',\n'}${JSON.stringify(resultOf(tool, n))}`);
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
