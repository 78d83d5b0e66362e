import { readFileSync } from 'node:fs';
import type { Manifest } from '../../../src/spec';
import { tekwire } from '../../cli/cluster/command';
import { write } from '../../cli/run';
import { ApiServer, hasApiServer } from './api-server';
import { FaultProxy } from './fault-proxy';

const yaml = (...manifests: object[]) => manifests.map((one) => JSON.stringify(one)).join('\n---\n');
const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const secretStep = { ...step, env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'github', key: 'token' } } }] };
const hardened = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const task = (name: string, spec: object): Manifest => ({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name }, spec });
const ci: Manifest = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: { workspaces: [{ name: 'code' }], tasks: [{ name: 'lint', taskRef: { name: 'lint' } }] },
};
const run = (more: object = {}): Manifest => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { generateName: 'ci-' },
  spec: {
    pipelineRef: { name: 'ci' },
    taskRunTemplate: { serviceAccountName: 'ci-run', podTemplate: { nodeSelector: { 'kubernetes.io/arch': 'riscv64' } } },
    workspaces: [
      {
        name: 'code',
        volumeClaimTemplate: { spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } }, ...more } },
      },
    ],
  },
});

// what an administrator would have installed
const cluster = `
apiVersion: v1
kind: Namespace
metadata: { name: tekton-pipelines }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: pipelines-info, namespace: tekton-pipelines }
data: { version: v1.15.0 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: feature-flags, namespace: tekton-pipelines }
data: { enable-api-fields: stable, set-security-context: "false", enable-cel-in-whenexpression: "false" }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: local-path }
provisioner: rancher.io/local-path
---
apiVersion: v1
kind: Node
metadata: { name: a, labels: { kubernetes.io/arch: amd64 } }
---
apiVersion: v1
kind: Secret
metadata: { name: github, namespace: ci }
stringData: { tokn: hidden-value }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: small, namespace: ci }
spec: { hard: { requests.cpu: "2" } }
`;
const fine = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: ci-run, namespace: ci }
---
apiVersion: v1
kind: Secret
metadata: { name: github, namespace: ci }
stringData: { token: hidden-value }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: shared, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }
provisioner: nfs.csi.k8s.io
`;

(hasApiServer ? describe : describe.skip)('tekwire preflight with a real API server', () => {
  const api = new ApiServer();
  const proxy = new FaultProxy(api);
  let config: string;
  const preflight = async (...args: string[]) => {
    const { code, out, err } = await tekwire(['preflight', '--kubeconfig', config, '-o', 'json', ...args]);
    return { code, err, lines: out.map((line) => JSON.parse(line)) };
  };

  beforeAll(async () => {
    await api.start();
    await proxy.start();
    api.kubectl(['create', 'clusterrolebinding', 'all', '--clusterrole=cluster-admin', '--user=developer']);
    api.kubectl(['label', 'namespace', 'ci', 'pod-security.kubernetes.io/enforce=restricted']);
    api.kubectl(['apply', '-f', '-'], cluster);
    config = api.kubeconfig('developer.json', { server: proxy.address, user: { token: 'good-token' } });
  });
  beforeEach(() => proxy.reset());
  afterAll(async () => {
    await proxy.stop();
    await api.stop();
  });

  it('says everything that is missing or would be refused, with the way out, by GET requests only', async () => {
    const listener = {
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'EventListener',
      metadata: { name: 'hook' },
      spec: { labelSelector: { matchLabels: { app: 'ci' } } },
    };
    const when = { ...ci, spec: { tasks: [{ name: 'lint', taskRef: { name: 'lint' }, when: [{ cel: "'a' == 'a'" }] }] } };
    api.audited();

    const { code, lines } = await preflight(
      '-c',
      'helm://security/gosec',
      write('bad.yaml', yaml(task('build', { steps: [secretStep] }), when, run(), listener)),
    );

    const fails = lines.filter(({ status }) => status === 'fail').map(({ check, message }) => `${check}: ${message}`);
    expect(code).toBe(1);
    expect(fails).toEqual([
      'kinds: the cluster has no EventListener of triggers.tekton.dev/v1beta1',
      expect.stringMatching(/^manifests: TW\d+ .*enable-cel-in-whenexpression/),
      'tasks: Pipeline "ci", task "lint": Task "lint" is neither among the manifests nor in namespace "ci" (available: none)',
      expect.stringMatching(/^components: helm:\/\/security\/gosec: Helm release "security" has no Task in namespace "ci"/),
      'secrets: Secret "github" of Task "build" has no key "token" (available: tokn); did you mean "tokn"?',
      'service accounts: ServiceAccount "ci-run" of PipelineRun "ci-" is not in namespace "ci"',
      'storage: the claim of PipelineRun "ci-", workspace "code" names no storage class, and the cluster has no default (available: local-path)',
      expect.stringMatching(/^pod security: Task "build": the namespace enforces restricted: step "run" lacks runAsNonRoot/),
      `pod security: namespace "ci" enforces restricted, and Tekton's own init containers do not fit it`,
      'quotas: quota "small" demands requests.cpu of every container, and steps do not name them',
      'nodes: PipelineRun "ci-" asks for nodes of architecture "riscv64" (available: amd64)',
    ]);
    expect(lines.filter(({ status, fix }) => status !== 'ok' && typeof fix !== 'string')).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('hidden-value');
    expect(proxy.requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
    expect(api.audited().filter(({ verb }) => !['get', 'list'].includes(verb))).toEqual([]);
  });

  it('has nothing to say when all is there; permissions are asked for on wish', async () => {
    api.kubectl(['apply', '-f', '-'], fine);
    api.kubectl(['-n', 'tekton-pipelines', 'patch', 'configmap', 'feature-flags', '-p', '{"data":{"set-security-context":"true"}}']);
    const lint = task('lint', { steps: [{ ...secretStep, securityContext: hardened, computeResources: { requests: { cpu: '1' } } }] });
    const { taskRunTemplate: _, ...spec } = run().spec as Record<string, unknown>;
    const fits = { ...run(), spec: { ...spec, taskRunTemplate: { serviceAccountName: 'ci-run' } } };

    const { code, lines } = await preflight('--access', write('good.yaml', yaml(lint, ci, fits)));

    expect(lines.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(code).toBe(0);
    expect(lines.find(({ check }) => check === 'permissions').message).toBe('you may do all that is needed in namespace "ci"');
    expect(proxy.requests.filter((line) => line.startsWith('POST')).every((line) => line.endsWith('/selfsubjectaccessreviews'))).toBe(true);
  });

  it('checks each namespace that the manifests name, and not that of the kubeconfig', async () => {
    const there = { name: 'there', namespace: 'team-a' };
    const elsewhere = write(
      'namespaces.yaml',
      yaml(
        { ...task('lint', { steps: [secretStep] }), metadata: there },
        { ...task('lint', { steps: [step] }), metadata: { name: 'lint', namespace: 'ci' } },
      ),
    );

    const { code, lines } = await preflight(elsewhere);

    expect(code).toBe(1);
    const fix = 'kubectl create namespace team-a';
    expect(lines).toContainEqual({ status: 'fail', check: 'namespace', message: 'namespace "team-a" does not exist', fix });
    const messages = lines.map(({ message }) => message).join('\n');
    expect(messages).toMatch(/Secret "github" of .* is not in namespace "team-a"/);
    expect(messages).not.toContain('namespace "ci" does not exist');
  });

  it('warns of volumes that cannot be shared', async () => {
    const { lines } = await preflight(write('rwx.yaml', yaml(run({ storageClassName: 'local-path' }))));

    expect(lines.filter(({ check }) => check === 'storage').map(({ status, message }) => `${status} ${message}`)).toEqual([
      'warn the claim of PipelineRun "ci-", workspace "code" asks for ReadWriteMany, which volumes of class "local-path" (rancher.io/local-path) usually cannot',
    ]);
  });

  it('warns of what it may not read, instead of failing', async () => {
    api.kubectl(['create', 'role', 'reader', '-n', 'ci', '--verb=get,list', '--resource=tasks.tekton.dev,pipelines.tekton.dev']);
    api.kubectl(['create', 'rolebinding', 'reader', '-n', 'ci', '--role=reader', '--user=developer']);
    api.kubectl(['delete', 'clusterrolebinding', 'all']);

    const { code, lines } = await preflight(write('some.yaml', yaml(task('lint', { steps: [secretStep] }))));

    expect(code).toBe(0);
    expect(lines.filter(({ status }) => status === 'warn').map(({ check }) => check)).toEqual([
      'tekton',
      'features',
      'secrets',
      'namespace',
      'quotas',
      'nodes',
      'permissions',
    ]);
    api.kubectl(['create', 'clusterrolebinding', 'all', '--clusterrole=cluster-admin', '--user=developer']);
  });

  it('a diff with the cluster only reads it, and shows nothing that the server has added', async () => {
    const lint = task('lint', { params: [{ name: 'at', default: 'HEAD' }], steps: [step] });
    api.kubectl(['-n', 'ci', 'apply', '--server-side', '-f', '-'], JSON.stringify(lint));
    const diff = async (file: string) => (await tekwire(['diff', '--kubeconfig', config, file])).out;

    expect(await diff(write('same.yaml', yaml(lint)))).toEqual(['no differences']);
    expect(await diff(write('other.yaml', yaml(task('lint', { params: [], steps: [{ ...step, image: 'busybox:1.38.0' }] }))))).toEqual(
      expect.arrayContaining(['Task "lint" changed', '  - param "at"', '  ~ image of step "run": busybox:1.37.0 → busybox:1.38.0']),
    );
    expect(proxy.requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
  });

  it('writes the feature flags of the cluster into a config file, whose other settings stay', async () => {
    const path = write('tekwire.config.yaml', '# ours\nfailOn: warning\n');

    const { err } = await preflight('--write-features', path, write('one.yaml', yaml(task('lint', { steps: [step] }))));

    expect(err).toEqual([`${path}: 3 features written`]);
    expect(readFileSync(path, 'utf8')).toBe(
      '# ours\nfailOn: warning\nfeatures:\n  enable-api-fields: stable\n  enable-cel-in-whenexpression: "false"\n  set-security-context: "true"\n',
    );
  });
});
