import type { App, Chart } from 'cdk8s';
import { newChart, problemsOf, specOf } from '../support/app';
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
    ).toEqual([expect.stringMatching(new RegExp(`^${where.replace(/[.*+?^$()[\]|"]/g, '\\$&')}: unknown option "zz" \\(it has: `))]);
  });
});

describe('unknown keys', () => {
  it('come all at once, with a word that was meant, beside the errors of the rules', () => {
    const chart = newChart();
    new all.SecurityPipeline(chart, 'scan', {
      source: new all.GitClone(chart, 'clone', { revison: 'main' }),
      producers: [new all.Gosec(chart, 'gosec', { imgae: 'securego/gosec:2.30.0' })],
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

  it('are told with their place in the program', () => {
    const chart = newChart();
    task(chart, zz);

    const root = chart.node.root as App;
    expect(root.node.findAll().flatMap(({ node }) => node.validate())).toEqual([
      expect.stringMatching(/\(test\/task\/option-programs\.ts:\d+:\d+\)$/),
    ]);
  });

  it('reach no manifest, and take nothing else with them', () => {
    const chart = newChart();
    task(chart, { params: { url: param.string({ default: 'a' }) }, steps: () => [{ ...run, imgae: 'b' }], descripton: 'c' });

    expect(specOf(chart, 'Task', 'build')).toEqual({ params: [{ name: 'url', type: 'string', default: 'a' }], steps: [run] });
    expect(problemsOf(chart)).toHaveLength(2);
  });

  it('are told of components that take no options at all', () => {
    const chart = newChart();
    new all.Summary(chart, 'summary', { image: 'a' });
    new all.Deduplicate(chart, 'deduplicate', { by: 'rule' });

    expect(problemsOf(chart)).toEqual([
      '[app/summary] TW299 image: unknown option "image" (it has none)',
      '[app/deduplicate] TW299 by: unknown option "by" (it has none)',
    ]);
  });

  it('of lift are none: it takes a name', () => {
    expect(() => all.lift({ name: 'url' })).toThrow("lift: an object is given; write the name of the pipeline's param, as lift('url')");
  });

  it.each<[string, (chart: Chart) => unknown, RegExp]>([
    [
      'steps',
      (chart) => new Task(chart, 'build', { step: () => [run] }),
      /^app\/build steps: undefined is given; .*; unknown option "step" .*did you mean "steps"\?$/,
    ],
    [
      'a pipeline',
      (chart) => new PipelineRun(chart, 'run', { pipline: 1 }),
      /^app\/run pipeline: .*; unknown option "pipline" .*did you mean "pipeline"\?$/,
    ],
    [
      'producers',
      (chart) => new all.SecurityPipeline(chart, 'scan', { source: new all.GitClone(chart, 'clone'), producer: [], consumers: [] }),
      /^app\/scan producers: .*; unknown option "producer" .*did you mean "producers"\?$/,
    ],
    ['scan', (chart) => new all.Producer(chart, 'p', { scann: scan }), /^app\/p scan: .*; unknown option "scann" .*did you mean "scan"\?$/],
    ['a size', () => Workspace.claim({ sise: 1 }), /^claim size: undefined is given; .*; unknown option "sise" .*did you mean "size"\?$/],
    [
      'an embedded body',
      () => new all.EmbeddedTask('lint', { step: () => [run] }),
      /^lint steps: .*; unknown option "step" .*did you mean "steps"\?$/,
    ],
  ])('are named where nothing can be made without %s', (_, write, message) => {
    expect(() => write(newChart())).toThrow(message);
  });

  it('with the value undefined are none', () => {
    const chart = newChart();
    task(chart, { zz: undefined });

    expect(problemsOf(chart)).toEqual([]);
  });

  it('may stand in what is open on purpose, and are judged there by the rules', () => {
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
  ])('in %s, which is emitted as it is given, are told by a rule', (_, write) => {
    const chart = newChart();
    write(chart);

    expect(optionProblems(chart)).toEqual([expect.stringMatching(/TW\d{3} .*"zz" is no field/)]);
  });
});

describe('a class of the user that stands on ours', () => {
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
  ])('may have props of its own and hand them all on: %s', (name, props) => {
    const chart = newChart();
    const made = new (extended(all[name]))(chart, 'mine', { ...props, flavour: 'sweet', replicas: 3 });

    if (name === 'Pipeline') (made as unknown as { add(one: unknown): void }).add(task(chart, {}));
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is told of a misspelt prop of ours', () => {
    const chart = newChart();
    new (extended(all.SeverityGate))(chart, 'gate', { failon: 'low' });
    new (extended(Task))(chart, 'build', { ...body, descripton: 'a' });

    expect(problemsOf(chart)).toEqual([
      expect.stringContaining('[app/gate] TW299 failon: unknown option "failon"'),
      expect.stringContaining('[app/build] TW299 descripton: unknown option "descripton"'),
    ]);
  });
});
