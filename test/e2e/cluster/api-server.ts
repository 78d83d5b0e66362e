import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = process.env.TESTBED_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire-testbed');
const PROGRAM = join(cache, 'bin/kube');
const CRDS = join(cache, 'tekton/config/300-crds');

/** Whether the programs of the test bed are here: etcd and the API server of Kubernetes, and Tekton's CustomResourceDefinitions. */
export const hasApiServer = existsSync(PROGRAM) && existsSync(CRDS);
if (!hasApiServer)
  console.warn(`skipped: the tests with an API server of their own, because ${PROGRAM} is missing; the test bed builds it`);

// a machine may be busy with other work
const WAIT_MS = 180_000;

/** A request in the audit log. */
export interface Audited {
  readonly verb: string;
  readonly uri: string;
  readonly code: number;
}

/** A real API server with etcd and nothing else: no controllers, no nodes. It has Tekton's kinds, and keeps an audit log. */
export class ApiServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'tekwire-api-'));
  port = 0;
  private readonly children: ChildProcess[] = [];
  private etcd = 0;

  get address(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    certificates(this.folder);
    const [etcd, peer, port] = [await freePort(), await freePort(), await freePort()];
    this.port = port;
    this.etcd = etcd;
    const url = (one: number) => `http://127.0.0.1:${one}`;
    const urls = [`--listen-client-urls=${url(etcd)}`, `--advertise-client-urls=${url(etcd)}`];
    const peers = [`--listen-peer-urls=${url(peer)}`, `--initial-advertise-peer-urls=${url(peer)}`, `--initial-cluster=a=${url(peer)}`];
    this.run(['etcd', '--name=a', `--data-dir=${join(this.folder, 'etcd')}`, ...urls, ...peers, '--unsafe-no-fsync']);
    await this.startServer();
    this.kubectl(['apply', '--server-side', '-f', CRDS]);
    this.kubectl(['wait', '--for=condition=Established', `--timeout=${WAIT_MS / 1000}s`, 'crd', '--all']);
    this.kubectl(['create', 'namespace', 'ci']);
  }

  /** Starts the API server alone, on the data that etcd has. */
  async startServer(): Promise<ChildProcess> {
    const file = (name: string) => join(this.folder, name);
    writeFileSync(
      file('audit.yaml'),
      'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{level: Metadata}]\n',
    );
    writeFileSync(file('tokens.csv'), 'good-token,developer,developer\n');
    const child = this.run([
      'apiserver',
      `--etcd-servers=http://127.0.0.1:${this.etcd}`,
      `--secure-port=${this.port}`,
      '--advertise-address=127.0.0.1',
      '--bind-address=127.0.0.1',
      '--service-cluster-ip-range=10.97.0.0/24',
      `--tls-cert-file=${file('server.crt')}`,
      `--tls-private-key-file=${file('server.key')}`,
      `--client-ca-file=${file('ca.crt')}`,
      `--cert-dir=${file('certs')}`,
      `--service-account-key-file=${file('server.key')}`,
      `--service-account-signing-key-file=${file('server.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--authorization-mode=RBAC',
      `--token-auth-file=${file('tokens.csv')}`,
      `--audit-policy-file=${file('audit.yaml')}`,
      `--audit-log-path=${file('audit.log')}`,
      '--disable-admission-plugins=ServiceAccount',
    ]);
    const end = Date.now() + WAIT_MS;
    for (;;) {
      try {
        if (this.kubectl(['get', '--raw', '/readyz']) === 'ok') return child;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** A kubeconfig for a user of the server: the administrator, or whoever has the token. */
  kubeconfig(name: string, { server = this.address, user = administrator(this.folder) }: { server?: string; user?: object } = {}): string {
    const path = join(this.folder, name);
    const cluster = { server, 'certificate-authority-data': readFileSync(join(this.folder, 'ca.crt')).toString('base64') };
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster }],
      users: [{ name: 'user', user }],
      contexts: [{ name: 'ci', context: { cluster: 'test', user: 'user', namespace: 'ci' } }],
      'current-context': 'ci',
    };
    writeFileSync(path, JSON.stringify(config));
    return path;
  }

  /** Runs kubectl as the administrator. */
  kubectl(args: readonly string[], input?: string): string {
    const options = { encoding: 'utf8' as const, stdio: 'pipe' as const, input };
    return execFileSync(PROGRAM, ['kubectl', '--kubeconfig', this.kubeconfig('admin.json'), ...args], options);
  }

  /** The requests of the command since the last call. */
  audited(): readonly Audited[] {
    const path = join(this.folder, 'audit.log');
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    writeFileSync(path, '');
    return lines
      .map((line) => JSON.parse(line))
      .filter(({ userAgent }) => userAgent === 'tekwire')
      .map(({ verb, requestURI: uri, responseStatus }) => ({ verb, uri, code: responseStatus?.code }));
  }

  async stop(): Promise<void> {
    for (const child of [...this.children].reverse())
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(args: readonly string[]): ChildProcess {
    const child = spawn(PROGRAM, args, { stdio: 'ignore', cwd: this.folder });
    this.children.push(child);
    return child;
  }
}

/** The certificate of the administrator, as a user of a kubeconfig. */
function administrator(folder: string): object {
  const data = (name: string) => readFileSync(join(folder, name)).toString('base64');
  return { 'client-certificate-data': data('admin.crt'), 'client-key-data': data('admin.key') };
}

function certificates(folder: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ca', '-keyout', 'ca.key', '-out', 'ca.crt');
  for (const [name, subject] of [
    ['server', '/CN=kube-apiserver'],
    ['admin', '/O=system:masters/CN=admin'],
  ] as const) {
    writeFileSync(join(folder, `${name}.ext`), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    openssl(
      'x509',
      '-req',
      '-days',
      '2',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    );
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
