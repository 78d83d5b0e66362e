import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../src/spec';
import { tekwire } from '../../cli/cluster/command';
import { write } from '../../cli/run';
import { hasHelm, helm } from '../../support/helm';
import { ApiServer, hasApiServer } from './api-server';
import { FaultProxy } from './fault-proxy';

const taskOf = (name: string, image = 'busybox:1.37.0', metadata = {}): Manifest => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name, ...metadata },
  spec: { steps: [{ name: 'run', image, command: ['true'] }] },
});
const pipelineOf = (name: string, ...tasks: string[]): Manifest => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name },
  spec: { tasks: tasks.map((task) => ({ name: task, taskRef: { name: task } })) },
});
let count = 0;
const file = (...manifests: Manifest[]) => write(`e2e-${count++}.yaml`, manifests.map((one) => JSON.stringify(one)).join('\n---\n'));
const applied = (requests: readonly string[]) => requests.filter((line) => !line.startsWith('GET ') && !line.includes('dryRun=All'));

// everything a developer of the namespace needs, and no more
const role = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: developer }
rules:
  - { apiGroups: [tekton.dev], resources: [tasks, pipelines, stepactions], verbs: [get, list, create, patch, delete] }
  - { apiGroups: [''], resources: [configmaps], verbs: [get, list, create, patch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: developer, namespace: ci }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: developer }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: developer }]
`;

// refuses every object whose name begins with "refused"
const policy = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: refused }
spec:
  matchConstraints: { resourceRules: [{ apiGroups: [tekton.dev], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [tasks] }] }
  validations: [{ expression: "!object.metadata.name.startsWith('refused')", message: the name is not allowed here }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: refused }
spec: { policyName: refused, validationActions: [Deny] }
`;

