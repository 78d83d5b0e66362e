import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Producer, SecurityPipeline, Workspace } from '../../src';
import { DependencyCheck, GitClone, Govulncheck, Grype, Nuclei, OsvScanner, Semgrep, SeverityGate, Trivy } from '../../src/catalogue';
import type { StepSpec, TaskSpec } from '../../src/spec';
import { runStep } from '../../src/testing';
import { mistakeOf, newChart, problemsOf, specOf } from '../support/app';

const database = { workspace: Workspace.existingClaim('databases') };
const chart = newChart();
const tools: Readonly<Record<string, { readonly spec: unknown }>> = {
  trivy: new Trivy(chart, 'trivy-offline', { database }),
  grype: new Grype(chart, 'grype-offline', { database }),
  osv: new OsvScanner(chart, 'osv-offline', { database }),
  go: new Govulncheck(chart, 'govulncheck-offline', { database }),
  semgrep: new Semgrep(chart, 'semgrep-offline', { database }),
  nuclei: new Nuclei(chart, 'nuclei-offline', { database }),
  'dependency-check': new DependencyCheck(chart, 'dependency-check-offline', { database }),
};
const specOfTool = (tool: string) => tools[tool]?.spec as TaskSpec;
const stepOf = (tool: string, name: string) => specOfTool(tool).steps.find((step) => step.name === name) as StepSpec;

