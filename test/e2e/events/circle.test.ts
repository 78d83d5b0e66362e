import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { createNamespace, deleteNamespace, get, kubectl, pause, WAIT_SECONDS } from '../kubectl';
import { Gitea } from './gitea';

const NAMESPACE = 'tekwire-e2e-circle';
const SECRET = 'the secret of the webhook';
const CONTEXT = 'checks-status';

interface Run {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly params: readonly { readonly name: string; readonly value: string }[];
    readonly taskRunTemplate: { readonly serviceAccountName: string };
  };
  readonly status?: { readonly conditions?: readonly { readonly reason: string }[]; readonly completionTime?: string };
}

describe('from a push in Gitea to the status of its commit', () => {
  let gitea: Gitea;
  let missing: string | undefined;
  let web = '';

  beforeAll(async () => {
    const triggers = await kubectl(['get', 'crd', 'eventlisteners.triggers.tekton.dev', '--ignore-not-found', '-o', 'name']);
    const started = triggers === '' ? 'the cluster has no Tekton Triggers' : await Gitea.start();
    if (typeof started === 'string') {
      missing = started;
      console.log(`skipped: ${missing}`);
      return;
    }
    gitea = started;
    process.env.GITEA_URL = gitea.url;
    const manifests = Object.values(synthesise(join(__dirname, '../programs/circle.ts'))).join('\n---\n');
    await createNamespace(NAMESPACE);
    await kubectl(['-n', NAMESPACE, 'create', 'secret', 'generic', 'hook', `--from-literal=token=${SECRET}`]);
    await kubectl(['-n', NAMESPACE, 'create', 'secret', 'generic', 'gitea', `--from-literal=token=${gitea.token}`]);
    await kubectl(['apply', '--server-side', '-f', '-'], manifests);
    await kubectl(['-n', NAMESPACE, 'wait', 'eventlistener/hooks', '--for=condition=Ready', `--timeout=${WAIT_SECONDS}s`]);
    web = `${gitea.user}/circle`;
    await gitea.repository('circle');
    const address = await kubectl(['-n', NAMESPACE, 'get', 'service', 'el-hooks', '-o', 'jsonpath={.spec.clusterIP}']);
    // of each event one request is signed with a wrong secret, and must start nothing
    for (const secret of [SECRET, 'another secret'])
      await gitea.call('POST', `/repos/${web}/hooks`, {
        type: 'gitea',
        active: true,
        events: ['push', 'pull_request', 'pull_request_sync'],
        config: { url: `http://${address}:8080/`, content_type: 'json', secret },
      });
  });
  afterAll(async () => {
    if (missing !== undefined) return;
    await deleteNamespace(NAMESPACE);
    await kubectl(['delete', 'clusterrole,clusterrolebinding', `tekwire-${NAMESPACE}-el-hooks`, '--ignore-not-found']);
  });

  it('a push starts one run, whose commit is pending first and then what the run said', async () => {
    if (missing !== undefined) return;
    const sha = await gitea.commit(web, 'good');

    await endedRuns(sha, 1);

    expect(await gitea.states(web, sha, CONTEXT)).toEqual(['pending', 'success']);
  });

  it('a pull request gets one comment, which the next commit changes', async () => {
    if (missing !== undefined) return;
    const first = await gitea.commit(web, 'broken', { branch: 'feature', from: 'main' });
    const { number } = await gitea.call<{ number: number }>('POST', `/repos/${web}/pulls`, {
      title: 'Say "hello"',
      head: 'feature',
      base: 'main',
    });
    await endedRuns(first, 1);
    expect(await gitea.states(web, first, CONTEXT)).toEqual(['pending', 'failure']);
    const failed = await comments(number);

    const file = await gitea.call<{ sha: string }>('GET', `/repos/${web}/contents/broken?ref=feature`);
    const { commit } = await gitea.call<{ commit: { sha: string } }>('DELETE', `/repos/${web}/contents/broken`, {
      branch: 'feature',
      message: 'mend it',
      sha: file.sha,
    });
    await endedRuns(commit.sha, 1);

    expect(await gitea.states(web, commit.sha, CONTEXT)).toEqual(['pending', 'success']);
    const mended = await comments(number);
    expect([failed.length, mended.length]).toEqual([1, 1]);
    expect(mended[0]).not.toEqual(failed[0]);
  });

  it("a stranger's pull request runs without the token, under its own account", async () => {
    if (missing !== undefined) return;
    const user = { username: 'stranger', email: 'stranger@example.com', password: 'not-secret-here-1', must_change_password: false };
    await gitea.call('POST', '/admin/users', user).catch(() => undefined);
    await gitea.call('DELETE', '/repos/stranger/circle').catch(() => undefined);
    await gitea.call('POST', `/repos/${web}/forks?sudo=stranger`, {});
    const sha = await gitea.commit('stranger/circle', 'gift', { branch: 'gift', from: 'main', as: 'stranger' });
    await gitea.call('POST', `/repos/${web}/pulls?sudo=stranger`, { title: 'a gift', head: 'stranger:gift', base: 'main' });

    const [run] = await endedRuns(sha, 1);

    expect(run?.status?.conditions?.[0]?.reason).toBe('Succeeded');
    expect(run?.spec.taskRunTemplate.serviceAccountName).toBe('hooks-strangers-untrusted');
    expect(run?.spec.params).toContainEqual({ name: 'url', value: `${gitea.url}/stranger/circle.git` });
    expect(await gitea.states(web, sha, CONTEXT)).toEqual([]);
  });

  it('a newer push cancels the run of the older one, whose commit says so', async () => {
    if (missing !== undefined) return;
    const older = await gitea.commit(web, 'slow');
    await until(async () => (await runsOf(older)).length === 1, 'the older push started no run');
    await until(async () => (await gitea.states(web, older, CONTEXT)).length === 1, 'the older commit did not become pending');
    const newer = await gitea.commit(web, 'later');

    const [cancelled] = await endedRuns(older, 1);

    expect(cancelled?.status?.conditions?.[0]?.reason).toBe('Cancelled');
    expect(await gitea.states(web, older, CONTEXT)).toEqual(['pending', 'failure']);
    expect(await runsOf(newer)).toHaveLength(1);
  });

  async function comments(number: number): Promise<readonly string[]> {
    return (await gitea.call<readonly { body: string }[]>('GET', `/repos/${web}/issues/${number}/comments`)).map(({ body }) => body);
  }

  async function runsOf(sha: string): Promise<readonly Run[]> {
    const { items } = await get<{ items: readonly Run[] }>(NAMESPACE, 'pipelineruns');
    return items.filter(({ spec }) => spec.params.some(({ name, value }) => name === 'sha' && value === sha));
  }

  /** The runs of a commit when all have ended. @throws Error when there are not as many */
  async function endedRuns(sha: string, number: number): Promise<readonly Run[]> {
    const haveEnded = async () => {
      const runs = await runsOf(sha);
      return runs.length >= number && runs.every(({ status }) => status?.completionTime !== undefined);
    };
    await until(haveEnded, `there were not ${number} runs of ${sha} that ended`);
    const runs = await runsOf(sha);
    expect(runs).toHaveLength(number);
    return runs;
  }
});

async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (let second = 0; second < WAIT_SECONDS; second++) {
    if (await holds()) return;
    await pause(1000);
  }
  throw new Error(`${otherwise} within ${WAIT_SECONDS} seconds`);
}
