import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkNode } from '../../../src/cli/doctor/packages';
import { runAsync } from '../run';

const root = join(__dirname, '../../..');
const folders = mkdtempSync(join(tmpdir(), 'tekwire-doctor-'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const path = process.env.PATH;

beforeEach(() => {
  process.env.KUBECONFIG = join(folders, 'none');
});

afterEach(() => {
  process.env.PATH = path;
});

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A project as npm installs it: the real packages, without their code. */
function project(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(folders, name);
  for (const one of ['cdk8s', 'constructs']) {
    mkdirSync(join(folder, 'node_modules', one), { recursive: true });
    cpSync(join(root, 'node_modules', one, 'package.json'), join(folder, 'node_modules', one, 'package.json'));
  }
  mkdirSync(join(folder, 'node_modules/tekwire'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'node_modules/tekwire/package.json'));
  symlinkSync(join(root, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
  const right = {
    'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
    'cdk8s.yaml': 'language: typescript\napp: npx tsc && npx tsx main.ts\n',
  };
  write(join(folder, 'main.ts'), 'export {};\n');
  for (const [file, content] of Object.entries({ ...right, ...files })) if (content !== '') write(join(folder, file), content);
  return folder;
}

interface Line {
  readonly name: string;
  readonly state: string;
  readonly found: string;
  readonly mend?: string;
}

async function doctor(folder: string, ...args: string[]): Promise<{ code: number; lines: Record<string, Line> }> {
  const { code, out } = await runAsync('doctor', '-o', 'json', folder, ...args);
  const lines = (out[0] ?? '').split('\n').map((line) => JSON.parse(line) as Line);
  return { code, lines: Object.fromEntries(lines.map((line) => [line.name, line])) };
}

/** A program of that name which answers as a script says. */
function stub(name: string, script: string): void {
  const bin = mkdtempSync(join(folders, 'bin-'));
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  process.env.PATH = `${bin}:${process.env.PATH}`;
}

describe('tekwire doctor', () => {
  it('finds nothing to mend in a right project', async () => {
    const { code, lines } = await doctor(project('right'));

    expect(code).toBe(0);
    expect(lines).toMatchObject({
      node: { state: 'ok', found: process.version },
      cdk8s: { state: 'ok' },
      constructs: { state: 'ok' },
      tekwire: { state: 'ok', found: version },
      tsconfig: { state: 'ok', found: expect.stringContaining('strict') },
      'cdk8s.yaml': { state: 'ok' },
      cluster: { state: 'ok', found: 'no context in the kubeconfig, so no cluster was checked' },
    });
  });

  it('prints a line for each check, with what to do', async () => {
    const { out } = await runAsync('doctor', project('printed', { 'tsconfig.json': '{ "compilerOptions": { "strict": false } }' }));

    expect(out[0]).toMatch(/^ok {4}node {8}v\d/);
    expect(out[0]).toContain(
      'warn  tsconfig    "strict" is off, so the compiler misses wrong and missing values\n                  fix: set "strict": true',
    );
  });

  it('finds a second copy of constructs, which is why objects are "not constructs"', async () => {
    const folder = project('doubles', { 'node_modules/@acme/charts/node_modules/constructs/package.json': '{ "version": "10.3.0" }' });

    const { code, lines } = await doctor(folder);

    expect(code).toBe(1);
    expect(lines.constructs).toMatchObject({
      state: 'fail',
      found: expect.stringMatching(
        /^2 copies: 10\.\d+\.\d+ in node_modules\/constructs, 10\.3\.0 in node_modules\/@acme\/charts\/node_modules\/constructs$/,
      ),
      mend: expect.stringContaining('npm dedupe'),
    });
  });

  it('finds copies where pnpm keeps them, and counts a link once', async () => {
    const folder = project('pnpm', { 'node_modules/.pnpm/cdk8s@2.60.0/node_modules/cdk8s/package.json': '{ "version": "2.60.0" }' });
    const linked = project('linked');
    mkdirSync(join(linked, 'node_modules/.pnpm/a/node_modules'), { recursive: true });
    symlinkSync(join(linked, 'node_modules/cdk8s'), join(linked, 'node_modules/.pnpm/a/node_modules/cdk8s'));

    expect((await doctor(folder)).lines.cdk8s).toMatchObject({ state: 'fail', found: expect.stringContaining('2 copies') });
    expect((await doctor(linked)).lines.cdk8s).toMatchObject({ state: 'ok' });
  });

  it('finds the copies that a linked tekwire brings', async () => {
    const folder = project('npm-link', {});
    rmSync(join(folder, 'node_modules/tekwire'), { recursive: true });
    symlinkSync(root, join(folder, 'node_modules/tekwire'));

    expect((await doctor(folder)).lines.cdk8s).toMatchObject({
      state: 'fail',
      found: expect.stringContaining('node_modules/tekwire/node_modules/cdk8s'),
    });
  });

  it('finds versions that do not fit, and what is not installed', async () => {
    const old = project('old', {
      'node_modules/cdk8s/package.json': '{ "version": "2.60.3" }',
      'node_modules/constructs/package.json': '{ "version": "11.0.0" }',
    });
    const empty = join(folders, 'empty');
    mkdirSync(join(empty, 'node_modules'), { recursive: true });

    expect((await doctor(old)).lines).toMatchObject({
      cdk8s: { state: 'fail', found: '2.60.3, and tekwire needs ^2.68.11', mend: 'npm install cdk8s@^2.68.11' },
      constructs: { state: 'fail', found: '11.0.0, and tekwire needs ^10.3.0' },
    });
    expect((await doctor(empty)).lines).toMatchObject({
      tekwire: { state: 'fail', found: 'not installed' },
      tsconfig: { state: 'warn', mend: expect.stringContaining('tekwire init') },
    });
  });

  it.each([
    [
      'strict comes from another file',
      { 'tsconfig.json': '{ "extends": "./base.json" } // own', 'base.json': '{ "compilerOptions": { "strict": true } }' },
      'tsconfig',
      'ok',
    ],
    [
      'strict is off in part',
      { 'tsconfig.json': '{ "compilerOptions": { "strict": true, "strictNullChecks": false } }' },
      'tsconfig',
      'warn',
    ],
    ['the app strips the types', { 'cdk8s.yaml': 'language: typescript\napp: npx tsx main.ts\n' }, 'cdk8s.yaml', 'warn'],
    [
      'ts-node only transpiles',
      { 'cdk8s.yaml': 'language: typescript\napp: npx ts-node --transpile-only main.ts\n' },
      'cdk8s.yaml',
      'warn',
    ],
    ['ts-node checks', { 'cdk8s.yaml': 'language: typescript\napp: npx ts-node main.ts\n' }, 'cdk8s.yaml', 'ok'],
  ])('says whether the types are checked: %s', async (name, files, check, state) => {
    expect((await doctor(project(name.replaceAll(' ', '-'), files))).lines[check]).toMatchObject({ state });
  });

  it('warns of missing programs, and refuses an old Node.js', async () => {
    process.env.PATH = dirname(process.execPath);
    const { lines } = await doctor(project('tools'));

    expect(lines.shellcheck).toMatchObject({
      state: 'warn',
      found: expect.stringContaining('TW580'),
      mend: expect.stringContaining('shellcheck.net'),
    });
    expect(lines.helm).toMatchObject({ state: 'warn' });
    expect(checkNode('v18.20.4')).toMatchObject({ state: 'fail', found: 'v18.20.4, and tekwire needs 20 or newer' });
  });

  // a stand-in with answers of kubectl; the end-to-end tests have a cluster
  it('compares the flags of the cluster with those of the config file', async () => {
    const answers = {
      'config current-context': 'kind',
      'version -o json': { serverVersion: { gitVersion: 'v1.34.0' } },
      'api-resources': 'tasks.tekton.dev',
      'get deployments': {
        items: [{ metadata: { name: 'tekton-pipelines-controller', namespace: 'a', labels: { 'app.kubernetes.io/version': 'v1.12.0' } } }],
      },
      'get daemonsets -A': { items: [{ metadata: { name: 'kube-flannel-ds', namespace: 'kube-flannel' } }] },
      'get nodes': { items: [] },
      'get configmaps': {
        items: [
          {
            metadata: { name: 'feature-flags', namespace: 'a' },
            data: { 'enable-api-fields': 'stable', 'disable-inline-spec': '', 'send-cloudevents-for-runs': 'true' },
          },
        ],
      },
    };
    const cases = Object.entries(answers).map(
      ([call, answer]) => `  "${call}"*) cat <<'END'\n${typeof answer === 'string' ? answer : JSON.stringify(answer)}\nEND\n  ;;`,
    );
    stub('kubectl', `case "$*" in\n${cases.join('\n')}\n*) echo '{"clientVersion":{"gitVersion": "v1.33.1"}}' ;;\nesac`);

    const { code, lines } = await doctor(project('flags'));
    const agreed = await doctor(project('agreed', { 'tekwire.config.json': '{ "features": { "enable-api-fields": "stable" } }' }));

    expect(code).toBe(0);
    expect(lines).toMatchObject({
      cluster: { state: 'ok', found: 'Kubernetes v1.34.0 (context kind)' },
      tekton: { state: 'warn', found: expect.stringContaining('v1.12.0; manifests are checked against v1.15') },
      flags: {
        state: 'warn',
        found: 'enable-api-fields: stable (assumed: beta)',
        mend: 'write into tekwire.config.json: {"features":{"enable-api-fields":"stable"}}',
      },
      policies: { state: 'warn', found: 'NetworkPolicies may have no effect: kube-flannel-ds does not enforce them' },
    });
    expect(agreed.lines.flags).toMatchObject({ state: 'ok', found: 'those of the config file' });
  });

  // the real kubectl reads the files
  (spawnSync('kubectl', ['help']).status === 0 ? it : it.skip)(
    'a kubeconfig that cannot be read is a failure, one without a context is not',
    async () => {
      const broken = join(folders, 'broken.kubeconfig');
      write(broken, 'clusters: [\n');
      const folder = project('kubeconfigs');
      const inVariable = async (file: string) => {
        process.env.KUBECONFIG = file;
        return (await doctor(folder)).lines.cluster;
      };

      expect(await inVariable(broken)).toMatchObject({ state: 'fail', found: expect.stringContaining('error loading config file') });
      expect(await inVariable(join(folders, 'none'))).toMatchObject({ state: 'ok' });
      for (const [file, reason] of [
        [broken, 'error loading config file'],
        [join(folders, 'missing'), 'no such file'],
      ] as const) {
        const { code, lines } = await doctor(folder, '--kubeconfig', file);
        expect(lines.cluster).toMatchObject({ state: 'fail', found: expect.stringContaining(reason) });
        expect(code).toBe(1);
      }
    },
  );

  it('a cluster that does not answer is a failure with its reason', async () => {
    stub(
      'kubectl',
      `case "$*" in config*) echo far ;; *client*) echo '"gitVersion": "v1.33.1"' ;; *) echo 'error: connection refused' >&2; exit 1 ;; esac`,
    );

    const { code, lines } = await doctor(project('far'));

    expect(code).toBe(1);
    expect(lines.cluster).toMatchObject({ state: 'fail', found: expect.stringContaining('connection refused') });
  });
});
