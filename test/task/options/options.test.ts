import type { App, Chart } from 'cdk8s';
import { mistakeOf, newChart, problemsOf, specOf } from '../../support/app';
import { add, all, body, policy, programs, run, scan, started, step, task, volume, zz } from './option-programs';

const { param, Pipeline, PipelineRun, Task, Workspace } = all;
const optionProblems = (chart: Chart) => problemsOf(chart).filter((problem) => problem.includes('zz'));

describe('an unknown key is one diagnostic with its path', () => {
  it.each(Object.entries(programs))('of %s', async (_, [write, where]) => {
    const chart = newChart();
    let thrown: string | undefined;
    try {
      await write(chart);
    } catch (error) {
      thrown = (error as Error).message;
    }

    // of what is no construct there is no diagnostic, only the plugin's own error
    const found = thrown === undefined ? optionProblems(chart) : [thrown];
    expect(
      found.map((problem) =>
        problem
          .replace(/^\[(\S*)\] /, '$1 ')
          .replace(/TW299 /, '')
          .replace(/^ /, ''),
      ),
    ).toEqual([expect.stringMatching(new RegExp(`^${where.replace(/[.*+?^$()[\]|"]/g, '\\$&')}: unknown option "zz" \\(available: `))]);
  });
});

describe('unknown keys', () => {
  it('are reported together with a suggestion and the errors of the rules', () => {
    const chart = newChart();
    new all.SecurityPipeline(chart, 'scan', {
      source: new all.GitClone(chart, 'clone', { revison: 'main' }),
      producers: [new all.Gosec(chart, 'gosec', { imgae: 'ghcr.io/securego/gosec:2.28.0' })],
      enricher: [new all.Deduplicate(chart, 'deduplicate')],
      consumers: [new all.SeverityGate(chart, 'gate', { failon: 'low' })],
    });
    add(chart, { retires: 2, retries: -1 });

    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[app\/clone\] TW299 revison: unknown option "revison" .*did you mean "revision"\?$/),
      expect.stringMatching(/^\[app\/gosec\] TW299 imgae: unknown option "imgae" .*did you mean "image"\?$/),
      expect.stringMatching(/^\[app\/gate\] TW299 failon: unknown option "failon" .*did you mean "failOn"\?$/),
      expect.stringMatching(/^\[app\/scan\] TW299 enricher: unknown option "enricher" .*did you mean "enrichers"\?$/),
      expect.stringMatching(/^\[app\/ci\] TW299 build retires: unknown option "retires" .*did you mean "retries"\?$/),
      expect.stringMatching(/^\[app\/ci\] TW\d+ build retries/),
    ]);
  });

  it('are reported with their source location', () => {
    const chart = newChart();
    task(chart, zz);

    const root = chart.node.root as App;
    expect(root.node.findAll().flatMap(({ node }) => node.validate())).toEqual([
      expect.stringMatching(/\(test\/task\/options\/option-programs\.ts:\d+:\d+\)$/),
    ]);
  });

  it('are not written to the manifest, and other options are', () => {
    const chart = newChart();
    task(chart, { params: { url: param.string({ default: 'a' }) }, steps: () => [{ ...run, imgae: 'b' }], descripton: 'c' });

    expect(specOf(chart, 'Task', 'build')).toEqual({ params: [{ name: 'url', type: 'string', default: 'a' }], steps: [run] });
    expect(problemsOf(chart)).toHaveLength(2);
  });

  it('are reported for components without options', () => {
    const chart = newChart();
    new all.Summary(chart, 'summary', { image: 'a' });
    new all.Deduplicate(chart, 'deduplicate', { by: 'rule' });

    expect(problemsOf(chart)).toEqual([
      '[app/summary] TW299 image: unknown option "image" (available: none)',
      '[app/deduplicate] TW299 by: unknown option "by" (available: sameRules)',
    ]);
  });

  it('of lift are not reported: it has a name', () => {
    expect(mistakeOf(() => all.lift({ name: 'url' }))).toMatch(
      "lift: expected the name of the pipeline's param, such as lift('url'), found an object",
    );
  });

  it.each<[string, (chart: Chart) => unknown, RegExp]>([
    [
      'steps',
      (chart) => new Task(chart, 'build', { step: () => [run] }),
      /^\[app\/build\] TW299 step: .*did you mean "steps"\?\n\[app\/build\] TW288 steps: expected .*, found undefined; .*$/,
    ],
    [
      'a pipeline',
      (chart) => new PipelineRun(chart, 'run', { pipline: 1 }),
      /^\[app\/run\] TW288 pipeline: .*\n\[app\/run\] TW299 pipline: .*did you mean "pipeline"\?$/,
    ],
    [
      'producers',
      (chart) => new all.SecurityPipeline(chart, 'scan', { source: new all.GitClone(chart, 'clone'), producer: [], consumers: [] }),
      /^\[app\/scan\] TW299 producer: .*did you mean "producers"\?\n\[app\/scan\] TW288 producers: expected .*, found undefined$/,
    ],
    [
      'scan',
      (chart) => new all.Producer(chart, 'p', { scann: scan }),
      /^\[app\/p\] TW288 scan: .*\n\[app\/p\] TW299 scann: .*did you mean "scan"\?$/,
    ],
    [
      'an embedded body',
      (chart) => new Pipeline(chart, 'ci').add(new all.EmbeddedTask('lint', { step: () => [run] })),
      /^\[app\/ci\] TW299 lint step: .*did you mean "steps"\?\n\[app\/ci\] TW288 lint steps: expected .*, found undefined; .*$/,
    ],
  ])('are reported together with missing options, as %s', (_, write, message) => {
    const chart = newChart();
    write(chart);

    expect(problemsOf(chart).join('\n')).toMatch(message);
  });

  it('are reported when a required option is missing', () => {
    const claim = () => Workspace.claim({ sise: 1 });

    expect(mistakeOf(claim)).toMatch(/claim size: expected .*, found undefined\n.* sise: unknown option "sise" .*did you mean "size"\?$/);
  });

  it('with the value undefined are ignored', () => {
    const chart = newChart();
    task(chart, { zz: undefined });

    expect(problemsOf(chart)).toEqual([]);
  });

  it('in open parts are left to the rules', () => {
    const chart = newChart();
    const labelled = {
      metadata: { labels: { zz: 'a' }, annotations: { 'acme.example/zz': 'a' } },
      params: { zz: param.string({ default: '' }) },
    };
    const pipeline = new Pipeline(chart, 'ci', { params: { zz: param.string({ default: '' }) } });
    pipeline.add(task(chart, labelled), { params: { zz: pipeline.params.zz } });
    new PipelineRun(chart, 'run', { pipeline, params: { zz: 'a' }, serviceAccount: { name: 'a', ...zz } });

    expect(problemsOf(chart)).toEqual([]);
  });

  it.each([
    ['podTemplate of a run', (chart: Chart) => started(chart, { podTemplate: zz })],
    ['the pods of one task', (chart: Chart) => started(chart, { taskRunSpecs: [{ task: 'build', podTemplate: zz }] })],
    ['resources', (chart: Chart) => step(chart, { computeResources: zz })],
    ['a security context', (chart: Chart) => step(chart, { securityContext: zz })],
    ['an empty volume', (chart: Chart) => volume(chart, { emptyDir: zz })],
    ['overrides', (chart: Chart) => task(chart, { overrides: zz })],
    [
      'a source of files',
      (chart: Chart) => started(chart, { workspaces: { code: Workspace.projected([{ secret: { name: 'a', ...zz } }]) } }),
    ],
    ['a storage driver', (chart: Chart) => started(chart, { workspaces: { code: Workspace.csi({ driver: 'a.example', ...zz }) } })],
    ['metadata', (chart: Chart) => task(chart, { metadata: zz })],
    ['default resources', (chart: Chart) => policy(chart, all.defaultResources(zz))],
    ['a debug', (chart: Chart) => new all.TaskRun(chart, 'run', { task: task(chart, {}), debug: zz })],
    ['step resources', (chart: Chart) => new all.TaskRun(chart, 'run', { task: task(chart, {}), stepSpecs: { run: zz } })],
  ])('in %s are reported by a rule', (_, write) => {
    const chart = newChart();
    write(chart);

    expect(optionProblems(chart)).toEqual([expect.stringMatching(/TW\d{3} .*unknown field "zz"/)]);
  });
});

describe("a user's subclass", () => {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const extended = (base: any) =>
    class extends base {
      constructor(...given: readonly unknown[]) {
        super(...given);
      }
    };

  it.each([
    ['Task', body],
    ['Pipeline', {}],
    ['StepAction', { container: scan }],
    ['Producer', { scan }],
    ['Gosec', {}],
    ['GitClone', {}],
    ['SeverityGate', {}],
  ])('can have props of its own and pass all of them on: %s', (name, props) => {
    const chart = newChart();
    const made = new (extended(all[name]))(chart, 'mine', { ...props, flavour: 'sweet', replicas: 3 });

    if (name === 'Pipeline') (made as unknown as { add(one: unknown): void }).add(task(chart, {}));
    expect(problemsOf(chart)).toEqual([]);
  });

  it('reports a misspelt prop of the base class', () => {
    const chart = newChart();
    new (extended(all.SeverityGate))(chart, 'gate', { failon: 'low' });
    new (extended(Task))(chart, 'build', { ...body, descripton: 'a' });

    expect(problemsOf(chart)).toEqual([
      expect.stringContaining('[app/gate] TW299 failon: unknown option "failon"'),
      expect.stringContaining('[app/build] TW299 descripton: unknown option "descripton"'),
    ]);
  });
});