describe('a database that was fetched before', () => {
  it.each(Object.keys(tools))('of %s is copied from its folder, which is mounted read-only into that step alone', (tool) => {
    const { steps, volumes } = specOfTool(tool);
    const mounts = steps.filter(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === 'databases'));

    expect(steps.map(({ name }) => name).slice(0, 3)).toEqual(['before', 'database', 'scan']);
    expect(mounts.map(({ name }) => name)).toEqual(['database']);
    expect(stepOf(tool, 'database')).toMatchObject({
      onError: 'continue',
      env: expect.arrayContaining([{ name: 'FROM', value: `/tekwire/databases/${tool}` }]),
      volumeMounts: expect.arrayContaining([{ name: 'databases', mountPath: '/tekwire/databases', readOnly: true }]),
    });
    expect(volumes).toContainEqual({ name: 'databases', persistentVolumeClaim: { claimName: 'databases', readOnly: true } });
  });

  it.each([
    ['trivy', ['--cache-dir', '/scratch/database', '--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--offline-scan']],
    ['osv', ['--offline']],
    ['go', ['-db=file:///scratch/database']],
    ['dependency-check', ['--data', '/scratch/database', '--noupdate']],
  ])('is what %s reads, in the scan and in that of its canary', (tool, args) => {
    expect(stepOf(tool, 'scan').args).toEqual(expect.arrayContaining(args));
    if (tool !== 'dependency-check') expect(stepOf(tool, 'canary').args).toEqual(expect.arrayContaining(args));
  });

  it('is in the variables of Grype and OSV-Scanner, and in the params of Semgrep and nuclei', () => {
    expect(stepOf('grype', 'scan').env).toEqual(
      expect.arrayContaining([
        { name: 'GRYPE_DB_CACHE_DIR', value: '/scratch/database' },
        { name: 'GRYPE_DB_AUTO_UPDATE', value: 'false' },
      ]),
    );
    expect(stepOf('osv', 'canary').env).toContainEqual({ name: 'OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY', value: '/scratch/database' });
    for (const [tool, name] of [
      ['semgrep', 'config'],
      ['nuclei', 'templates'],
    ] as const)
      expect(specOfTool(tool).params?.find((one) => one.name === name)?.default).toBe('/scratch/database');
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each(['osv', 'semgrep', 'nuclei'])('of %s tells its age by when the Feed fetched it', (tool) => {
    expect(stepOf(tool, 'report').env).toContainEqual({ name: 'DATABASE_FILE', value: '/scratch/database/.fetched' });
  });

  it('that a scanner fetches itself has no note of a Feed', () => {
    const { steps } = new Semgrep(newChart(), 'online').spec as TaskSpec;

    expect(steps.at(-1)?.env?.map(({ name }) => name)).not.toContain('DATABASE_FILE');
  });

  it('of an image is copied by a step of that image', () => {
    const { steps, volumes } = new OsvScanner(newChart(), 'osv', { database: { image: 'registry.acme.example/databases:2026-11-29' } })
      .spec as TaskSpec;

    expect(steps[1]).toMatchObject({ name: 'database', image: 'registry.acme.example/databases:2026-11-29' });
    expect(steps[1]?.env).toContainEqual({ name: 'FROM', value: '/database/osv' });
    expect(volumes?.map(({ name }) => name)).toEqual(['scratch', 'canary']);
  });

  it('cuts the scanner off from the network, unless it needs more of it', () => {
    const scans = newChart();
    new SecurityPipeline(scans, 'scan', {
      source: new GitClone(scans, 'git-clone'),
      producers: [
        new Trivy(scans, 'online'),
        new Trivy(scans, 'trivy', { database }),
        new Grype(scans, 'grype', { database }),
        new OsvScanner(scans, 'osv', { database }),
        new Semgrep(scans, 'semgrep', { database }),
        new Govulncheck(scans, 'govulncheck', { database }),
        new Nuclei(scans, 'nuclei', { database }),
      ],
      consumers: [new SeverityGate(scans, 'gate')],
    });
    const { podSelector } = specOf(scans, 'NetworkPolicy', 'scan-tools') as { podSelector: { matchExpressions: { values: string[] }[] } };

    expect(podSelector.matchExpressions[0]?.values).toEqual(['grype', 'osv', 'semgrep', 'trivy']);
    expect(problemsOf(scans)).toEqual([]);
  });

  it('is there for a scanner of your own, in the folder of its name', () => {
    let path: string | undefined;
    const own = new Producer(newChart(), 'own', {
      database,
      scan: (context) => {
        path = context.database;
        return { image: 'acme/scan:1', args: ['.'] };
      },
    });

    expect(path).toBe('/scratch/database');
    expect((own.spec as TaskSpec).steps[1]?.env).toContainEqual({ name: 'FROM', value: '/tekwire/databases/own' });
  });
});

describe('the step that copies it', () => {
  it('copies files and folders; a missing one is said', async () => {
    const target = mkdtempSync(join(tmpdir(), 'tekwire-database-'));
    const osv = new OsvScanner(newChart(), 'osv', { database });
    const params = { 'source-path': '.' };
    const copied = await runStep(osv, 'database', { params, env: { FROM: __dirname, DATABASE: target } });
    const missing = await runStep(osv, 'database', { params, env: { FROM: join(target, 'none'), DATABASE: target } });

    expect(copied.exitCode).toBe(0);
    expect(readFileSync(join(target, 'database.test.ts'), 'utf8')).toBe(readFileSync(__filename, 'utf8'));
    expect([missing.exitCode, missing.stderr]).toEqual([1, `there is no database: ${join(target, 'none')} is missing\n`]);
    rmSync(target, { recursive: true });
  });
});

it.each<[string, unknown, string]>([
  ['neither', {}, 'database: expected { workspace: Workspace.existingClaim'],
  ['both', { workspace: database.workspace, image: 'a' }, 'found both'],
  ['a claim of each run', { workspace: Workspace.emptyDir() }, 'database.workspace: expected one that has files before the run'],
  ['a name', 'databases', 'database: expected { workspace: Workspace.existingClaim'],
  ['a workspace by name', { workspace: 'databases' }, 'database.workspace: expected a Workspace'],
])('refuses %s', (_, given, message) => {
  expect(mistakeOf((to) => new Trivy(to, 'trivy', { database: given as typeof database }))).toContain(message);
});
