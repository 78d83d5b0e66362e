import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { githubForkPullRequest, githubPush } from '../../../src/simulate/samples/github';
import type { Sent } from '../../../src/simulate/samples/merge';
import { synthesise } from '../../conformance/synthesise';
import { createNamespace, deleteNamespace, get, kubectl, pause, WAIT_SECONDS } from '../kubectl';

const NAMESPACE = 'tekwire-e2e-events';
const TOKEN = 'the secret of the webhook';

interface Run {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly params: readonly { readonly name: string; readonly value: string }[];
    readonly taskRunTemplate: { readonly serviceAccountName: string };
  };
  readonly status?: { readonly completionTime?: string; readonly conditions?: readonly { readonly status: string }[] };
}

describe('an EventListener in a cluster', () => {
  let forward: ChildProcess | undefined;
  let address = '';
  let manifests = '';
  let isThere = true;

  beforeAll(async () => {
    isThere = (await kubectl(['get', 'crd', 'eventlisteners.triggers.tekton.dev', '--ignore-not-found', '-o', 'name'])) !== '';
    if (!isThere) return;
    manifests = Object.values(synthesise(join(__dirname, '../programs/events.ts'))).join('\n---\n');
    await createNamespace(NAMESPACE);
    await kubectl(['-n', NAMESPACE, 'create', 'secret', 'generic', 'hook', `--from-literal=token=${TOKEN}`]);
    await kubectl(['apply', '--server-side', '-f', '-'], manifests);
    await kubectl(['-n', NAMESPACE, 'wait', 'eventlistener/hooks', '--for=condition=Ready', `--timeout=${WAIT_SECONDS}s`]);
    [forward, address] = await forwarded();
  });
  afterAll(async () => {
    // kubectl may be a script with a process of its own
    if (forward?.pid !== undefined) process.kill(-forward.pid);
    await deleteNamespace(NAMESPACE);
    if (isThere) await kubectl(['delete', 'clusterrole,clusterrolebinding', `tekwire-${NAMESPACE}-el-hooks`, '--ignore-not-found']);
  });

  async function send({ headers, payload }: Sent, token = TOKEN): Promise<number> {
    const body = JSON.stringify(payload);
    const signature = `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;
    const answer = await fetch(address, { method: 'POST', headers: { ...headers, 'X-Hub-Signature-256': signature }, body });
    return answer.status;
  }

  it('starts a run for each event that is signed and passes the filter, and for no other', async () => {
    if (!isThere) return console.log('skipped: the cluster has no Tekton Triggers');
    const others = [
      send(githubPush(), 'another secret'),
      send(githubPush({ ref: 'refs/heads/next' })),
      send(githubPush({ deleted: true, head_commit: null })),
    ];
    expect(await Promise.all(others)).toEqual([202, 202, 202]);
    await send(githubPush());
    await send(githubForkPullRequest({ pull_request: { head: { ref: 'Feature/"x" $(id)' } } }));

    const runs = await ended(2);

    const [push, fork] = [
      runs.find((run) => run.metadata.labels.branch === 'main'),
      runs.find((run) => run.metadata.labels.branch !== 'main'),
    ];
    expect(runs.map(({ status }) => status?.conditions?.[0]?.status)).toEqual(['True', 'True']);
    expect(push?.metadata.annotations.message).toBe('Say "hello"\n\n$$(params.x) \\ €');
    expect(push?.spec.params).toContainEqual({ name: 'url', value: 'https://github.com/acme/web.git' });
    expect(push?.spec.taskRunTemplate.serviceAccountName).toBe('hooks-ci');
    expect(fork?.metadata.labels.branch).toBe('feature-x-id');
    expect(fork?.spec.params).toContainEqual({ name: 'url', value: 'https://github.com/stranger/web.git' });
    expect(fork?.spec.taskRunTemplate.serviceAccountName).toBe('hooks-ci-untrusted');
  });

  it('is what the manifests say, and stays so: GitOps tools see no difference', async () => {
    if (!isThere) return;
    const versions = async () => {
      const kinds =
        'eventlisteners,triggers,triggerbindings,triggertemplates,tasks.tekton.dev,pipelines.tekton.dev,cronjobs,networkpolicies,roles';
      const { items } = await get<{ items: { kind: string; metadata: { name: string; generation?: number } }[] }>(NAMESPACE, kinds);
      return items.map(({ kind, metadata }) => `${kind} ${metadata.name} ${metadata.generation}`);
    };
    const before = await versions();

    await kubectl(['apply', '--server-side', '-f', '-'], manifests);

    expect(await versions()).toEqual(before);
    expect(await kubectl(['diff', '--server-side', '-f', '-'], manifests)).toBe('');
  });

  it('and a Schedule starts its runs, once however often its Job is tried', async () => {
    if (!isThere) return;
    const count = async () => (await get<{ items: Run[] }>(NAMESPACE, 'pipelineruns')).items.length;
    const before = await count();
    await kubectl(['-n', NAMESPACE, 'create', 'job', 'nightly-1', '--from=cronjob/nightly']);
    expect(await endOf('nightly-1')).toContain('Complete');
    expect(await count()).toBe(before + 2);

    const { items } = await get<{ items: Run[] }>(NAMESPACE, 'pipelineruns', '-l', 'tekwire.dev/schedule=nightly');
    expect(items.map(({ spec }) => spec.params.find(({ name }) => name === 'url')?.value).sort()).toEqual([
      'https://git.acme.example/api.git',
      'https://git.acme.example/web.git',
    ]);
    expect(items.map(({ metadata }) => metadata.labels['tekwire.dev/job'])).toEqual(['nightly-1', 'nightly-1']);
  });

  async function endOf(job: string): Promise<readonly string[]> {
    for (let second = 0; second < WAIT_SECONDS; second++) {
      const { status } = await get<{ status: { conditions?: { type: string }[] } }>(NAMESPACE, 'job', job);
      const types = (status.conditions ?? []).map(({ type }) => type);
      if (types.includes('Complete') || types.includes('Failed')) return types;
      await pause(1000);
    }
    throw new Error(`the Job did not end within ${WAIT_SECONDS} seconds`);
  }

  async function ended(number: number): Promise<readonly Run[]> {
    for (let second = 0; second < WAIT_SECONDS; second++) {
      const { items } = await get<{ items: Run[] }>(NAMESPACE, 'pipelineruns');
      if (items.length >= number && items.every(({ status }) => status?.completionTime !== undefined)) return items;
      await pause(1000);
    }
    throw new Error(`there were not ${number} runs that ended within ${WAIT_SECONDS} seconds`);
  }
});

/** A way to the Service of the listener from here. */
function forwarded(): Promise<[ChildProcess, string]> {
  const child = spawn(process.env.KUBECTL ?? 'kubectl', ['-n', NAMESPACE, 'port-forward', 'service/el-hooks', ':8080'], { detached: true });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`port-forward ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const [, port] = /127\.0\.0\.1:(\d+) ->/.exec(chunk.toString()) ?? [];
      if (port !== undefined) resolve([child, `http://127.0.0.1:${port}/`]);
    });
  });
}
