import { Size } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Pipeline, PipelineRun, Task, TaskRun, Workspace, workspace } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];

describe('objects of cdk8s-plus', () => {
  it.each([
    ['PersistentVolumeClaim', 'cache', { persistentVolumeClaim: { claimName: 'cache-claim' } }],
    ['imported PersistentVolumeClaim', 'old', { persistentVolumeClaim: { claimName: 'old-claim', readOnly: true } }],
    ['Secret', 'keys', { secret: { secretName: 'keys-secret', defaultMode: 0o400 } }],
    ['ConfigMap', 'settings', { configMap: { name: 'settings-map' } }],
    ['imported Secret', 'token', { secret: { secretName: 'token-secret' } }],
  ])('a %s can be the source of a workspace, by its name', (_, name, source) => {
    const chart = newChart();
    const claim = new plus.PersistentVolumeClaim(chart, 'claim', { metadata: { name: 'cache-claim' }, storage: Size.gibibytes(1) });
    const imported = plus.PersistentVolumeClaim.fromClaimName(chart, 'imported', 'old-claim');
    const secret = new plus.Secret(chart, 'secret', { metadata: { name: 'keys-secret' } });
    const token = plus.Secret.fromSecretName(chart, 'token', 'token-secret');
    const map = new plus.ConfigMap(chart, 'map', { metadata: { name: 'settings-map' }, data: { level: 'high' } });
    const pipeline = new Pipeline(chart, 'ci', {
      workspaces: {
        cache: Workspace.existingClaim(claim),
        old: Workspace.existingClaim(imported, { readOnly: true }),
        keys: Workspace.secret(secret, { defaultMode: 0o400 }),
        settings: Workspace.configMap(map),
        token: Workspace.secret(token),
      },
    });
    pipeline.add(new Task(chart, 'build', { steps }));

    new PipelineRun(chart, 'run', { pipeline });

    expect(specOf(chart, 'PipelineRun', 'run-').workspaces).toContainEqual({ name, ...source });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('a ServiceAccount is the account of PipelineRuns and TaskRuns', () => {
    const chart = newChart();
    const serviceAccount = new plus.ServiceAccount(chart, 'robot', { metadata: { name: 'robot' } });
    const task = new Task(chart, 'build', { workspaces: { code: workspace() }, steps });
    const pipeline = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });
    pipeline.add(task, { workspaces: { code: pipeline.workspaces.code } });

    new PipelineRun(chart, 'run', { pipeline, serviceAccount });
    new TaskRun(chart, 'try', { task, workspaces: { code: Workspace.emptyDir() }, serviceAccount });

    expect(specOf(chart, 'PipelineRun', 'run-').taskRunTemplate).toEqual({ serviceAccountName: 'robot' });
    expect(specOf(chart, 'TaskRun', 'try-').serviceAccountName).toBe('robot');
  });

  it('a Namespace sets the namespace of its objects', () => {
    const chart = newChart();
    const { name: namespace } = new plus.Namespace(chart, 'builds', { metadata: { name: 'builds' } });
    const pipeline = new Pipeline(chart, 'ci', { metadata: { namespace } });
    pipeline.add(new Task(chart, 'build', { metadata: { namespace }, steps }));

    new PipelineRun(chart, 'run', { pipeline, metadata: { namespace } });

    const placed = manifestsOf(chart).map(({ kind, metadata }) => [kind, metadata?.namespace]);
    expect(placed).toEqual(
      expect.arrayContaining([
        ['Task', 'builds'],
        ['Pipeline', 'builds'],
        ['PipelineRun', 'builds'],
      ]),
    );
  });
});
