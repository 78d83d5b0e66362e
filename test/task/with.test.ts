import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chart, JsonPatch } from 'cdk8s';
import { bash, Pipeline, param, result, StepAction, Task, words } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

describe('task.with', () => {
  const make = (chart: Chart) =>
    new Task(chart, 'scan', {
      results: { found: result.string() },
      steps: () => [
        { ...step, name: 'scan', env: { LEVEL: 'low' }, args: ['.'] },
        { ...step, name: 'report' },
      ],
    });

  it('replaces the Task when no name is set', () => {
    const chart = newChart();

    const changed = make(chart).with({ env: { LEVEL: 'high', DEBUG: '1' }, steps: { scan: { image: 'mirror/scan:2', args: ['./src'] } } });

    expect(manifestsOf(chart)).toHaveLength(1);
    expect(changed.taskRef).toEqual({ name: 'scan', kind: 'Task' });
    const env = Object.entries({ LEVEL: 'high', DEBUG: '1' }).map(([name, value]) => ({ name, value }));
    expect(specOf(chart, 'Task', 'scan').steps).toEqual([
      {
        ...step,
        name: 'scan',
        image: 'mirror/scan:2',
        args: ['./src'],
        env,
      },
      {
        ...step,
        name: 'report',
        env,
      },
    ]);
  });

  it('adds a second Task when a name is set', () => {
    const chart = newChart();

    const strict = make(chart).with({ name: 'scan-strict', steps: { scan: { args: ['--strict'] } } });

    expect(strict.name).toBe('scan-strict');
    expect(strict.surface.results.found.type).toBe('string');
    expect(manifestsOf(chart).map(({ metadata }) => metadata?.name)).toEqual(['scan', 'scan-strict']);
  });

  it('refuses an unknown step, and an image for several steps', () => {
    const chart = newChart();
    const task = make(chart);

    task.with({ steps: { scna: { image: 'x' }, scan: { image: 'mirror/scan:2' } } });
    task.with({ image: 'x', env: { LEVEL: 'high' } });

    expect(problemsOf(chart)).toEqual([
      '[app/scan] TW288 with: the Task has several steps, so image and args must name one; write steps: { scan | report: { image, args } }',
      '[app/scan] TW288 with steps.scna: unknown step "scna" of the Task (available: scan, report)',
    ]);
    expect(task.spec.steps.map(({ image, env }) => [image, env])).toEqual([
      ['mirror/scan:2', [{ name: 'LEVEL', value: 'high' }]],
      ['busybox:1.37.0', [{ name: 'LEVEL', value: 'high' }]],
    ]);
  });

  it('changes the Task itself, so that patches, labels, validations and fields of a subclass are kept', () => {
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

  it('gives the Task that the changed props give', () => {
    const chart = newChart();
    const tag = new StepAction(chart, 'tag', { container: () => ({ image: 'busybox:1.37.0', command: ['true'] }) });
    const taskOf = (id: string, changed: object) =>
      new Task(chart, id, {
        params: { level: param.string({ default: '' }), flags: param.array({ default: [] }) },
        stepTemplate: ({ params }) => ({ env: { LEVEL: params.level } }),
        steps: ({ params }) => [
          tag.step('tag'),
          { name: 'scan', image: 'a:1', script: bash`scan ${params.level} ${words(params.flags)}`, ...changed },
          { name: 'list', image: 'a:1', command: ['ls'], args: [params.level], overrides: { image: 'b:1' } },
        ],
      });
    const change = { image: 'c:1', env: { PARAM_LEVEL: 'mine', A: 'b' }, securityContext: { runAsNonRoot: true } };

    const changed = taskOf('changed', {}).with({ steps: { scan: change, list: { image: 'd:1' } } });

    const expected = taskOf('expected', change).spec.steps.map((one) => (one.name === 'list' ? { ...one, image: 'd:1' } : one));
    expect(changed.spec.steps).toEqual(expected);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('changes the steps of a file', () => {
    const chart = newChart();
    const path = join(mkdtempSync(join(tmpdir(), 'tekwire-with-')), 'task.yaml');
    writeFileSync(
      path,
      'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: x}\nspec:\n  steps: [{name: run, image: a:1, command: [ls]}]\n',
    );

    Task.fromFile(chart, 'x', path).with({ name: 'y', image: 'b:1', env: { A: 'b' } });

    expect(specOf(chart, 'Task', 'x').steps).toEqual([{ name: 'run', image: 'a:1', command: ['ls'] }]);
    expect(specOf(chart, 'Task', 'y').steps).toEqual([{ name: 'run', image: 'b:1', command: ['ls'], env: [{ name: 'A', value: 'b' }] }]);
  });

  it('keeps the values of a run before variables that it adds', () => {
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

  it('keeps the behaviour of constructs: mixins', () => {
    const chart = newChart();
    const applied: string[] = [];

    make(chart).with({ supports: () => true, applyTo: (construct: Task) => void applied.push(construct.node.path) });

    expect(applied).toContain('app/scan');
  });
});
