import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { componentOf } from '../../src/deploy';
import { component, HelmManagedError, PipelineOrchestrator } from '../../src/extension/deploy';
import type { Manifest } from '../../src/spec';
import { InMemoryCluster } from '../../src/testing';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-deploy-'));
const taskOf = (name: string, image = 'busybox:1.37.0', metadata = {}): Manifest => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name, ...metadata },
  spec: { steps: [{ name: 'run', image }] },
});
const managed = (name: string, release: string) =>
  taskOf(name, 'gosec:2', { labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': release } });
const pipeline: Manifest = { apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'ci' }, spec: { tasks: [] } };
const write = (name: string, content: unknown) => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const problemOf = (act: Promise<unknown>) =>
  act.then(
    () => 'nothing',
    (error: Error) => error.message,
  );

describe('preparing and deploying a Pipeline', () => {
  it('applies the Tasks of files and URLs, then the Pipeline, and leaves those of Helm alone', async () => {
    const cluster = new InMemoryCluster({ objects: [managed('gosec', 'security-tasks')] });
    write('lint/task.yaml', taskOf('lint'));
    const remote = componentOf('https://tasks.acme.example/test.yaml', async () => Buffer.from(JSON.stringify(taskOf('test'))));
    const orchestrator = new PipelineOrchestrator({ cluster, manifests: [pipeline] });

    await orchestrator.prepare([component('helm://security-tasks/gosec'), component(join(folder, 'lint')), remote]);
    const prepared = [...cluster.applied];
    await orchestrator.deploy(cluster);

    expect(prepared).toEqual(['Task "lint"', 'Task "test"']);
    expect(cluster.applied).toEqual(['Task "lint"', 'Task "test"', 'Pipeline "ci"']);
  });

  it('asks the applier that deploy() receives', async () => {
    const [cluster, other] = [new InMemoryCluster(), new InMemoryCluster()];
    const orchestrator = new PipelineOrchestrator({ cluster, manifests: [pipeline] });
    await orchestrator.prepare([]);

    await orchestrator.deploy(other);

    expect([cluster.applied, other.applied]).toEqual([[], ['Pipeline "ci"']]);
  });

  it('applies nothing when any component is wrong, and says all that is wrong', async () => {
    const cluster = new InMemoryCluster({ objects: [managed('gosec', 'security-tasks'), managed('trivy', 'other')] });
    const orchestrator = new PipelineOrchestrator({ cluster, manifests: [pipeline] });
    const none = write('none.yaml', pipeline);
    const two = write('two.yaml', `${JSON.stringify(taskOf('a'))}\n---\n${JSON.stringify(taskOf('b'))}`);

    const problem = await problemOf(
      orchestrator.prepare([
        component(write('fine.yaml', taskOf('fine'))),
        component('helm://security-tasks/goesc'),
        component('helm://securty-tasks/gosec'),
        component('helm://third/trivy'),
        component(join(folder, 'missing.yaml')),
        component(none),
        component(two),
        component(write('broken.yaml', 'kind: [')),
      ]),
    );

    expect(problem.split('\n').map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
      'helm://security-tasks/goesc: Helm release "security-tasks" has no Task "goesc" in namespace "default" (available: gosec); did you mean "gosec"?',
      'helm://securty-tasks/gosec: Helm release "securty-tasks" has no Task in namespace "default", so Task "gosec" is missing: releases with Tasks (available: security-tasks, other); did you mean "security-tasks"?; release "security-tasks" has a Task "gosec"',
      'helm://third/trivy: Helm release "third" has no Task in namespace "default", so Task "trivy" is missing: releases with Tasks (available: other, security-tasks); release "other" has a Task "trivy"',
      'missing.yaml: no such file',
      'none.yaml: contains no Task (found: Pipeline); a component is one Task',
      'two.yaml: contains 2 Tasks; a component is one Task, so split the file',
      expect.stringMatching(/^broken\.yaml:1:8: /),
      'nothing was applied',
    ]);
    expect(cluster.applied).toEqual([]);
    expect(await problemOf(orchestrator.deploy(cluster))).toBe('deploy() was called before prepare() succeeded; call prepare() first');
  });

  it('finds a release by the annotation of Helm when the chart has an instance label of its own', async () => {
    const task = managed('gosec', 'chosen-by-the-chart');
    const annotated = { ...task, metadata: { ...task.metadata, annotations: { 'meta.helm.sh/release-name': 'security-tasks' } } };
    const orchestrator = new PipelineOrchestrator({ cluster: new InMemoryCluster({ objects: [annotated] }), manifests: [] });

    await expect(orchestrator.prepare([component('pkg:helm/security-tasks/gosec')])).resolves.toBeUndefined();
  });

  it('applies nothing when the cluster would refuse the third object', async () => {
    const refuse = ({ metadata }: Manifest) => (metadata?.name === 'c' ? 'denied by a webhook' : undefined);
    const cluster = new InMemoryCluster({ refuse });
    const orchestrator = new PipelineOrchestrator({ cluster, manifests: [taskOf('a'), taskOf('b'), taskOf('c'), pipeline] });

    expect(await problemOf(orchestrator.prepare([]))).toBe('Task "c": denied by a webhook\nnothing was applied');
    expect(cluster.applied).toEqual([]);
  });

  it('shows both sides of a conflict with another field manager, and overwrites nothing', async () => {
    const cluster = new InMemoryCluster({ objects: [taskOf('lint', 'lint:1')] });
    const orchestrator = new PipelineOrchestrator({ cluster, manifests: [] });

    expect(await problemOf(orchestrator.prepare([component(write('lint2.yaml', taskOf('lint', 'lint:2')))]))).toBe(
      `Task "lint": fields are managed by "other"; change the fields where "other" sets them, or take them over with kubectl apply --server-side --force-conflicts
  .spec.steps: "other" has "[{"name":"run","image":"lint:1"}]", the manifest has "[{"name":"run","image":"lint:2"}]"
nothing was applied`,
    );
    expect(await cluster.get({ apiVersion: 'tekton.dev/v1', kind: 'Task', namespace: 'default', name: 'lint' })).toMatchObject({
      spec: { steps: [{ image: 'lint:1' }] },
    });
  });

  it('refuses two different definitions of one Task', async () => {
    const orchestrator = new PipelineOrchestrator({ cluster: new InMemoryCluster(), manifests: [taskOf('lint', 'lint:1')] });
    const other = write('other.yaml', taskOf('lint', 'lint:2'));

    expect(await problemOf(orchestrator.prepare([component(other)]))).toBe(
      `the manifests: Task "lint" is defined differently in ${other}\nnothing was applied`,
    );
  });

  it('does not apply runs, which would start them', async () => {
    const cluster = new InMemoryCluster();
    const run = { apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', metadata: { generateName: 'ci-' }, spec: {} };
    const orchestrator = new PipelineOrchestrator({ cluster, manifests: [run, pipeline] });
    await orchestrator.prepare([]);
    await orchestrator.deploy(cluster);

    expect(cluster.applied).toEqual(['Pipeline "ci"']);
  });

  it('stores nothing in a dry run', async () => {
    const cluster = new InMemoryCluster({ objects: [taskOf('old')] });
    const changes: string[] = [];
    const manifests = [taskOf('old'), taskOf('new'), pipeline];
    const onApplied = ({ change, manifest }: { change: string; manifest: Manifest }) =>
      changes.push(`${manifest.metadata?.name} ${change}`);
    const orchestrator = new PipelineOrchestrator({ cluster, manifests, isDryRun: true, onApplied });
    await orchestrator.prepare([]);
    await orchestrator.deploy(cluster);

    expect(changes).toEqual(['old unchanged', 'new created', 'ci created']);
    expect(cluster.applied).toEqual([]);
  });

  it('reports an unknown option', () => {
    const props = { cluster: new InMemoryCluster(), manifests: [], isDryrun: true };

    expect(() => new PipelineOrchestrator(props)).toThrow(/TW299 isDryrun: unknown option.* did you mean "isDryRun"/);
  });
});

describe('the Task of a component', () => {
  it('is an error for one that Helm manages', async () => {
    const helm = component('helm://security-tasks/gosec');

    expect([helm.id, helm.isManagedByHelm]).toEqual(['helm://security-tasks/gosec', true]);
    await expect(helm.task()).rejects.toThrow(HelmManagedError);
  });

  it('of a URL must have the digest that the reference names', async () => {
    const bytes = Buffer.from(JSON.stringify(taskOf('lint')));
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const url = 'https://tasks.acme.example/lint.yaml';

    expect(await componentOf(`${url}#${digest}`, async () => bytes).task()).toEqual(taskOf('lint'));
    expect(await problemOf(componentOf(`${url}#${digest}`, async () => Buffer.from('other')).task())).toMatch(
      /^https:\/\/tasks\.acme\.example\/lint\.yaml: the file has the digest sha256:\w{64}, expected sha256:/,
    );
  });
});
