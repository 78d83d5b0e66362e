import type { Chart } from 'cdk8s';
import * as tekwire from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const { CustomTask, EmbeddedTask, param, Pipeline, PipelineRun, result, StepAction, Task, TaskRun, VerificationPolicy, workspace } =
  // biome-ignore lint/suspicious/noExplicitAny: no compiler reads such programs
  tekwire as any;

const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const task = (chart: Chart, props: object = {}) => new Task(chart, 'build', { steps: () => [run], ...props });
const step = (chart: Chart, props: object) => task(chart, { steps: () => [{ ...run, ...props }] });
const taken = { params: { a: param.string({ default: '' }) } };
const add = (chart: Chart, props: object) => new Pipeline(chart, 'ci').add(task(chart, taken), props);
const cyclic = () => {
  const value: Record<string, unknown> = { a: 'b' };
  value.self = value;
  return value;
};
const BIG = 'expected a string or a number, found the BigInt 10n, which no manifest can hold';
const SELF = 'the value contains itself, which is impossible in a manifest; copy it';
const TEXT = 'expected a string, a param, or { valueFrom }';

describe('a value that cannot be written to a manifest is one diagnostic', () => {
  it.each<[string, (chart: Chart) => unknown, string]>([
    ['undefined in env', (chart) => step(chart, { env: { A: undefined } }), `[app/build] TW288 steps.run.env.A: ${TEXT}, found undefined`],
    ['a BigInt in env', (chart) => step(chart, { env: { A: 10n } }), `[app/build] TW288 steps.run.env.A: ${TEXT}, found 10n`],
    ['a number in env', (chart) => step(chart, { env: { A: 1 } }), `[app/build] TW288 steps.run.env.A: ${TEXT}, found the number 1`],
    [
      'a cycle in env',
      (chart) => step(chart, { env: { A: { value: 'a', valueFrom: cyclic() } } }),
      `[app/build] TW288 steps.run.env.A.valueFrom.self: ${SELF}`,
    ],
    [
      'env of a sidecar',
      (chart) => task(chart, { sidecars: () => [{ name: 'db', image: 'a:1', env: { A: null } }] }),
      `[app/build] TW288 sidecars.db.env.A: ${TEXT}, found null`,
    ],
    [
      'env of a step template',
      (chart) => task(chart, { stepTemplate: { env: { A: { value: 10n } } } }),
      `[app/build] TW288 stepTemplate.env.A.value: ${BIG}`,
    ],
    [
      'env of a StepAction',
      (chart) => new StepAction(chart, 'tag', { container: () => ({ image: 'a:1', env: { A: 10n } }) }),
      `[app/tag] TW288 container.env.A: ${TEXT}, found 10n`,
    ],
    [
      'env of a step with results',
      (chart) =>
        task(chart, {
          steps: ({ step: make }: { step: CallableFunction }) => [
            make('one', { r: result.string() }, () => ({ ...run, name: undefined, env: { A: 10n } })),
          ],
        }),
      `[app/build] TW288 steps.one.env.A: ${TEXT}, found 10n`,
    ],
    [
      'resources of a step',
      (chart) => step(chart, { computeResources: cyclic() }),
      `[app/build] TW288 steps.run.computeResources.self: ${SELF}`,
    ],
    [
      'an argument',
      (chart) => step(chart, { args: ['a', undefined] }),
      '[app/build] TW288 steps.run.args[1]: expected a string, number, boolean, array or object, found undefined; a name that is not declared, such as a misspelt param, is undefined',
    ],
    ['a default', (chart) => task(chart, { params: { a: param.string({ default: 10n }) } }), `[app/build] TW288 params.a.default: ${BIG}`],
    ['overrides', (chart) => task(chart, { overrides: { description: 10n } }), `[app/build] TW288 overrides.description: ${BIG}`],
    ['a label', (chart) => task(chart, { metadata: { labels: { a: 10n } } }), `[app/build] TW288 metadata.labels.a: ${BIG}`],
    ['a param of a pipeline task', (chart) => add(chart, { params: { a: 10n } }), `[app/ci] TW288 build params.a: ${BIG}`],
    ['a cycle in a param', (chart) => add(chart, { params: { a: cyclic() } }), `[app/ci] TW288 build params.a.self: ${SELF}`],
    [
      'retries that are no number',
      (chart) => add(chart, { retries: Number.NaN }),
      '[app/ci] TW288 build retries: expected a finite number, found NaN',
    ],
    ['a result of a pipeline', (chart) => new Pipeline(chart, 'ci').addResult('out', { a: 10n }), `[app/ci] TW288 results.out.a: ${BIG}`],
    [
      'overrides of a pipeline',
      (chart) => new Pipeline(chart, 'ci', { overrides: { description: 10n } }).add(task(chart)),
      `[app/ci] TW288 overrides.description: ${BIG}`,
    ],
    [
      'a custom task',
      (chart) => new Pipeline(chart, 'ci').add(new CustomTask('wait', { apiVersion: 'a.example/v1', kind: 'A', spec: cyclic() })),
      `[app/ci] TW288 wait spec.self: ${SELF}`,
    ],
    [
      'an embedded task',
      (chart) => new Pipeline(chart, 'ci').add(new EmbeddedTask('lint', { steps: () => [{ ...run, env: { A: 10n } }] })),
      `[app/ci] TW288 lint steps.run.env.A: ${TEXT}, found 10n`,
    ],
    [
      'a param of a run',
      (chart) => new TaskRun(chart, 'run', { task: task(chart, taken), params: { a: 10n } }),
      `[app/run] TW288 params.a: ${BIG}`,
    ],
    [
      'annotations of a run',
      (chart) => new TaskRun(chart, 'run', { task: task(chart), metadata: { annotations: { a: 10n } } }),
      `[app/run] TW288 metadata.annotations.a: ${BIG}`,
    ],
    [
      'the pods of a run',
      (chart) => new TaskRun(chart, 'run', { task: task(chart), podTemplate: cyclic() }),
      `[app/run] TW288 podTemplate.self: ${SELF}`,
    ],
    [
      'a policy of keys',
      (chart) => new VerificationPolicy(chart, 'v', { resources: [10n, 'a'], authorities: { a: { secret: 'b' } } }),
      `[app/v] TW288 resources[0]: ${BIG}`,
    ],
  ])('%s', (_, write, message) => {
    const chart = newChart();
    write(chart);

    expect(problemsOf(chart).filter((problem) => problem.includes('TW288'))).toEqual([message]);
  });
});

