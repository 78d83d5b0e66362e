import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { createNamespace, deleteNamespace, get, kubectl, pause, WAIT_SECONDS } from '../kubectl';

const NAMESPACE = 'tekwire-e2e-flood';
const TOKEN = 'the secret of the webhook';
const EVENTS = 200;
const SECONDS = 20;
const SENDER = 'sender';

interface Sent {
  /** Requests that were answered with 202, by the SHA of their push. */
  readonly accepted: readonly string[];
  /** Requests that were sent again because nobody took the connection. */
  readonly repeated: number;
  /** Requests whose connection ended before the answer, so that the sender cannot know whether they arrived. */
  readonly unknown: readonly string[];
  /** When the last answer came. */
  readonly ended: string;
}

describe('a flood of events', () => {
  let isThere = true;

  beforeAll(async () => {
    isThere = (await kubectl(['get', 'crd', 'eventlisteners.triggers.tekton.dev', '--ignore-not-found', '-o', 'name'])) !== '';
    if (!isThere) return;
    const manifests = Object.values(synthesise(join(__dirname, '../programs/flood.ts'))).join('\n---\n');
    await createNamespace(NAMESPACE);
    await kubectl(['-n', NAMESPACE, 'create', 'secret', 'generic', 'hook', `--from-literal=token=${TOKEN}`]);
    await kubectl(['apply', '--server-side', '-f', '-'], manifests);
    await kubectl(['-n', NAMESPACE, 'wait', 'eventlistener/hooks', '--for=condition=Ready', `--timeout=${WAIT_SECONDS}s`]);
  });
  afterAll(async () => {
    if (!isThere) return;
    await deleteNamespace(NAMESPACE);
    await kubectl(['delete', 'clusterrole,clusterrolebinding', `tekwire-${NAMESPACE}-el-hooks`, '--ignore-not-found']);
  });

  // a restart of the Deployment proves nothing: Triggers' controller takes it back
  it(`of ${EVENTS} in ${SECONDS} seconds, while the pod of the listener is deleted and replaced, starts one run for each, and loses none`, async () => {
    if (!isThere) return console.log('skipped: the cluster has no Tekton Triggers');
    const before = await pods();
    const sender = send();
    await until(async () => (await phaseOf()) !== 'Pending', 'the sender did not start');
    await kubectl(['-n', NAMESPACE, 'delete', 'pod', '-l', 'eventlistener=hooks', '--wait=false']);
    const sent = await sender;
    console.log(`${sent.accepted.length} accepted, ${sent.repeated} sent again, ${sent.unknown.length} of unknown fate`);
    expect(sent.unknown).toEqual([]);
    expect(sent.accepted).toHaveLength(EVENTS);
    const added = (await pods()).filter((pod) => !before.some((one) => one.name === pod.name));
    expect(added).not.toEqual([]);
    expect(added.every(({ created }) => created < sent.ended)).toBe(true);

    await until(async () => (await started()).length >= EVENTS, `there were not ${EVENTS} runs`, 60).catch(() => undefined);
    await pause(5000);

    expect(await started()).toEqual([...sent.accepted].sort());
  });

  async function pods(): Promise<readonly { readonly name: string; readonly created: string }[]> {
    const { items } = await get<{ items: { metadata: { name: string; creationTimestamp: string } }[] }>(
      NAMESPACE,
      'pods',
      '-l',
      'eventlistener=hooks',
    );
    return items.map(({ metadata }) => ({ name: metadata.name, created: metadata.creationTimestamp }));
  }

  async function started(): Promise<readonly string[]> {
    const { items } = await get<{ items: { spec: { params: { value: string }[] } }[] }>(NAMESPACE, 'pipelineruns');
    return items.flatMap(({ spec }) => spec.params.map(({ value }) => value)).sort();
  }

  async function phaseOf(): Promise<string> {
    const phase = await kubectl(['-n', NAMESPACE, 'get', 'pod', SENDER, '--ignore-not-found', '-o', 'jsonpath={.status.phase}']);
    return phase === '' ? 'Pending' : phase;
  }

  /** Sends the events from a pod, at even distances, and gives what it saw. */
  async function send(): Promise<Sent> {
    const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, runAsUser: 65532 };
    const container = {
      name: 'sender',
      image: 'node:22.23.3-alpine3.24',
      command: ['node', '-e', PROGRAM, `${EVENTS}`, `${SECONDS}`],
      env: [{ name: 'TOKEN', value: TOKEN }],
      securityContext,
    };
    const manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: SENDER },
      spec: { restartPolicy: 'Never', containers: [container] },
    };
    await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], JSON.stringify(manifest));
    await until(async () => /Succeeded|Failed/.test(await phaseOf()), 'the sender did not end');
    return JSON.parse(await kubectl(['-n', NAMESPACE, 'logs', SENDER])) as Sent;
  }
});

async function until(holds: () => Promise<boolean>, otherwise: string, seconds = WAIT_SECONDS): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    if (await holds()) return;
    await pause(1000);
  }
  throw new Error(`${otherwise} within ${seconds} seconds`);
}

// A request whose connection nobody took is sent again, and so is one that was refused; one that broke off in the middle is not.
const PROGRAM = `
const { createHmac } = require('node:crypto');
const [, events, seconds] = process.argv;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seen = { accepted: [], repeated: 0, unknown: [] };
async function send(number) {
  await wait((number * seconds * 1000) / events);
  const after = String(number).padStart(40, '0');
  const repository = { full_name: 'acme/web', clone_url: 'https://github.com/acme/web.git', ssh_url: 'git@github.com:acme/web.git' };
  const body = JSON.stringify({ ref: 'refs/heads/main', before: after, after, created: false, deleted: false, commits: [], repository,
    head_commit: { id: after, message: 'x' }, sender: { login: 'mona' } });
  const headers = { 'X-GitHub-Event': 'push', 'Content-Type': 'application/json',
    'X-Hub-Signature-256': 'sha256=' + createHmac('sha256', process.env.TOKEN).update(body).digest('hex') };
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      const answer = await fetch('http://el-hooks:8080/', { method: 'POST', headers: { ...headers, Connection: 'close' }, body });
      if (answer.status === 202) return seen.accepted.push(after);
    } catch (error) {
      if (!['ECONNREFUSED', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.cause?.code)) return seen.unknown.push(after + ' ' + error.cause?.code);
    }
    seen.repeated++;
    await wait(200);
  }
}
Promise.all(Array.from({ length: Number(events) }, (_, number) => send(number))).then(() => console.log(JSON.stringify({ ...seen, ended: new Date().toISOString() })));
`;
