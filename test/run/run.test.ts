import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { lift, Pipeline, PipelineRun, param, Task, TaskRun, Workspace, workspace } from '../../src';
import { manifestsOf, newChart, problemsOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

function make(chart: Chart) {
  const task = new Task(chart, 'task', {
    params: { url: param.string(), depth: param.string({ default: '1' }) },
    workspaces: { source: workspace(), cache: workspace({ optional: true }) },
    steps: () => [step],
  });
  const ci = new Pipeline(chart, 'ci', {
    params: { url: param.string(), hosts: param.array({ default: [] }) },
    workspaces: {
      code: Workspace.claim({ size: Size.gibibytes(1), storageClass: 'fast', accessModes: ['ReadWriteMany'] }),
      given: workspace(),
      free: workspace({ optional: true }),
    },
  });
  ci.add(task, { params: { url: ci.params.url, depth: lift() }, workspaces: { source: ci.workspaces.code } });
  ci.add(task, { name: 'second', params: { url: 'x' }, workspaces: { source: ci.workspaces.given, cache: ci.workspaces.free } });
  return { task, ci };
}

describe('a PipelineRun', () => {
  it('is written to a file of its own, with a generated name', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'tekwire-'));
    const app = new App({ outdir });
    const chart = new Chart(app, 'web', { namespace: 'build', labels: { team: 'web' } });
    const { ci } = make(chart);

    new PipelineRun(chart, 'nightly', { pipeline: ci, params: { url: 'x' }, workspaces: { given: Workspace.existingClaim('shared') } });
    app.synth();

    expect(readFileSync(join(outdir, 'web.k8s.yaml'), 'utf8')).not.toContain('PipelineRun');
    expect(existsSync(join(outdir, 'web-runs.k8s.yaml'))).toBe(true);
    expect(readFileSync(join(outdir, 'web-runs.k8s.yaml'), 'utf8')).toBe(`apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  generateName: nightly-
  labels:
    team: web
  namespace: build
spec:
  params:
    - name: url
      value: x
  pipelineRef:
    name: ci
  workspaces:
    - name: code
      volumeClaimTemplate:
        spec:
          accessModes:
            - ReadWriteMany
          resources:
            requests:
              storage: 1Gi
          storageClassName: fast
    - name: given
      persistentVolumeClaim:
        claimName: shared
`);
  });

  it('has settings for pods, accounts and timeouts', () => {
    const chart = newChart();
    const { ci } = make(chart);

    new PipelineRun(chart, 'nightly', {
      pipeline: ci,
      params: { url: 'x', hosts: ['a'] },
      liftedParams: { depth: '0' },
      workspaces: { code: Workspace.emptyDir({ sizeLimit: Size.mebibytes(64) }), given: Workspace.emptyDir({ medium: 'Memory' }) },
      timeouts: { pipeline: Duration.hours(2), tasks: Duration.hours(1), finally: Duration.minutes(5) },
      serviceAccount: { name: 'builder' },
      podTemplate: { nodeSelector: { disk: 'ssd' } },
      metadata: { name: 'fixed' },
    });

    expect(manifestsOf(chart).find(({ kind }) => kind === 'PipelineRun')).toMatchObject({
      metadata: { name: 'fixed' },
      spec: {
        params: [
          { name: 'url', value: 'x' },
          { name: 'hosts', value: ['a'] },
          { name: 'depth', value: '0' },
        ],
        timeouts: { pipeline: '2h', tasks: '1h', finally: '5m' },
        taskRunTemplate: { serviceAccountName: 'builder', podTemplate: { nodeSelector: { disk: 'ssd' } } },
        workspaces: [
          { name: 'code', emptyDir: { sizeLimit: '64Mi' } },
          { name: 'given', emptyDir: { medium: 'Memory' } },
        ],
      },
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('with an unknown lifted param, or without a required one, is an error', () => {
    const chart = newChart();
    const { task } = make(chart);
    const ci = new Pipeline(chart, 'lifting', { workspaces: { code: Workspace.emptyDir() } });
    ci.add(task, { params: { url: lift() }, workspaces: { source: ci.workspaces.code } });

    new PipelineRun(chart, 'nightly', { pipeline: ci, liftedParams: { ulr: 'x' } });

    const problems = problemsOf(chart).join('\n');
    expect(problems).toMatch(/\[app\/nightly\] TW\d+ .*"ulr"/);
    expect(problems).toMatch(/\[app\/nightly\] TW\d+ .*"url"/);
  });
});

describe('the source of a workspace', () => {
  it.each([
    ['secret', Workspace.secret({ name: 'token' }), { secret: { secretName: 'token' } }],
    ['configMap', Workspace.configMap('settings').sub('a'), { configMap: { name: 'settings' }, subPath: 'a' }],
    ['projected', Workspace.projected([{ secret: { name: 'a' } }]), { projected: { sources: [{ secret: { name: 'a' } }] } }],
    [
      'csi',
      Workspace.csi({ driver: 'secrets-store.csi.k8s.io', readOnly: true }),
      { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true } },
    ],
    ['claim read-only', Workspace.existingClaim('c', { readOnly: true }), { persistentVolumeClaim: { claimName: 'c', readOnly: true } }],
  ])('can be %s', (_, bound, expected) => {
    const chart = newChart();
    const { task } = make(chart);

    new TaskRun(chart, 'try', { task, params: { url: 'x' }, workspaces: { source: bound }, timeout: Duration.minutes(1), retries: 1 });

    expect(manifestsOf(chart).find(({ kind }) => kind === 'TaskRun')?.spec).toEqual({
      taskRef: { name: 'task', kind: 'Task' },
      params: [{ name: 'url', value: 'x' }],
      workspaces: [{ name: 'source', ...expected }],
      timeout: '1m',
      retries: 1,
    });
    expect(problemsOf(chart)).toEqual([]);
  });
});
