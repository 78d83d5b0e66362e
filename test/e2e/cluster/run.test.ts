import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { createNamespace, deleteNamespace, get, kubectl, pause } from '../kubectl';
import { Started } from './started';
import { TcpProxy } from './tcp-proxy';

const NAMESPACE = 'tekwire-e2e-run';
const image = 'busybox:1.37.0';

const taskOf = (name: string, script: string, more: object = {}) => ({
  name,
  taskSpec: { ...more, steps: [{ name: 'run', image, script: `#!/bin/sh\n${script}\n` }] },
});
const pipelineOf = (name: string, spec: object) => ({ apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name }, spec });
const farewell = taskOf('farewell', 'echo goodbye');
const workspaces = { workspaces: [{ name: 'source' }] };

const pipelines = [
  pipelineOf('greets', {
    params: [{ name: 'who', type: 'string' }],
    tasks: [
      {
        ...taskOf('greet', 'echo "hello $WHO"; printf %s "$WHO" >$(results.whom.path)', {
          params: [{ name: 'who' }],
          results: [{ name: 'whom' }],
          stepTemplate: { env: [{ name: 'WHO', value: '$(params.who)' }] },
        }),
        params: [{ name: 'who', value: '$(params.who)' }],
      },
    ],
    results: [{ name: 'whom', value: '$(tasks.greet.results.whom)' }],
  }),
  pipelineOf('fails', { tasks: [taskOf('break', 'echo "before the end"; exit 3')], finally: [farewell] }),
  // long enough for whatever happens to it meanwhile
  pipelineOf('counts', { tasks: [taskOf('count', 'for n in $(seq 1 25); do echo "line $n"; sleep 1; done')], finally: [farewell] }),
  pipelineOf('waits', { tasks: [taskOf('wait', 'echo waiting; sleep 300')], finally: [farewell] }),
  pipelineOf('reads', {
    ...workspaces,
    tasks: [{ ...taskOf('read', 'cat "$(workspaces.source.path)/notes.txt"', workspaces), ...workspaces }],
  }),
];

