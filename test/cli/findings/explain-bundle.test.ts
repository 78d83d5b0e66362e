import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from '../../../src';
import { GitClone, Gitleaks, Policy, SeverityGate, Summary } from '../../../src/catalogue';
import { folder, runAsync } from '../run';

const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));

function synthesise(): string {
  const outdir = mkdtempSync(join(folder, 'bundles-'));
  const app = new App({ outdir });
  const chart = new Chart(app, 'gates');
  new SeverityGate(chart, 'gate');
  new Policy(chart, 'policy', { rules: [{ when: ({ kev }) => kev, severity: 'critical' }] });
  app.synth();
  return join(outdir, 'gates.k8s.yaml');
}

it('lists the bundles with their hashes', async () => {
  const { code, out } = await runAsync('explain', 'bundle');

  expect(code).toBe(0);
  expect(out.join('\n')).toMatch(/^ {2}gate +\d+ bytes {2}readable {2}[0-9a-f]{64}$/m);
});

it('makes a bundle again, byte for byte', () => {
  const program = join(__dirname, '../../../dist/lib/cli/main.js');

  const { status, stdout } = spawnSync(process.execPath, [program, 'explain', 'bundle', 'gate', 'suppress', 'findings'], {
    encoding: 'utf8',
  });

  expect(status).toBe(0);
  expect(stdout.match(/rebuilt {2}from its sources: the same, byte for byte/g)).toHaveLength(3);
});

it('the script of a step says what it runs, and a changed one is found', async () => {
  const file = synthesise();

  const { code, out } = await runAsync('explain', 'bundle', file);
  expect(code).toBe(0);
  expect(out.map((line) => line.replace(/[0-9a-f]{64}/, 'HASH').slice(file.length + 2))).toEqual([
    `Task/gate step gate: bundle gate of tekwire ${version}, SHA-256 HASH, as published with this package`,
    `Task/policy step policy: bundle policy of tekwire ${version}, SHA-256 HASH, as published with this package`,
  ]);

  writeFileSync(file, readFileSync(file, 'utf8').replace('process.exitCode = 1', 'process.exitCode = 0'));
  const changed = await runAsync('explain', 'bundle', file);
  expect(changed.code).toBe(1);
  expect(changed.out[0]).toContain(`bundle gate of tekwire ${version} was changed`);
});

it('the program of steps that share a pod is found in the command of the first of them', async () => {
  const app = new App({ outdir: mkdtempSync(join(folder, 'bundles-')) });
  const chart = new Chart(app, 'fused');
  new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'git-clone'),
    producers: [new Gitleaks(chart, 'gitleaks')],
    consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate')],
    fuse: true,
  });
  app.synth();

  const { code, out } = await runAsync('explain', 'bundle', join(app.outdir, 'fused.k8s.yaml'));

  expect(code).toBe(0);
  expect(out.join('\n')).toMatch(/Task\/scan-findings step summary: bundle findings of tekwire \S+, SHA-256 [0-9a-f]{64}, as published/);
});

it('a name that is no bundle and no file is refused', async () => {
  const { code, err } = await runAsync('explain', 'bundle', 'gat');

  expect([code, err[0]?.split('\n')[0]]).toEqual([
    2,
    expect.stringMatching(/^there is no bundle and no file "gat" .*; did you mean "gate"\?$/),
  ]);
});
