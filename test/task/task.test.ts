import { App, Chart, Duration, JsonPatch } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Pipeline, param, result, sh, Task, text, workspace } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

describe('a Task', () => {
  it('is named as its id, without a hash, with the labels and namespace of its chart', () => {
    const chart = newChart('team', { namespace: 'build', labels: { 'acme.io/team': 'web' } });

    new Task(chart, 'hello', { steps: () => [step] });

    expect(manifestsOf(chart)[0]).toMatchObject({
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'hello', namespace: 'build', labels: { 'acme.io/team': 'web' } },
    });
  });

  it('declares params, results and workspaces of all kinds under the names of the program', () => {
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

  it('refers to its params as text, as single items, as keys, and as whole lists in args', () => {
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

  it('takes Secrets, ConfigMaps and volumes of cdk8s-plus, or anything with a name', () => {
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

  it('writes durations as Go reads them', () => {
    const chart = newChart();

    new Task(chart, 'wait', { steps: () => [{ ...step, timeout: Duration.seconds(5430), onError: 'continue' }] });

    expect(specOf(chart, 'Task', 'wait').steps).toEqual([{ ...step, timeout: '1h30m30s', onError: 'continue' }]);
  });

  it('can be patched and relabelled after synth has looked at it once', () => {
    const chart = newChart();
    const task = new Task(chart, 'hello', { steps: () => [step] });
    manifestsOf(chart);

    task.apiObject.addJsonPatch(JsonPatch.add('/spec/description', 'patched'));
    task.apiObject.metadata.addLabel('late', 'yes');

    expect(manifestsOf(chart)[0]).toMatchObject({ metadata: { labels: { late: 'yes' } }, spec: { description: 'patched' } });
  });

  it('is judged with its patches', () => {
    const chart = newChart();
    const task = new Task(chart, 'hello', { steps: () => [step] });

    task.apiObject.addJsonPatch(JsonPatch.remove('/spec/steps/0/image'));

    expect(problemsOf(chart)).toEqual([expect.stringMatching(/^\[app\/hello\] TW\d+ steps\.run.*image/)]);
  });

  it('of the same name and namespace as another is an error that names both', () => {
    const app = new App();
    const [first, second] = [new Chart(app, 'first', { namespace: 'x' }), new Chart(app, 'second', { namespace: 'x' })];

    new Task(first, 'hello', { steps: () => [step] });
    new Task(second, 'hello', { steps: () => [step] });

    const problems = problemsOf(first).join('\n');
    expect(problems).toContain('first/hello');
    expect(problems).toContain('second/hello');
  });
});

describe('task.with', () => {
  const make = (chart: Chart) =>
    new Task(chart, 'scan', {
      results: { found: result.string() },
      steps: () => [
        { ...step, name: 'scan', env: { LEVEL: 'low' }, args: ['.'] },
        { ...step, name: 'report' },
      ],
    });

  it('takes the place of the Task when it is given no name', () => {
    const chart = newChart();

    const changed = make(chart).with({ env: { LEVEL: 'high', DEBUG: '1' }, steps: { scan: { image: 'mirror/scan:2', args: ['./src'] } } });

    expect(manifestsOf(chart)).toHaveLength(1);
    expect(changed.taskRef).toEqual({ name: 'scan', kind: 'Task' });
    expect(specOf(chart, 'Task', 'scan').steps).toEqual([
      {
        ...step,
        name: 'scan',
        image: 'mirror/scan:2',
        args: ['./src'],
        env: [
          { name: 'LEVEL', value: 'high' },
          { name: 'DEBUG', value: '1' },
        ],
      },
      {
        ...step,
        name: 'report',
        env: [
          { name: 'LEVEL', value: 'high' },
          { name: 'DEBUG', value: '1' },
        ],
      },
    ]);
  });

  it('stands beside the Task when it is given a name', () => {
    const chart = newChart();

    const strict = make(chart).with({ name: 'scan-strict', steps: { scan: { args: ['--strict'] } } });

    expect(strict.name).toBe('scan-strict');
    expect(strict.surface.results.found.type).toBe('string');
    expect(manifestsOf(chart).map(({ metadata }) => metadata?.name)).toEqual(['scan', 'scan-strict']);
  });

  it('refuses a step that is not there, and an image that could mean several', () => {
    const chart = newChart();
    const task = make(chart);

    expect(() => task.with({ steps: { scna: { image: 'x' } } })).toThrow(
      'app/scan: "scna" is not a step of the Task (it has: scan, report)',
    );
    expect(() => task.with({ image: 'x' })).toThrow(/belong to one of them: write steps: \{ scan \| report/);
    expect(manifestsOf(chart)).toHaveLength(1);
  });

  it('changes the Task itself, so that nothing is lost: patches, labels, validations, what a class of the user keeps', () => {
    const chart = newChart();
    class Scan extends Task {
      #level = 'low';
      readonly base = 'scan';
      constructor(scope: Chart, id: string) {
        super(scope, id, { steps: () => [{ ...step, name: 'scan', env: { TOKEN: 'x' } }] });
        this.node.addValidation({ validate: () => (this.spec.steps[0]?.image === 'mirror/scan:2' ? ['seen'] : []) });
      }
      get level(): string {
        return this.#level;
      }
    }
    const scan = new Scan(chart, 'scan');
    const ci = new Pipeline(chart, 'ci');
    ci.add(scan);
    scan.apiObject.addJsonPatch(JsonPatch.add('/spec/description', 'patched'));
    scan.metadata.addLabel('late', 'yes');

    const changed = scan.with({ image: 'mirror/scan:2' }).with({ env: { LEVEL: 'high' } });
    scan.metadata.addAnnotation('later', 'yes');

    expect(changed).toBe(scan);
    expect(changed.level).toBe('low');
    expect(problemsOf(chart)).toEqual(['[app/scan] seen']);
    expect(manifestsOf(chart)[0]).toEqual({
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'scan', labels: { late: 'yes' }, annotations: { later: 'yes' } },
      spec: {
        description: 'patched',
        steps: [
          {
            ...step,
            name: 'scan',
            image: 'mirror/scan:2',
            env: [
              { name: 'TOKEN', value: 'x' },
              { name: 'LEVEL', value: 'high' },
            ],
          },
        ],
      },
    });
  });

  it('gives a second Task the patches and labels that the first has so far', () => {
    const chart = newChart();
    const task = new Task(chart, 'scan', { steps: () => [{ ...step, name: 'scan' }] });
    task.addJsonPatch(JsonPatch.add('/spec/description', 'patched'));
    task.metadata.addLabel('late', 'yes');

    const second = task.with({ name: 'second', image: 'mirror/scan:2' }).with({ env: { LEVEL: 'high' } });
    task.metadata.addLabel('later', 'yes');
    second.metadata.addLabel('own', 'yes');

    expect(manifestsOf(chart).map(({ metadata, spec }) => [metadata?.labels, spec])).toEqual([
      [
        { late: 'yes', later: 'yes' },
        { description: 'patched', steps: [{ ...step, name: 'scan' }] },
      ],
      [
        { late: 'yes', own: 'yes' },
        { description: 'patched', steps: [{ ...step, name: 'scan', image: 'mirror/scan:2', env: [{ name: 'LEVEL', value: 'high' }] }] },
      ],
    ]);
  });

  it('refuses to copy a class that only its own constructor can make', () => {
    const chart = newChart();
    class Scan extends Task {
      #level = 'low';
      get level(): string {
        return this.#level;
      }
    }
    const scan = new Scan(chart, 'scan', { steps: () => [{ ...step, name: 'scan' }] });

    expect(() => scan.with({ name: 'second' })).toThrow(
      'app/scan with: "Scan" has #private fields, which no copy can have; leave name out, or make a second one with new Scan(...)',
    );
    expect(scan.level).toBe('low');
  });

  it('keeps the values of a run in front of variables that it adds', () => {
    const chart = newChart();
    const task = new Task(chart, 'scan', {
      params: { level: param.string() },
      steps: ({ params }) => [{ ...step, name: 'scan', command: ['scan'], args: [params.level] }],
    });
    task.with({ env: { TOKEN: 'x' } });

    expect(specOf(chart, 'Task', 'scan').steps).toEqual([
      expect.objectContaining({
        args: ['$(PARAM_LEVEL)'],
        env: [
          { name: 'PARAM_LEVEL', value: '$(params.level)' },
          { name: 'TOKEN', value: 'x' },
        ],
      }),
    ]);
  });

  it('keeps the meaning that constructs gives it: mixins', () => {
    const chart = newChart();
    const applied: string[] = [];

    make(chart).with({ supports: () => true, applyTo: (construct: Task) => void applied.push(construct.node.path) });

    expect(applied).toContain('app/scan');
  });
});

describe('a script of a Task', () => {
  it('may not make all scripts together larger than Tekton can hand over', () => {
    const chart = newChart();

    new Task(chart, 'large', { steps: () => [{ name: 'run', image: 'x:1', script: sh`${'echo 12345678\n'.repeat(7500)}` }] });

    expect(problemsOf(chart).join()).toMatch(/TW\d+ .*script/);
  });
});
