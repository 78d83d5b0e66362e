import type { Manifest } from '../../../src/spec';
import { write } from '../run';
import { stopServers } from '../servers';
import { kubeconfig, type Outcome, tekwire } from './command';
import { EmulatedApi } from './emulated-api';

const taskOf = (name: string, image = 'busybox:1.37.0', metadata = {}): Manifest => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name, ...metadata },
  spec: { steps: [{ name: 'run', image }] },
});
const ci: Manifest = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: { tasks: [{ name: 'lint', taskRef: { name: 'lint' } }] },
};
const yaml = (...manifests: Manifest[]) => manifests.map((one) => JSON.stringify(one)).join('\n---\n');
const helm = { labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'security-tasks' } };

let api: EmulatedApi;
let config: string;
const deploy = (...args: string[]): Promise<Outcome> => tekwire(['deploy', '--kubeconfig', config, ...args]);
const changes = () => api.requests.filter((one) => !one.startsWith('GET '));

beforeEach(async () => {
  api = new EmulatedApi();
  await api.start();
  config = kubeconfig('config.json', api.address);
});
afterEach(stopServers);

describe('tekwire deploy', () => {
  it('applies Tasks before Pipelines, server-side with its field manager, after the server has accepted all in a dry run', async () => {
    const dist = write('dist/ci.yaml', yaml(ci, taskOf('lint')));

    expect(await deploy(dist)).toEqual({ code: 0, out: ['Task "lint" in ci created', 'Pipeline "ci" in ci created'], err: [] });

    const path = '/apis/tekton.dev/v1/namespaces/ci';
    const query = 'fieldManager=tekwire&fieldValidation=Strict';
    expect(changes()).toEqual([
      `PATCH ${path}/tasks/lint?${query}&dryRun=All`,
      `PATCH ${path}/pipelines/ci?${query}&dryRun=All`,
      `PATCH ${path}/tasks/lint?${query}`,
      `PATCH ${path}/pipelines/ci?${query}`,
    ]);
    expect((await deploy(dist)).out).toEqual(['Task "lint" in ci unchanged', 'Pipeline "ci" in ci unchanged']);
  });

  it('looks for the Tasks of Helm releases and applies those of files', async () => {
    api.add(taskOf('gosec', 'gosec:2', helm));
    const lint = write('lint/task.yaml', yaml(taskOf('lint')));

    const { code, out } = await deploy('-c', 'helm://security-tasks/gosec', '-c', lint, write('ci.yaml', yaml(ci)));

    expect([code, out]).toEqual([0, ['Task "lint" in ci created', 'Pipeline "ci" in ci created']]);
  });

  it('says which Task of which release is missing, what there is, and applies nothing', async () => {
    api.add(taskOf('gosec', 'gosec:2', helm));

    expect(await deploy('-c', 'pkg:helm/security-tasks/goesc', write('lint.yaml', yaml(taskOf('lint'))))).toEqual({
      code: 1,
      out: [],
      err: [
        'pkg:helm/security-tasks/goesc: Helm release "security-tasks" has no Task "goesc" in namespace "ci" (available: gosec); did you mean "gosec"?',
        'nothing was applied',
      ],
    });
    expect(changes().filter((one) => !one.includes('dryRun=All'))).toEqual([]);
  });

  it('says which Task a Pipeline needs that nobody has', async () => {
    api.add(taskOf('lnt'));

    expect((await deploy(write('alone.yaml', yaml(ci)))).err[0]).toBe(
      'Pipeline "ci", task "lint": Task "lint" is neither among the manifests nor in namespace "ci" (available: lnt); did you mean "lnt"?; deploy its file too, name it with --component, or install the Helm release that has it',
    );
  });

  it('reads only in a dry run of the client, and prints what would change', async () => {
    api.add(taskOf('lint', 'lint:1'));

    expect(await deploy('--dry-run=client', write('next.yaml', yaml(ci, taskOf('lint', 'lint:2'))))).toEqual({
      code: 0,
      out: [
        'Task "lint" in ci would be configured',
        '  spec.steps[run].image: "lint:1" → "lint:2"',
        'Pipeline "ci" in ci would be created',
      ],
      err: [],
    });
    expect(changes()).toEqual([]);
  });

  it('stores nothing in a dry run of the server', async () => {
    await deploy('--dry-run=server', '--name', 'team', '--prune', write('next.yaml', yaml(ci, taskOf('lint'))));

    expect(changes().filter((one) => !one.includes('dryRun=All'))).toEqual([]);
    expect(api.objects.size).toBe(0);
  });

  it('leaves runs out, because creating them starts them', async () => {
    const run = { apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', metadata: { generateName: 'ci-' }, spec: {} };

    const { out, err } = await deploy(write('all.yaml', yaml(run, taskOf('lint'))));

    expect(out).toEqual(['Task "lint" in ci created']);
    expect(err).toEqual(['left out: PipelineRun "ci-"; creating a run starts it: kubectl create -f FILE']);
  });

  it('never prints the values of a Secret', async () => {
    const secret = (value: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' }, stringData: { token: value } });
    api.add(secret('old-secret'));

    const { out, err } = await deploy('--dry-run=client', write('secret.yaml', yaml(secret('new-secret'))));

    expect(out).toEqual(['Secret "token" in ci would be configured', '  stringData.token: "(hidden)" → "(hidden)"']);
    expect([...out, ...err].join()).not.toMatch(/(old|new)-secret/);
  });
});

describe('tekwire deploy --prune', () => {
  it('deletes what its own inventory lists and the manifests no longer have, nothing else', async () => {
    api.add(taskOf('of-others'));
    await deploy('--name', 'team', write('first.yaml', yaml(taskOf('lint'), taskOf('old'))));

    const { code, out } = await deploy('--name', 'team', '--prune', write('second.yaml', yaml(taskOf('lint'))));

    expect([code, out]).toEqual([0, ['Task "lint" in ci unchanged', 'Task "old" in ci deleted']]);
    expect([...api.objects.keys()].map((path) => path.split('/').at(-1)).sort()).toEqual(['lint', 'of-others', 'tekwire-inventory-team']);
  });

  it('keeps an object that was created again by somebody else', async () => {
    await deploy('--name', 'team', write('first.yaml', yaml(taskOf('lint'), taskOf('old'))));
    api.objects.delete('/apis/tekton.dev/v1/namespaces/ci/tasks/old');
    api.add(taskOf('old', 'other:1'));

    const { err } = await deploy('--name', 'team', '--prune', write('second.yaml', yaml(taskOf('lint'))));

    expect(err).toEqual(['kept: Task "old" was created again by somebody else']);
  });

  it('deletes what an interrupted deployment had applied', async () => {
    api.faults.push({
      of: 'PATCH /apis/tekton.dev/v1/namespaces/ci/tasks/two?fieldManager=tekwire&fieldValidation=Strict&dryRun=All',
      fault: { status: 200, body: {} },
    });
    api.faults.push({
      of: 'PATCH /apis/tekton.dev/v1/namespaces/ci/tasks/two',
      fault: { status: 403, body: { message: 'forbidden now' } },
    });
    const interrupted = await deploy('--name', 'team', write('first.yaml', yaml(taskOf('one'), taskOf('two'))));
    expect([interrupted.code, interrupted.out]).toEqual([1, ['Task "one" in ci created']]);

    const { out } = await deploy('--name', 'team', '--prune', write('second.yaml', yaml(taskOf('three'))));

    expect(out).toEqual(['Task "three" in ci created', 'Task "one" in ci deleted']);
  });

  it('needs a name', async () => {
    const { code, err } = await deploy('--prune', write('first.yaml', yaml(taskOf('lint'))));

    expect([code, err[0]]).toEqual([2, '--prune needs --name NAME: only what the inventory of that name lists is deleted']);
  });
});
