import { App, Chart, JsonPatch } from 'cdk8s';
import { EmbeddedTask, type Manifest, Pipeline, Policy, type PolicyVisitor, StepAction, Task, TaskRun } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const newTask = (chart: Chart, id = 'build') => new Task(chart, id, { steps: () => [step] });
const named = (suffix: string): PolicyVisitor => ({ name: suffix, image: (image) => `${image}-${suffix}` });
const imageOf = (chart: Chart, name = 'build') => (specOf(chart, 'Task', name).steps as { image: string }[])[0]?.image;

describe('a policy', () => {
  it('changes the manifest, and not the construct', () => {
    const chart = newChart();
    const task = newTask(chart);

    Policy.of(chart).add({ step: (one) => ({ ...one, imagePullPolicy: 'Always' }) });

    expect(specOf(chart, 'Task', 'build')).toEqual({ steps: [{ ...step, imagePullPolicy: 'Always' }] });
    expect(task.spec).toEqual({ steps: [step] });
  });

  it('applies only to its scope, including later additions', () => {
    const app = new App();
    const inside = new Chart(app, 'inside');
    const outside = new Chart(app, 'outside');

    Policy.of(inside).add(named('x'));
    newTask(inside);
    newTask(outside, 'other');

    expect(imageOf(inside)).toBe('busybox:1.37.0-x');
    expect(imageOf(inside, 'other')).toBe('busybox:1.37.0');
  });

  it('of an outer scope is applied first, those of one scope in the order of addition', () => {
    const app = new App();
    const chart = new Chart(app, 'web');
    const task = newTask(chart);

    Policy.of(task).add(named('task'));
    Policy.of(chart).add(named('first')).add(named('second'));
    Policy.of(app).add(named('app'));

    expect(imageOf(chart)).toBe('busybox:1.37.0-app-first-second-task');
  });

  it('of a chart applies to its runs, which are in a chart of their own', () => {
    const chart = newChart();

    new TaskRun(chart, 'try', { task: newTask(chart) });
    Policy.of(chart).add({ taskRun: (run) => ({ ...run, retries: 3 }) });

    expect(specOf(chart, 'TaskRun', 'try-')).toEqual({ taskRef: { name: 'build', kind: 'Task' }, retries: 3 });
  });

  it('of a Task applies to the changed Task that replaces it, including exceptions', () => {
    const chart = newChart();
    const task = newTask(chart);
    Policy.of(task).add(named('own'));
    Policy.of(chart).add(named('all'), { except: [task] });

    const changed = task.with({ image: 'alpine:3' });

    expect(imageOf(chart)).toBe('alpine:3-own');
    expect(Policy.explain(changed).map(({ policy }) => policy)).toEqual(['own']);
  });

  it('of a Task does not apply to a changed copy', () => {
    const chart = newChart();
    const task = newTask(chart);
    Policy.of(task).add(named('own'));

    task.with({ name: 'other' });

    expect([imageOf(chart), imageOf(chart, 'other')]).toEqual(['busybox:1.37.0-own', 'busybox:1.37.0']);
  });

  it('skips exceptions', () => {
    const chart = newChart();
    newTask(chart);
    const special = newTask(chart, 'special');

    Policy.of(chart).add(named('x'), { except: [special] });

    expect(imageOf(chart)).toBe('busybox:1.37.0-x');
    expect(imageOf(chart, 'special')).toBe('busybox:1.37.0');
  });

  it('is applied after overrides and JSON patches', () => {
    const chart = newChart();
    newTask(chart).apiObject.addJsonPatch(JsonPatch.replace('/spec/steps/0/image', 'alpine:3'));

    Policy.of(chart).add(named('x'));

    expect(imageOf(chart)).toBe('alpine:3-x');
  });

  it('can be a function, which gets every object', () => {
    const chart = newChart();
    newTask(chart);
    new StepAction(chart, 'tag', { container: () => ({ image: 'busybox:1.37.0' }) });
    const own = (manifest: Manifest): Manifest => ({
      ...manifest,
      metadata: { ...manifest.metadata, annotations: { of: String(manifest.kind) } },
    });

    Policy.of(chart).add(own);

    expect(manifestsOf(chart).map(({ metadata }) => metadata?.annotations)).toEqual([{ of: 'Task' }, { of: 'StepAction' }]);
  });

  it('shows an inner part what was added to an outer one', () => {
    const chart = newChart();
    newTask(chart);

    Policy.of(chart).add({
      task: (task) => ({ ...task, sidecars: [{ name: 'proxy', image: 'envoy:1' }] }),
      sidecar: (sidecar) => ({ ...sidecar, imagePullPolicy: 'Never' }),
    });

    expect(specOf(chart, 'Task', 'build').sidecars).toEqual([{ name: 'proxy', image: 'envoy:1', imagePullPolicy: 'Never' }]);
  });

  it('changes the steps of embedded Tasks, and reports their field paths', () => {
    const chart = newChart();
    const fields: string[] = [];
    const ci = new Pipeline(chart, 'ci');
    const lint = new EmbeddedTask('lint', { steps: () => [step] });
    ci.add(lint);
    ci.finally(lint, { name: 'last' });

    Policy.of(chart).add({
      step: (one, { construct, kind, field }) => {
        fields.push(`${construct.node.path} ${kind} ${field}`);
        return one;
      },
    });
    manifestsOf(chart);

    expect(fields).toEqual(['app/ci Pipeline spec.tasks[0].taskSpec.steps[0]', 'app/ci Pipeline spec.finally[0].taskSpec.steps[0]']);
  });

  it('that introduces a mistake is reported by the rules', () => {
    const chart = newChart();
    newTask(chart);

    Policy.of(chart).add({ step: (one) => ({ ...one, name: 'Not A Name' }) });

    expect(problemsOf(chart).join('\n')).toContain('"Not A Name"');
  });

  it('that returns malformed data is reported by the rules, and the next policy does not fail', () => {
    const chart = newChart();
    newTask(chart);

    Policy.of(chart)
      .add({ task: () => ({ steps: 5 }) as never })
      .add(named('x'));

    expect(specOf(chart, 'Task', 'build')).toEqual({ steps: 5 });
    expect(problemsOf(chart)).not.toEqual([]);
  });

  it('that builds a cyclic object is an error that names policy, construct and field', () => {
    const chart = newChart();
    newTask(chart);

    Policy.of(chart).add({
      name: 'endless',
      object: (manifest) => {
        const holds: Record<string, unknown> = { ...manifest };
        holds.spec = { whole: holds };
        return holds;
      },
    });

    expect(problemsOf(chart)).toEqual([
      '[app/build] TW286: policy "endless" nests more than 200 levels in spec.whole.spec; does it contain itself?',
    ]);
  });

  it('that returns nothing is an error that names policy, construct and field', () => {
    const chart = newChart();
    newTask(chart);

    Policy.of(chart).add({ name: 'lazy', step: () => undefined as never });

    expect(problemsOf(chart)).toEqual([
      '[app/build] TW286 steps[0]: policy "lazy" returned nothing; return the part itself when nothing changes',
    ]);
  });

  it('that throws or returns an invalid value is an error with a location', () => {
    const failing = newChart();
    newTask(failing);
    const strange = newChart();
    newTask(strange);

    Policy.of(failing).add({
      name: 'broken',
      step: () => {
        throw new Error('no such team');
      },
    });
    Policy.of(strange).add({ name: 'strange', step: (one) => ({ ...one, timeout: (() => '1h') as never }) });

    expect(() => manifestsOf(failing)).toThrow('policy "broken" at app/build spec.steps[0] failed: no such team');
    expect(() => manifestsOf(strange)).toThrow(
      'policy "strange" at app/build puts a function in spec.steps[0].timeout; a manifest can hold strings, numbers, booleans, arrays and objects',
    );
  });

  it('can use one object in many parts: YAML has no alias', () => {
    const app = new App();
    const chart = new Chart(app, 'web');
    newTask(chart);
    const shared = { requests: { memory: '1Gi' } };
    new Task(chart, 'two', { steps: () => [step, { ...step, name: 'again' }] });

    Policy.of(chart).add({ step: (one) => ({ ...one, computeResources: shared }) });

    expect(app.synthYaml()).not.toContain('&');
  });

  it('that is added after a first rendering still applies', () => {
    const chart = newChart();
    newTask(chart);

    manifestsOf(chart);
    Policy.of(chart).add(named('x'));

    expect(imageOf(chart)).toBe('busybox:1.37.0-x');
  });
});
