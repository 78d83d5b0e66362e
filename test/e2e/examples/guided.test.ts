import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forCluster, provideImages } from '../images';
import { deleteNamespace } from '../kubectl';
import { serveRepository } from '../repository';

const root = join(__dirname, '../../..');
// another one than that of the page, because other tests use that
const NAMESPACE = 'tekwire-e2e-guided';
const page = readFileSync(join(root, 'examples/golang-project/README.md'), 'utf8');
const [prepare = '', createNamespace = '', preflight = '', deploy = '', run = '', report = '', ...more] = [
  ...page.matchAll(/^ *```sh\n([\s\S]*?)\n *```$/gm),
].flatMap(([, block = '']) => block.split('\n').map((line) => line.trim()));
const MANIFESTS = 'dist/manifests';

interface Typed {
  readonly code: number | null;
  readonly output: string;
}

/** Types a line of the page in a shell, in the root of the repository. */
function type(line: string): Promise<Typed> {
  const tools = mkdtempSync(join(tmpdir(), 'tekwire-tools-'));
  if (process.env.KUBECTL !== undefined) {
    writeFileSync(join(tools, 'kubectl'), `#!/bin/sh\nexec ${process.env.KUBECTL} "$@"\n`, { mode: 0o755 });
  }
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${tools}:${process.env.PATH}` };
    const child = spawn('bash', ['-c', line], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const files = () => readdirSync(join(root, MANIFESTS)).map((name) => join(root, MANIFESTS, name));
const texts = () => files().map((file) => readFileSync(file, 'utf8'));

/** Moves the manifests to the namespace and the storage class of the tests, with images of the cluster of the tests. */
function moveManifests(): void {
  const storageClass = process.env.E2E_STORAGE_CLASS;
  const claims = (text: string) =>
    storageClass === undefined ? text : text.replaceAll('"volumeClaimTemplate":{"spec":{', `$&"storageClassName":"${storageClass}",`);
  for (const [at, text] of texts().entries())
    writeFileSync(files()[at] ?? '', forCluster(claims(text.replaceAll('namespace: security', `namespace: ${NAMESPACE}`))));
}

describe('the guided example, by the commands of its page', () => {
  const typed: Record<string, Typed> = {};
  const here = (line: string) => type(line.replaceAll(/\bsecurity\b/g, NAMESPACE));

  beforeAll(async () => {
    // npm ci has been run: the tests are started by what it installs
    typed.prepare = await type(prepare.replace(/^npm ci && /, ''));
    moveManifests();
    typed.namespace = await here(createNamespace);
    typed.preflight = await here(preflight);
    provideImages(texts().join('\n---\n'));
    const { url } = await serveRepository(NAMESPACE, 'alpine/git:v2.49.1');
    typed.deploy = await here(deploy);
    typed.run = await here(run.replace('https://github.com/acme/web', url));
    typed.report = await here(report);
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('there are at most six', () => {
    expect([prepare, createNamespace, preflight, deploy, run, report].filter((line) => line === '')).toEqual([]);
    expect(more).toEqual([]);
  });

  it('writes manifests without an error, and creates the namespace', () => {
    expect(typed.prepare).toEqual({ code: 0, output: expect.stringContaining('0 errors') });
    expect(typed.namespace?.code).toBe(0);
  });

  it('finds nothing missing in the cluster, and deploys every Task and the Pipeline', () => {
    expect(typed.preflight).toEqual({ code: 0, output: expect.stringMatching(/0 failed/) });
    expect(typed.deploy?.code).toBe(0);
    expect(typed.deploy?.output).toContain(`Pipeline "golang-project" in ${NAMESPACE} created`);
  });

  it('runs to the verdict of the gate, which says what is severe: exit code 1', () => {
    expect(typed.run?.code).toBe(1);
    expect(typed.run?.output).toMatch(/gate failed/);
    expect(typed.run?.output).toContain('G702');
  });

  it('shows the findings of both scanners in the report', () => {
    expect(typed.report).toEqual({ code: 0, output: expect.stringMatching(/G401/) });
    expect(typed.report?.output).toMatch(/github-pat/);
  });
});
