import { type Chart, JsonPatch } from 'cdk8s';
import { Pipeline, param, result, Task } from '../../src';
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
