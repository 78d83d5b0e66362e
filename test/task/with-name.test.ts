import { type Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { Task } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

describe('task.with a name', () => {
  it('copies the current patches and labels to a second Task', () => {
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

  it('copies the current validations to a second Task', () => {
    const chart = newChart();
    const task = new Task(chart, 'scan', { steps: () => [step] });
    task.node.addValidation({ validate: () => ['no owner'] });

    task.with({ name: 'second' });
    task.node.addValidation({ validate: () => ['late'] });

    expect(problemsOf(chart)).toEqual(['[app/scan] no owner', '[app/scan] late', '[app/second] no owner']);
  });

  it('copies a subclass with #private fields and the constructor of Task', () => {
    const chart = newChart();
    class Scan extends Task {
      #level = 'low';
      get level(): string {
        return this.#level;
      }
      raise(): this {
        this.#level = 'high';
        return this;
      }
    }
    const scan = new Scan(chart, 'scan', { steps: () => [{ ...step, name: 'scan' }], metadata: { labels: { team: 'web' } } });
    scan.addJsonPatch(JsonPatch.add('/spec/description', 'patched'));
    scan.metadata.addLabel('late', 'yes');

    const second = scan.with({ env: { A: '1' } }).with({ name: 'second', image: 'mirror/scan:2' });
    second.with({ env: { B: '2' } }).raise();

    expect(second).toBeInstanceOf(Scan);
    expect([scan.level, second.level]).toEqual(['low', 'high']);
    expect(manifestsOf(chart)[1]).toEqual({
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'second', labels: { team: 'web', late: 'yes' } },
      spec: {
        description: 'patched',
        steps: [
          {
            ...step,
            name: 'scan',
            image: 'mirror/scan:2',
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
          },
        ],
      },
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('refuses a #private accessor or method like a field, and the program continues', () => {
    const chart = newChart();
    class Scan extends Task {
      constructor(scope: Chart, id: string) {
        super(scope, id, { steps: () => [{ ...step, name: 'scan' }] });
      }
      get #level(): string {
        return 'low';
      }
      #raise(): string {
        return `${this.#level}er`;
      }
      get level(): string {
        return this.#raise();
      }
    }

    expect(new Scan(chart, 'scan').with({ name: 'second', image: 'b:2' }).level).toBe('lower');
    expect(problemsOf(chart).join()).toContain('TW288 with.name: "Scan" has #private fields');
  });

  it('reports a name that is taken: by the Task itself, by its copy, by another construct', () => {
    const chart = newChart();
    const task = new Task(chart, 'scan', { steps: () => [step] });
    new Task(chart, 'other', { steps: () => [step] });

    task.with({ name: task.name, image: 'b:2' });
    task.with({ name: 'second' });
    task.with({ name: 'second', image: 'b:3' });
    task.with({ name: 'other' });

    expect(problemsOf(chart)).toEqual([
      '[app/scan] TW288 with.name: the id "other" is taken by app/other; choose another name',
      '[app/scan] TW288 with.name: the id "scan" is taken by app/scan; remove name to change this Task itself, or choose another name',
      '[app/scan] TW288 with.name: the id "second" is taken by app/second; choose another name',
    ]);
  });

  it('refuses to copy a subclass with #private fields and its own constructor', () => {
    const chart = newChart();
    class Scan extends Task {
      readonly #level: string;
      constructor(scope: Chart, id: string, level: string) {
        super(scope, id, { steps: () => [{ ...step, name: 'scan' }] });
        this.#level = level;
      }
      get level(): string {
        return this.#level;
      }
    }
    const scan = new Scan(chart, 'scan', 'low');

    const second = scan.with({ name: 'second' });

    // the program continues, so that the error is not hidden by a TypeError
    expect(second.level).toBe('low');
    expect(problemsOf(chart)).toEqual([
      '[app/scan] TW288 with.name: "Scan" has #private fields and a constructor of its own; override remake(scope, id), which returns new Scan(scope, id, ...), or remove name',
    ]);
    expect(scan.level).toBe('low');
  });

  it('copies a subclass with #private fields and its own constructor that says how it is made', () => {
    const chart = newChart();
    class Scan extends Task {
      readonly #level: string;
      constructor(scope: Construct, id: string, level: string) {
        super(scope, id, { steps: () => [{ ...step, name: 'scan', args: [level] }] });
        this.#level = level;
      }
      get level(): string {
        return this.#level;
      }
      protected override remake(scope: Construct, id: string): this {
        return new Scan(scope, id, this.#level) as this;
      }
    }
    const scan = new Scan(chart, 'scan', 'low').with({ env: { A: '1' } });
    scan.addJsonPatch(JsonPatch.add('/spec/description', 'patched'));

    const second = scan.with({ name: 'second', env: { B: '2' } });

    expect(second.level).toBe('low');
    expect(problemsOf(chart)).toEqual([]);
    const [before, after] = ['scan', 'second'].map((name) => specOf(chart, 'Task', name));
    expect(before).toMatchObject({ description: 'patched', steps: [{ args: ['low'], env: [{ name: 'A', value: '1' }] }] });
    expect(after).toMatchObject({
      description: 'patched',
      steps: [{ args: ['low'], env: [...Object.entries({ A: '1', B: '2' }).map(([name, value]) => ({ name, value }))] }],
    });
  });

  it('copies a subclass with its own constructor', () => {
    const chart = newChart();
    class Scan extends Task {
      constructor(
        scope: Chart,
        id: string,
        readonly level: string,
      ) {
        super(scope, id, { steps: () => [{ ...step, name: 'scan', args: [level] }] });
      }
    }

    const second = new Scan(chart, 'scan', 'low').with({ name: 'second', image: 'mirror/scan:2' });

    expect(second).toBeInstanceOf(Scan);
    expect(second.level).toBe('low');
    expect(second.spec.steps[0]).toMatchObject({ args: ['low'], image: 'mirror/scan:2' });
  });
});
