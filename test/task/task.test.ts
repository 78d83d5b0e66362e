import { App, Chart, Duration, JsonPatch } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { param, result, sh, Task, text, workspace } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

describe('a Task', () => {
  it('has its id as name, without a hash, and the labels and namespace of its chart', () => {
    const chart = newChart('team', { namespace: 'build', labels: { 'acme.io/team': 'web' } });

    new Task(chart, 'hello', { steps: () => [step] });

    expect(manifestsOf(chart)[0]).toMatchObject({
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'hello', namespace: 'build', labels: { 'acme.io/team': 'web' } },
    });
  });

  it('declares params, results and workspaces of all kinds under their names in the program', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      params: {
        image: param.string({ description: 'where to push' }),
        tags: param.array({ default: ['latest'] }),
        proxy: param.object({ properties: ['http', 'https'], default: { http: '', https: '' } }),
      },
      results: { digest: result.string({ description: 'sha256' }), layers: result.array(), by: result.object({ properties: ['name'] }) },
      workspaces: { source: workspace({ readOnly: true, mountPath: '/src' }), cache: workspace({ optional: true, description: 'layers' }) },
      steps: () => [step],
    });

    expect(specOf(chart, 'Task', 'build')).toEqual({
      params: [
        { name: 'image', type: 'string', description: 'where to push' },
        { name: 'tags', type: 'array', default: ['latest'] },
        {
          name: 'proxy',
          type: 'object',
          properties: { http: { type: 'string' }, https: { type: 'string' } },
          default: { http: '', https: '' },
        },
      ],
      results: [
        { name: 'digest', type: 'string', description: 'sha256' },
        { name: 'layers', type: 'array' },
        { name: 'by', type: 'object', properties: { name: { type: 'string' } } },
      ],
      workspaces: [
        { name: 'source', mountPath: '/src', readOnly: true },
        { name: 'cache', description: 'layers', optional: true },
      ],
      steps: [step],
    });
  });

  it('refers to params as strings, items and keys, and as whole arrays in args', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      params: { image: param.string(), tags: param.array(), proxy: param.object({ properties: ['http'] }) },
      steps: ({ params, taskRun }) => [
        {
          ...step,
          args: [params.image, params.tags, params.tags.at(0), params.proxy.http, text`run ${taskRun.name}`],
          workingDir: text`/src/${params.image}`,
        },
      ],
    });

    expect(specOf(chart, 'Task', 'build').steps).toEqual([
      {
        ...step,
        args: ['$(params.image)', '$(params.tags[*])', '$(params.tags[0])', '$(params.proxy.http)', 'run $(context.taskRun.name)'],
        workingDir: '/src/$(params.image)',
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('accepts Secrets, ConfigMaps and volumes of cdk8s-plus, and any object with a name', () => {
    const chart = newChart();
    const secret = plus.Secret.fromSecretName(chart, 'token', 'api-token');
    const volume = plus.Volume.fromSecret(chart, 'files', secret, { name: 'files' });

    new Task(chart, 'call', {
      volumes: [volume, { name: 'cache', emptyDir: {} }],
      steps: () => [
        {
          ...step,
          env: {
            TOKEN: plus.EnvValue.fromSecretValue({ secret, key: 'token' }),
            PLAIN: 'x',
            REF: { valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
          },
          envFrom: [{ secret }, { configMap: { name: 'settings' }, prefix: 'S_' }],
          volumeMounts: [{ name: 'files', mountPath: '/files' }],
        },
      ],
    });

    const { steps, volumes } = specOf(chart, 'Task', 'call') as { steps: [Record<string, unknown>]; volumes: unknown };
    expect(steps[0].env).toEqual([
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-token', key: 'token' } } },
      { name: 'PLAIN', value: 'x' },
      { name: 'REF', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
    ]);
    expect(steps[0].envFrom).toEqual([{ secretRef: { name: 'api-token' } }, { configMapRef: { name: 'settings' }, prefix: 'S_' }]);
    expect(volumes).toEqual([
      { name: 'files', secret: { secretName: 'api-token' } },
      { name: 'cache', emptyDir: {} },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it("writes durations in Go's format", () => {
    const chart = newChart();

    new Task(chart, 'wait', { steps: () => [{ ...step, timeout: Duration.seconds(5430), onError: 'continue' }] });

    expect(specOf(chart, 'Task', 'wait').steps).toEqual([{ ...step, timeout: '1h30m30s', onError: 'continue' }]);
  });

  it('can be patched and relabelled after a first synth', () => {
    const chart = newChart();
    const task = new Task(chart, 'hello', { steps: () => [step] });
    manifestsOf(chart);

    task.apiObject.addJsonPatch(JsonPatch.add('/spec/description', 'patched'));
    task.apiObject.metadata.addLabel('late', 'yes');

    expect(manifestsOf(chart)[0]).toMatchObject({ metadata: { labels: { late: 'yes' } }, spec: { description: 'patched' } });
  });

  it('is checked with its patches', () => {
    const chart = newChart();
    const task = new Task(chart, 'hello', { steps: () => [step] });

    task.apiObject.addJsonPatch(JsonPatch.remove('/spec/steps/0/image'));

    expect(problemsOf(chart)).toEqual([expect.stringMatching(/^\[app\/hello\] TW\d+ steps\.run.*image/)]);
  });

  it('with the same name and namespace as another one is an error that names both', () => {
    const app = new App();
    const [first, second] = [new Chart(app, 'first', { namespace: 'x' }), new Chart(app, 'second', { namespace: 'x' })];

    new Task(first, 'hello', { steps: () => [step] });
    new Task(second, 'hello', { steps: () => [step] });

    const problems = problemsOf(first).join('\n');
    expect(problems).toContain('first/hello');
    expect(problems).toContain('second/hello');
  });
});

describe('a script of a Task', () => {
  it("must not exceed Tekton's limit for all scripts of a Task", () => {
    const chart = newChart();

    new Task(chart, 'large', { steps: () => [{ name: 'run', image: 'x:1', script: sh`${'echo 12345678\n'.repeat(7500)}` }] });

    expect(problemsOf(chart).join()).toMatch(/TW\d+ .*script/);
  });
});