describe('tekwire run and watch on a real Tekton', () => {
  const start = (command: string, ...args: string[]) => new Started([command, '-n', NAMESPACE, ...args]);
  const atTerminal = (command: string, ...args: string[]) => new Started([command, '-n', NAMESPACE, ...args], { isAtTerminal: true });
  const runOf = ({ output }: Started) =>
    /PipelineRun "([\w-]+)"|\b((?:greets|fails|counts|waits|reads)-run-[a-z0-9]+)\b/.exec(output)?.slice(1).find(Boolean) ?? '';
  const statusOf = async (name: string) => {
    const { status } = await get<{
      readonly status: { readonly conditions: readonly { readonly status: string; readonly reason: string }[] };
    }>(NAMESPACE, 'pipelinerun', name);
    return status.conditions[0];
  };

  beforeAll(async () => {
    await createNamespace(NAMESPACE);
    await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pipelines }));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('a run that succeeds shows its log and its results: exit code 0, also when it is watched again', async () => {
    const run = start('run', 'greets', '-p', 'who=world');

    expect([await run.end(), run.output]).toEqual([0, expect.stringContaining('hello world')]);
    expect(run.output).toMatch(/whom.*world/);
    const again = start('watch', runOf(run));
    expect([await again.end(), again.output]).toEqual([0, expect.stringContaining('hello world')]);
  });

  it('a run that fails names the task and its exit code, after finally: exit code 1', async () => {
    const run = start('run', 'fails');

    expect([await run.end(), run.output]).toEqual([1, expect.stringContaining('before the end')]);
    expect(run.output).toMatch(/break.*\b3\b/);
    expect(run.output).toContain('goodbye');
  });

  it.each([
    ['a misspelt param', ['run', 'greets', '-p', 'whoo=x'], 2, /did you mean "who"\?/],
    ['a Pipeline that is not there', ['run', 'greet'], 1, /did you mean "greets"\?/],
    ['a run that is not there', ['watch', 'greets-run-none'], 1, /greets-run-none/],
    ['a server that does not answer', ['run', 'greets', '-p', 'who=x', '--server-down'], 3, /no answer/],
  ])('%s has its exit code and a message', async (_, [command = '', ...args], code, message) => {
    const isDown = args.includes('--server-down');
    const env = isDown ? { KUBECONFIG: kubeconfigTo(1) } : {};
    const call = new Started([command, '-n', NAMESPACE, ...args.filter((one) => one !== '--server-down')], { env });

    expect([await call.end(), call.output]).toEqual([code, expect.stringMatching(message)]);
  });

  it('Ctrl-C without a terminal leaves the run alone: exit code 130', async () => {
    const run = start('run', 'waits');
    await run.printed('waiting');

    run.interrupt();

    expect(await run.end()).toBe(130);
    expect(run.output).toContain(`watch it with tekwire watch -n ${NAMESPACE} ${runOf(run)}`);
    expect((await statusOf(runOf(run)))?.status).toBe('Unknown');
    await kubectl(['-n', NAMESPACE, 'delete', 'pipelinerun', runOf(run)]);
  });

  it('Ctrl-C at a terminal asks, goes on after no, and cancels after yes, with finally: exit code 130', async () => {
    const run = atTerminal('run', 'waits');
    await run.printed('waiting');

    run.type('\x03');
    await run.printed(/cancel/i);
    run.type('n\r');
    await pause(2000);
    expect((await statusOf(runOf(run)))?.status).toBe('Unknown');
    const before = run.output.length;
    run.type('\x03');
    for (let tenths = 0; !/cancel/i.test(run.output.slice(before)) && tenths < 300; tenths++) await pause(100);
    run.type('y\r');

    expect(await run.end()).toBe(130);
    const status = await statusOf(runOf(run));
    expect([status?.status, status?.reason]).toEqual(['False', expect.stringMatching(/Cancelled/)]);
  });

  it('a run that is deleted while it is watched ends: exit code 1', async () => {
    const run = start('run', 'waits');
    await run.printed('waiting');

    await kubectl(['-n', NAMESPACE, 'delete', 'pipelinerun', runOf(run), '--wait=false']);

    expect([await run.end(), run.output]).toEqual([1, expect.stringMatching(/deleted/)]);
  });

  it('goes on after the connection was lost, and neither loses nor repeats a line', async () => {
    const { hostname, port } = new URL(await server());
    const proxy = new TcpProxy(hostname, Number(port));
    await proxy.start();
    try {
      const run = new Started(['run', '-n', NAMESPACE, 'counts'], { env: { KUBECONFIG: kubeconfigTo(proxy.port) } });
      await run.printed('line 3');
      proxy.isDown = true;
      proxy.breakConnections();
      await pause(6000);
      proxy.isDown = false;

      expect(await run.end()).toBe(0);
      const lines = [...run.output.matchAll(/\bline (\d+)\b/g)].map(([, number]) => Number(number));
      expect(lines).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
      expect(run.output).toContain('goodbye');
    } finally {
      await proxy.stop();
    }
  });

  it('--local-source brings the files of a directory into the workspace of the run', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tekwire-local-'));
    writeFileSync(join(directory, 'notes.txt'), 'from this machine\n');

    const run = start('run', 'reads', '--local-source', directory, ...(await claimArguments()));

    expect([await run.end(), run.output]).toEqual([0, expect.stringContaining('from this machine')]);
  });
});

/** A claim of the storage class of the tests, whose volumes honour fsGroup. */
async function claimArguments(): Promise<readonly string[]> {
  const storageClassName = process.env.E2E_STORAGE_CLASS;
  if (storageClassName === undefined) return [];
  const spec = { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'code' }, spec };
  await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], JSON.stringify(claim));
  return ['-w', 'source=claim:code'];
}

async function server(): Promise<string> {
  return (await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'])).trim();
}

/** A copy of the kubeconfig whose server is a port of this machine, with the name that is in the certificate. */
function kubeconfigTo(port: number): string {
  const config = parse(readFileSync(process.env.KUBECONFIG ?? '', 'utf8'));
  for (const { cluster } of config.clusters) {
    cluster['tls-server-name'] ??= new URL(cluster.server).hostname;
    cluster.server = `https://127.0.0.1:${port}`;
  }
  const path = join(mkdtempSync(join(tmpdir(), 'tekwire-config-')), 'config');
  writeFileSync(path, stringify(config));
  return path;
}
