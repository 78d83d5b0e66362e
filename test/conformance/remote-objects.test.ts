import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Pipeline, Policy, pinImages, Task } from '../../src';
import { manifestsIn } from '../../src/deploy';
import { serveGit } from '../cli/git-server';
import { runAsync, write } from '../cli/run';
import { serve, stopServers } from '../cli/servers';
import { example, odd } from '../package/manifests';
import { newChart, specOf } from '../support/app';

const LINT = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: lint}
spec:
  params: [{name: level}]
  steps: [{name: lint, image: 'lint:1', args: ["$(params.level)"]}]
`;
const RELEASE = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: release}
spec:
  params: [{name: version}]
  tasks: [{name: publish, taskRef: {name: publish}, params: [{name: version, value: "$(params.version)"}]}]
`;

/** A registry of go-containerregistry, and Tekton's own resolvers. */
class Remote {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor() {
    this.child = spawn(join(dirname(process.env.JUDGE ?? ''), 'remote'), { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.child.stdout === null) throw new Error('the program has no output');
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ask(question: unknown): Promise<Record<string, string>> {
    this.child.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value } = await this.lines.next();
    return JSON.parse(value);
  }

  end(): void {
    this.child.stdin?.end();
  }
}

const file = join(mkdtempSync(join(tmpdir(), 'tekwire-remote-')), 'tekwire.lock');
const remote = new Remote();
let pushed: Record<string, string>;

beforeAll(async () => {
  pushed = await remote.ask([
    { kind: 'pipeline', name: 'release', apiVersion: 'v1', text: RELEASE },
    { kind: 'task', name: 'lint', apiVersion: 'v1', text: LINT },
  ]);
});
afterAll(() => {
  remote.end();
  return stopServers();
});

describe('a lock entry of a real registry', () => {
  it('is the object that Tekton fetches by the rendered reference', async () => {
    const image = `${pushed.host}/acme/tasks:1.0`;
    expect(await runAsync('lock', '--file', file, `bundle://${image}//task/lint`, `bundle://${image}//pipeline/release`)).toMatchObject({
      code: 0,
      err: [],
    });
    const task = Task.fromUrl(`bundle://${image}//task/lint`, { lock: file });
    const pipeline = Pipeline.fromUrl(`bundle://${image}//pipeline/release`, { lock: file });

    expect(task.taskRef.params?.[0]).toEqual({ name: 'bundle', value: `${image}@${pushed.bundle}` });
    expect(await remote.ask(task.taskRef)).toEqual({ data: LINT });
    expect(await remote.ask(pipeline.pipelineRef)).toEqual({ data: RELEASE });
  });

  it('is the digest of the image index of a multi-platform image', async () => {
    const image = `${pushed.host}/acme/app:1`;
    expect(await runAsync('lock', '--file', file, `image://${image}`)).toMatchObject({ code: 0, err: [] });
    const chart = newChart();
    new Task(chart, 'app', { steps: () => [{ name: 'app', image, command: ['app'] }] });

    Policy.of(chart).add(pinImages(undefined, { lock: file }));

    expect(specOf(chart, 'Task', 'app').steps).toMatchObject([{ image: `${image}@${pushed.index}` }]);
    expect(readFileSync(file, 'utf8')).toContain(pushed.index);
  });
});

describe('a lock entry of a Git repository', () => {
  it('is the object that Tekton fetches by the locked commit, even after the branch has moved', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tekwire-remote-git-'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=me', '-c', 'user.email=me@acme.example', ...args]);
    const commit = (text: string) => {
      writeFileSync(join(folder, 'lint.yaml'), text);
      git('add', '--all');
      git('commit', '--quiet', '--message', 'a change');
    };
    git('init', '--quiet', '--initial-branch=main');
    commit(LINT);
    const address = `git+http://${await serveGit(folder)}/.git//lint.yaml`;
    expect(await runAsync('lock', '--file', file, address)).toMatchObject({ code: 0, err: [] });
    commit(LINT.replace('lint:1', 'lint:2'));

    expect(await remote.ask(Task.fromUrl(address, { lock: file }).taskRef)).toEqual({ data: LINT });
  });
});

describe('a lock entry of a hub', () => {
  it('is the object that Tekton fetches by the locked version', async () => {
    const pages: Record<string, unknown> = {
      '/api/v1/packages/tekton-task/tekton-catalog-tasks/lint': { available_versions: [{ version: '0.9.0' }, { version: '0.10.0' }] },
      '/api/v1/packages/tekton-task/tekton-catalog-tasks/lint/0.9.0': { data: { manifestRaw: LINT } },
      '/v1/resource/Tekton/task/lint': { data: { versions: [{ version: '0.9' }] } },
      '/v1/resource/Tekton/task/lint/0.9/yaml': { data: { yaml: LINT } },
    };
    const hub = `http://${await serve(({ url = '' }, response) => {
      response.statusCode = pages[url] === undefined ? 404 : 200;
      response.end(JSON.stringify(pages[url] ?? {}));
    })}`;
    const addresses = [`hub://tekton-catalog-tasks/task/lint@0.9?url=${hub}`, `hub://Tekton/task/lint@0.9.0?type=tekton&url=${hub}`];
    expect(await runAsync('lock', '--file', file, ...addresses)).toMatchObject({ code: 0, err: [] });

    for (const address of addresses) expect(await remote.ask(Task.fromUrl(address, { lock: file }).taskRef)).toEqual({ data: LINT });
  });
});

it("a bundle of tekwire package is read by Tekton's bundles resolver, object by object", async () => {
  const objects = [...example(), odd];
  const file = write('objects.yaml', objects.map((one) => JSON.stringify(one)).join('\n---\n'));
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-bundle-'));
  const id = ['--name', 'tasks', '--version', '1.0.0'];
  const { code, out } = await runAsync('package', 'bundle', ...id, '-o', folder, '--push', `${pushed.host}/packaged`, file);
  expect(code).toBe(0);
  const bundles = Object.fromEntries(out.slice(-2).map((image) => [image.includes('/tasks-pipelines:') ? 'Pipeline' : 'Task', image]));

  for (const { kind = '', metadata, spec } of objects.filter((one) => (one.kind ?? '') in bundles)) {
    const params = Object.entries({ bundle: bundles[kind], kind: kind.toLowerCase(), name: metadata?.name });
    const { data = '', error } = await remote.ask({ resolver: 'bundles', params: params.map(([name, value]) => ({ name, value })) });
    expect(error).toBeUndefined();
    expect(manifestsIn([{ origin: 'resolved', text: data }])[0]?.manifest.spec).toEqual(spec);
  }
});
