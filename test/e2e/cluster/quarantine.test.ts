import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { createNamespace, deleteNamespace, get, kubectl } from '../kubectl';
import { log, type RunOutcome, runToEnd } from '../outcome';
import { isRuns, perform } from '../perform';

const NAMESPACE = 'tekwire-e2e-quarantine';
const SINK = `${NAMESPACE}-sink`;

/** What the thief said of each way out, by its name. */
type Ways = Readonly<Record<string, string>>;

/** Takes whatever is sent, and logs the path and the length. */
const RECEIVER = `
from http.server import BaseHTTPRequestHandler, HTTPServer
class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        size = len(self.rfile.read(int(self.headers["Content-Length"])))
        print(f"received {self.path} {size}", flush=True)
        self.send_response(200)
        self.end_headers()
    def log_message(self, *args): pass
HTTPServer(("", 8080), Receiver).serve_forever()
`;

/** Needs a cluster whose network enforces a NetworkPolicy; the test bed starts its engine here. */
describe('a scanner that was taken over', () => {
  const outcomes: Record<string, RunOutcome> = {};
  const ways: Record<string, Ways> = {};
  let received = '';

  beforeAll(async () => {
    if (process.env.TESTBED !== undefined)
      execFileSync(join(process.env.TESTBED, 'netpol.sh'), { stdio: ['ignore', 'inherit', 'inherit'] });
    process.env.E2E_SINK_ADDRESS = await startSink();
    const files = synthesise(join(__dirname, '../programs/quarantine.ts'));
    const [confined = '', open = ''] = (Object.entries(files).find(([name]) => isRuns(name))?.[1] ?? '').split(/^---$/m);
    outcomes.confined = (await perform(NAMESPACE, files, confined)).outcome;
    outcomes.open = await runToEnd(NAMESPACE, open);
    for (const [name, { tasks }] of Object.entries(outcomes)) {
      const task = tasks[`thief-${name}`];
      ways[name] = waysIn(task === undefined ? '' : await log(NAMESPACE, task));
    }
    received = await kubectl(['-n', SINK, 'logs', 'sink']);
  });
  afterAll(async () => {
    await deleteNamespace(NAMESPACE);
    await deleteNamespace(SINK);
  });

  it('sends the sources away, changes them and has the credentials of the run without a quarantine', () => {
    expect(ways.open).toEqual({
      'sink by name': '200',
      'sink by address': '200',
      'name lookup': 'True',
      'API server': 'sent',
      sources: 'changed',
      'other files of the workspace': expect.stringMatching(/^\['/),
      token: 'True',
      credentials: "['git-credentials']",
    });
    expect(received).toMatch(/received \/open [1-9]\d+/);
  });

  it('gets nothing out of the quarantine, and finds nothing but the sources, which it cannot change', () => {
    expect(ways.confined).toEqual({
      'sink by name': expect.stringMatching(/^no /),
      'sink by address': expect.stringMatching(/^no /),
      'name lookup': expect.stringMatching(/^no /),
      'API server': expect.stringMatching(/^no /),
      sources: 'no (OSError)',
      // Tekton makes the folder in the pod's own volume
      'other files of the workspace': '[]',
      token: 'no (FileNotFoundError)',
      credentials: 'no (FileNotFoundError)',
    });
    expect(received).not.toContain('/confined');
  });

  it.each(['confined', 'open'])('delivers its findings: %s', async (name) => {
    const { tasks } = outcomes[name] as RunOutcome;
    const summary = tasks.summary && (await log(NAMESPACE, tasks.summary));

    expect(tasks[`thief-${name}`]?.exitCodes).toEqual({ before: 0, scan: 0, report: 0 });
    expect(summary).toContain('"seen"');
  });
});

/** Starts the receiver in a namespace of its own, and gives its address. */
async function startSink(): Promise<string> {
  const labels = { app: 'sink' };
  const container = {
    name: 'sink',
    image: 'python:3.13.9-slim-bookworm',
    command: ['python3', '-c', RECEIVER],
    readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
  };
  const spec = { containers: [container], terminationGracePeriodSeconds: 0 };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'sink', labels }, spec };
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'sink' }, spec: { selector: labels, ports: [{ port: 8080 }] } };
  await createNamespace(SINK);
  await kubectl(['-n', SINK, 'apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod, service] }));
  await kubectl(['-n', SINK, 'wait', 'pod/sink', '--for=condition=Ready', '--timeout=120s']);
  const { status } = await get<{ readonly status: { readonly podIP: string } }>(SINK, 'pod', 'sink');
  return status.podIP;
}

function waysIn(text: string): Ways {
  return Object.fromEntries([...text.matchAll(/^thief: ([^:]+): (.*)$/gm)].map(([, way = '', said = '']) => [way, said]));
}