(hasApiServer ? describe : describe.skip)('tekwire deploy with a real API server', () => {
  const api = new ApiServer();
  const proxy = new FaultProxy(api);
  let config: string;
  const deploy = (...args: string[]) => tekwire(['deploy', '--kubeconfig', config, ...args]);
  const names = (kind: string) =>
    api
      .kubectl(['-n', 'ci', 'get', kind, '-o', 'name'])
      .split('\n')
      .filter((line) => line !== '');

  beforeAll(async () => {
    await api.start();
    await proxy.start();
    api.kubectl(['apply', '-f', '-'], role);
    api.kubectl(['apply', '-f', '-'], policy);
    config = api.kubeconfig('developer.json', { server: proxy.address, user: { token: 'good-token' } });
  });
  beforeEach(() => {
    proxy.reset();
    api.kubectl(['-n', 'ci', 'delete', 'tasks,pipelines,configmaps', '--all']);
    api.audited();
  });
  afterAll(async () => {
    await proxy.stop();
    await api.stop();
  });

  it('applies Tasks and Pipelines, and nothing the second time', async () => {
    const dist = file(pipelineOf('ci', 'lint'), taskOf('lint'));

    expect(await deploy(dist)).toEqual({ code: 0, out: ['Task "lint" in ci created', 'Pipeline "ci" in ci created'], err: [] });
    expect((await deploy(dist)).out).toEqual(['Task "lint" in ci unchanged', 'Pipeline "ci" in ci unchanged']);
    expect(names('tasks,pipelines')).toEqual(['task.tekton.dev/lint', 'pipeline.tekton.dev/ci']);
  });

  it.each(['client', 'server'])('changes nothing in a dry run of the %s, by the audit log of the API server', async (mode) => {
    await deploy(file(taskOf('lint', 'lint:1')));
    const before = api.kubectl(['-n', 'ci', 'get', 'tasks', '-o', 'json']);
    api.audited();

    const { code, out } = await deploy(
      `--dry-run=${mode}`,
      '--name',
      'team',
      '--prune',
      file(taskOf('lint', 'lint:2'), taskOf('new'), pipelineOf('ci', 'new')),
    );

    expect([code, out]).toEqual([
      0,
      [
        'Task "lint" in ci would be configured',
        '  spec.steps[run].image: "lint:1" → "lint:2"',
        'Task "new" in ci would be created',
        'Pipeline "ci" in ci would be created',
      ],
    ]);
    const audited = api.audited();
    expect(audited.length).toBeGreaterThan(3);
    const writes = audited.filter(({ verb }) => !['get', 'list'].includes(verb));
    expect(writes.filter(({ uri }) => !uri.includes('dryRun=All'))).toEqual([]);
    if (mode === 'client') expect(writes).toEqual([]);
    expect(api.kubectl(['-n', 'ci', 'get', 'tasks', '-o', 'json'])).toBe(before);
  });

  it('shows both sides of a conflict with kubectl, and leaves the object as it is', async () => {
    api.kubectl(['-n', 'ci', 'apply', '--server-side', '--field-manager', 'platform', '-f', '-'], JSON.stringify(taskOf('lint', 'lint:1')));

    const { code, err } = await deploy(file(taskOf('lint', 'lint:2')));

    expect(code).toBe(1);
    expect(err[0]).toBe(
      'Task "lint": fields are managed by "platform"; change the fields where "platform" sets them, or take them over with kubectl apply --server-side --force-conflicts',
    );
    expect(err[1]).toContain('.spec.steps: "platform" has "[{"command":["true"],"image":"lint:1","name":"run"}]", the manifest has ');
    expect(api.kubectl(['-n', 'ci', 'get', 'task', 'lint', '-o', 'jsonpath={.spec.steps[0].image}'])).toBe('lint:1');
  });

  it('applies nothing when admission refuses the third object', async () => {
    const { code, err } = await deploy(file(taskOf('one'), taskOf('two'), taskOf('refused-three'), pipelineOf('ci', 'one')));

    expect([code, err.at(-1)]).toEqual([1, 'nothing was applied']);
    expect(err[0]).toMatch(/^cannot apply Task "refused-three": .*the name is not allowed here/);
    expect(names('tasks,pipelines')).toEqual([]);
  });

  it('completes with the same call what a dead API server has interrupted', async () => {
    const dist = file(taskOf('one'), taskOf('two'), pipelineOf('ci', 'one', 'two'));
    proxy.faultOf = (line) =>
      /tasks\/two|pipelines|GET/.test(line) && applied(proxy.requests).some((one) => one.includes('tasks/one')) ? 'hang up' : undefined;

    const interrupted = await deploy('--name', 'team', dist);

    expect([interrupted.code, interrupted.out]).toEqual([3, ['Task "one" in ci created']]);
    expect(interrupted.err.join('\n')).toMatch(
      /no answer \(ECONNRESET\).*\n1 of 3 objects applied; applied before: Task "one"; run the same command again to complete it/,
    );
    proxy.reset();
    expect((await deploy('--name', 'team', dist)).out).toEqual([
      'Task "one" in ci unchanged',
      'Task "two" in ci created',
      'Pipeline "ci" in ci created',
    ]);
  });

  it.each([
    ['429 with Retry-After', { status: 429, reason: 'TooManyRequests', retryAfter: 0 }],
    ['503', { status: 503, reason: 'ServiceUnavailable' }],
    ['a race, 409', { status: 409, reason: 'Conflict', message: 'the object has been modified' }],
    ['a broken connection', 'hang up'],
    ['a connection that breaks after the server has done it', 'hang up after'],
  ] as const)('sends a request again after %s', async (_, fault) => {
    proxy.faultOf = (line, times) => (line.startsWith('PATCH') && !line.includes('dryRun') && times === 0 ? fault : undefined);

    expect(await deploy(file(taskOf('lint')))).toEqual({
      code: 0,
      out: [expect.stringMatching(/^Task "lint" in ci (created|unchanged)$/)],
      err: [],
    });
    expect(names('tasks')).toEqual(['task.tekton.dev/lint']);
  });

  it('gives up on a server that does not answer in time, without having changed anything', async () => {
    proxy.faultOf = (line) => (line.includes('/namespaces/') ? 'wait' : undefined);

    const { code, err } = await deploy('--request-timeout', '1', file(taskOf('lint')));

    expect([code, err]).toEqual([
      3,
      [`${proxy.address}: no answer in time; try again, or allow more with --request-timeout SECONDS`, 'nothing was applied'],
    ]);
    expect(names('tasks')).toEqual([]);
  });

  it('says that the server stays overloaded', async () => {
    proxy.faultOf = () => ({ status: 429, reason: 'TooManyRequests', retryAfter: 0 });

    const { code, err } = await deploy(file(taskOf('lint')));

    expect([code, err[0]]).toEqual([3, expect.stringMatching(/the API server is overloaded \(made by the test\); try again later$/)]);
  });

  it.each([
    ['an expired token', { token: 'expired-secret-token' }, 3, /does not accept the credentials \(Unauthorized\); log in again/],
    ['no credentials', {}, 1, /forbidden: User "system:anonymous"/],
  ])('explains %s, and prints no secret', async (_, user, code, message) => {
    const other = api.kubeconfig('other.json', { server: proxy.address, user });

    const outcome = await tekwire(['deploy', '--kubeconfig', other, file(taskOf('lint'))]);

    expect([outcome.code, outcome.err.join('\n')]).toEqual([code, expect.stringMatching(message)]);
    expect(JSON.stringify(outcome)).not.toContain('secret-token');
  });

  it('gets its credentials from the plugin of the kubeconfig, and names a plugin that fails', async () => {
    const plugin = (name: string, text: string) => {
      const path = join(api.folder, name);
      writeFileSync(path, `#!/bin/sh\n${text}\n`);
      chmodSync(path, 0o755);
      return { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: path, interactiveMode: 'Never' } };
    };
    const credential = '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"good-token"}}';
    const works = api.kubeconfig('plugin.json', { server: proxy.address, user: plugin('works', `echo '${credential}'`) });
    const fails = api.kubeconfig('failing.json', { server: proxy.address, user: plugin('fails', 'echo "session expired" >&2; exit 1') });

    expect((await tekwire(['deploy', '--kubeconfig', works, file(taskOf('lint'))])).code).toBe(0);
    const { code, err } = await tekwire(['deploy', '--kubeconfig', fails, file(taskOf('lint'))]);
    expect([code, err[0]]).toEqual([
      3,
      expect.stringMatching(/^the credential plugin ".*\/fails" of the kubeconfig gives no credentials: .*session expired/),
    ]);
  });

  it.each([
    ['a namespace that does not exist', ['-n', 'nowhere'], /namespaces "nowhere" not found|forbidden/],
    ['a namespace without permission', ['-n', 'default'], /User "developer" cannot .* in the namespace "default"; ask for the permission/],
    ['an unknown context', ['--context', 'cii'], /--context: unknown context "cii" \(available: ci\)/],
  ])('explains %s', async (_, args, message) => {
    const { code, err } = await deploy(...args, file(taskOf('lint')));

    expect([code === 1 || code === 3, err.join('\n')]).toEqual([true, expect.stringMatching(message)]);
  });

  it('says which kind the cluster does not have', async () => {
    const listener = { apiVersion: 'triggers.tekton.dev/v1beta1', kind: 'EventListener', metadata: { name: 'hook' }, spec: {} };

    expect((await deploy(file(listener))).err).toEqual([
      'EventListener "hook": the cluster has no EventListener of triggers.tekton.dev/v1beta1; install Tekton Triggers',
      'nothing was applied',
    ]);
  });

  it('verifies the certificate of the server', async () => {
    const other = JSON.parse(require('node:fs').readFileSync(config, 'utf8'));
    delete other.clusters[0].cluster['certificate-authority-data'];
    const untrusted = write('untrusted.json', JSON.stringify(other));

    const { code, err } = await tekwire(['deploy', '--kubeconfig', untrusted, file(taskOf('lint'))]);

    expect([code, err[0]]).toEqual([3, expect.stringMatching(/the certificate of the server is not trusted/)]);
    expect(proxy.requests).toEqual([]);
  });

  it('prunes only what its inventory lists', async () => {
    api.kubectl(['-n', 'ci', 'create', '-f', '-'], JSON.stringify(taskOf('of-others')));
    await deploy('--name', 'team', file(taskOf('one'), taskOf('old')));

    const { out } = await deploy('--name', 'team', '--prune', '--wait', file(taskOf('one')));

    expect(out).toEqual(['Task "one" in ci unchanged', 'Task "old" in ci deleted']);
    expect(names('tasks')).toEqual(['task.tekton.dev/of-others', 'task.tekton.dev/one']);
  });

  (hasHelm ? it : it.skip)('two Pipelines share the Tasks of one release of Helm 4, which can be upgraded and rolled back', async () => {
    const folder = join(api.folder, 'packages');
    const pack = (version: string, image: string) =>
      tekwire(['package', 'helm', '--name', 'tasks', '--version', version, '-o', folder, file(taskOf('gosec', image))]);
    expect(await pack('1.0.0', 'gosec:1')).toMatchObject({ code: 0, err: [] });
    expect(await pack('2.0.0', 'gosec:2')).toMatchObject({ code: 0, err: [] });
    const admin = api.kubeconfig('helm.json');
    const act = (action: string, asked: object) => helm(action, { namespace: 'ci', release: 'security', ...asked }, { KUBECONFIG: admin });
    const image = () => api.kubectl(['-n', 'ci', 'get', 'task', 'gosec', '-o', 'jsonpath={.spec.steps[0].image}']);
    expect(act('install', { chart: join(folder, 'tasks-1.0.0.tgz'), values: { registry: 'registry.acme.example' } })).not.toHaveProperty(
      'error',
    );
    expect(image()).toBe('registry.acme.example/library/gosec:1');

    const reference = ['-c', 'helm://security/gosec'];
    expect((await deploy(...reference, file(pipelineOf('first', 'gosec')))).out).toEqual(['Pipeline "first" in ci created']);
    expect((await deploy(...reference, file(pipelineOf('second', 'gosec')))).out).toEqual(['Pipeline "second" in ci created']);

    expect(act('upgrade', { chart: join(folder, 'tasks-2.0.0.tgz') })).not.toHaveProperty('error');
    expect(image()).toBe('registry.acme.example/library/gosec:2');
    expect(act('rollback', { revision: 1 })).toBeNull();
    expect(image()).toBe('registry.acme.example/library/gosec:1');
    expect((await deploy('-c', 'helm://security/gosek', file(pipelineOf('third', 'gosec')))).err[0]).toContain('did you mean "gosec"?');
    // a Task that Helm manages is not taken over by a file
    expect((await deploy(file(taskOf('gosec', 'other:1')))).err[0]).toMatch(/^Task "gosec": fields are managed by "/);
  });
});
