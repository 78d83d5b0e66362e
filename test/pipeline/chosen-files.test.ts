import { Size } from 'cdk8s';
import { lift, Pipeline, param, result, Task, text, Workspace, workspace } from '../../src';
import { manifestsOf, newChart, problemsOf } from '../support/app';

const FILE = { param: 'report', folder: 'reports/$(context.pipelineRun.uid)', extension: '.xml' };
const image = 'busybox:1.37.0';

function start() {
  const chart = newChart();
  const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });
  const test = new Task(chart, 'test', {
    params: { report: param.string({ default: '' }), suite: param.string({ default: 'all' }) },
    results: { report: result.string({ file: FILE }), count: result.string() },
    steps: ({ params, results }) => [
      { name: 'run', image, command: ['run', results.report.path, results.count.path], args: [params.report, params.suite] },
    ],
  });
  const publish = new Task(chart, 'publish', {
    params: { file: param.string() },
    steps: ({ params }) => [{ name: 'run', image, command: ['echo'], args: [params.file] }],
  });
  const collect = new Task(chart, 'collect', {
    params: { files: param.array() },
    steps: ({ params }) => [{ name: 'run', image, command: ['echo'], args: [params.files] }],
  });
  return { chart, ci, test, publish, collect };
}

const PATH = 'reports/$(context.pipelineRun.uid)/test.xml';

describe('a result that is a file whose path the pipeline chooses', () => {
  it('is passed as that path: its readers also run when it was not written', () => {
    const { chart, ci, test, publish } = start();

    ci.add(publish, { params: { file: ci.add(test).results.report } });

    expect(ci.spec.tasks).toEqual([
      { name: 'test', taskRef: { name: 'test', kind: 'Task' }, params: [{ name: 'report', value: PATH }], onError: 'continue' },
      { name: 'publish', taskRef: { name: 'publish', kind: 'Task' }, params: [{ name: 'file', value: PATH }], runAfter: ['test'] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each([
    ['in a list', (ci: Pipeline, file: never) => ci.add(start().collect as never, { params: { files: ['x', file] } } as never)],
    ['in a text', (ci: Pipeline, file: never) => ci.add(start().publish as never, { params: { file: text`/code/${file}` } } as never)],
    [
      'in a condition',
      (ci: Pipeline, file: never) =>
        ci.add(start().publish as never, { when: [{ input: file, operator: 'notin', values: [''] }] } as never),
    ],
    [
      'in the path of a directory',
      (ci: Pipeline, file: never) => {
        const work = new Task(start().chart, 'work', {
          workspaces: { at: workspace() },
          steps: () => [{ name: 'run', image, command: ['ls'] }],
        });
        const { code } = (ci as unknown as ReturnType<typeof start>['ci']).workspaces;
        return ci.add(work as never, { workspaces: { at: code.sub('reports').sub(file) } } as never);
      },
    ],
    [
      'where a Task lies',
      (ci: Pipeline, file: never) =>
        ci.add(
          Task.fromResolver({ git: { url: 'https://acme.example/tasks', revision: 'main', pathInRepo: file } }, { name: 'far' }) as never,
        ),
    ],
  ])('orders its readers %s', (_title, read) => {
    const { ci, test } = start();

    read(ci as never, ci.add(test).results.report as never);

    expect(ci.spec.tasks?.map(({ onError, runAfter }) => [onError, runAfter])).toEqual([
      ['continue', undefined],
      [undefined, ['test']],
    ]);
  });

  it('does not change a task without readers: its failure ends the run', () => {
    const { ci, test, publish } = start();

    ci.add(publish, { params: { file: ci.add(test).results.count } });

    expect(ci.spec.tasks).toEqual([
      { name: 'test', taskRef: { name: 'test', kind: 'Task' } },
      { name: 'publish', taskRef: { name: 'publish', kind: 'Task' }, params: [{ name: 'file', value: '$(tasks.test.results.count)' }] },
    ]);
  });

  it('is the result itself in the results of the pipeline', () => {
    const { ci, test } = start();
    const { report } = ci.add(test).results;

    ci.addResult('report', report);
    ci.addResult('reports', [report]);

    expect(ci.spec.results?.map(({ value }) => value)).toEqual(['$(tasks.test.results.report)', ['$(tasks.test.results.report)']]);
  });

  it('has the path that the program sets', () => {
    const { ci, test, publish } = start();
    const mine = ci.add(test, { params: { report: 'mine.xml' } });
    const theirs = ci.add(test, { name: 'theirs', params: { report: lift('path') } });

    ci.add(publish, { params: { file: mine.results.report } });
    ci.add(publish, { name: 'again', params: { file: theirs.results.report } });

    expect(ci.spec.tasks?.map(({ params }) => params)).toEqual([
      [{ name: 'report', value: 'mine.xml' }],
      [{ name: 'report', value: '$(params.path)' }],
      [{ name: 'file', value: 'mine.xml' }],
      [{ name: 'file', value: '$(params.path)' }],
    ]);
  });

  it('is a folder after a matrix, with the expected number of files', () => {
    const { chart, ci, test, collect } = start();
    const many = ci.add(test, { matrix: { params: { suite: ['a', 'b', 'c'] } } });

    ci.add(collect, { params: { files: many.results.report } });

    expect(ci.spec.tasks).toMatchObject([
      { params: [{ name: 'report', value: 'reports/$(context.pipelineRun.uid)/test/$(context.taskRun.name).xml' }], onError: 'continue' },
      {
        params: [{ name: 'files', value: ['reports/$(context.pipelineRun.uid)/test/?files=$(tasks.test.matrix.length)'] }],
        runAfter: ['test'],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is read in finally without a reference, even with retries', () => {
    const { chart, ci, test, publish } = start();

    ci.finally(publish, { params: { file: ci.add(test, { retries: 2 }).results.report } });

    expect(ci.spec.tasks).toMatchObject([{ retries: 2, params: [{ name: 'report', value: PATH }] }]);
    expect(ci.spec.tasks?.[0]).not.toHaveProperty('onError');
    expect(ci.spec.finally).toEqual([
      { name: 'publish', taskRef: { name: 'publish', kind: 'Task' }, params: [{ name: 'file', value: PATH }] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('of a task with retries is refused when readers would be skipped, unless the program ends the run there', () => {
    const { chart, ci, test, publish } = start();
    ci.add(publish, { params: { file: ci.add(test, { retries: 2 }).results.report } });
    const { chart: other, ci: stopping, test: again, publish: reader } = start();
    stopping.add(reader, { params: { file: stopping.add(again, { retries: 2, onError: 'stopAndFail' }).results.report } });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW289 test retries: Tekton skips "publish" when every attempt fails, because it allows no retries with onError "continue"; remove retries, run the readers in finally, or write onError: \'stopAndFail\' to end the run there',
    ]);
    expect(problemsOf(other)).toEqual([]);
    expect(stopping.spec.tasks?.[0]).toMatchObject({ retries: 2, onError: 'stopAndFail' });
  });

  it('does not change the Task itself', () => {
    const { chart, test } = start();

    expect(manifestsOf(chart).find(({ metadata }) => metadata?.name === 'test')?.spec).toMatchObject({
      results: [
        { name: 'report', type: 'string' },
        { name: 'count', type: 'string' },
      ],
    });
    expect(test.surface.results.report.file).toEqual(FILE);
  });
});