describe('objects that a program reuses and changes', () => {
  it('give every task of a pipeline the values at the time of use', () => {
    const chart = newChart();
    const build = task(chart, {
      params: { a: param.string(), l: param.array({ default: [] }) },
      workspaces: { w: workspace({ optional: true }) },
    });
    const ci = new Pipeline(chart, 'ci', { params: { os: param.string({ default: '' }) } });
    const list = ['x'];
    const props = { name: 'one', params: { a: '1', l: list }, when: [{ input: ci.params.os, operator: 'in', values: ['a'] }], retries: 1 };
    ci.add(build, props);
    props.name = 'two';
    props.params.a = '2';
    list.push('y');
    props.when[0]?.values.push('b');
    props.retries = 2;
    ci.add(build, props);

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toMatchObject([
      { name: 'one', params: [{ value: '1' }, { value: ['x'] }], when: [{ values: ['a'] }], retries: 1 },
      { name: 'two', params: [{ value: '2' }, { value: ['x', 'y'] }], when: [{ values: ['a', 'b'] }], retries: 2 },
    ]);
  });

  it('give results, runs, metadata and overrides the values at the time of use', () => {
    const chart = newChart();
    const labels: Record<string, string> = { a: 'b' };
    const overrides = { description: 'first' };
    const build = task(chart, { results: { r: result.string() }, metadata: { labels }, overrides });
    const pipeline = new Pipeline(chart, 'ci', { params: { a: param.string() }, overrides });
    const value = { k: pipeline.add(build).results.r };
    pipeline.addResult('out', value);
    const params = { a: '1' };
    new PipelineRun(chart, 'run', { pipeline, params, podTemplate: { nodeSelector: labels } });
    Object.assign(labels, { belated: 'x' });
    Object.assign(value, { belated: 'x' });
    params.a = '2';
    overrides.description = 'second';

    const emitted = JSON.stringify(manifestsOf(chart));
    expect(emitted).not.toMatch(/belated|"2"|second/);
    expect(emitted).toMatch(/first/);
  });
});
