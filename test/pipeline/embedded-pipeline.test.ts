import { EmbeddedPipeline, Pipeline, PipelineRun, param, text, Workspace, workspace } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';
import { code, tasks } from './tasks';

describe('an EmbeddedPipeline', () => {
  it('is part of the run and not an object of its own', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const once = new EmbeddedPipeline('once', { description: 'once', params: { url: param.string() }, workspaces: { code } });
    const cloned = once.add(clone, { params: { url: once.params.url }, workspaces: { output: once.workspaces.code } });
    once.finally(build, { params: { image: cloned.status } });
    once.addResult('commit', cloned.results.commit);

    new PipelineRun(chart, 'run', {
      pipeline: once,
      params: { url: 'x' },
      taskRunSpecs: [{ task: cloned, serviceAccount: 'git' }],
    });

    expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['Task', 'Task', 'PipelineRun']);
    expect(specOf(chart, 'PipelineRun', 'run-')).toMatchObject({
      pipelineSpec: {
        description: 'once',
        params: [{ name: 'url', type: 'string' }],
        workspaces: [{ name: 'code' }],
        tasks: [{ name: 'clone', taskRef: { name: 'clone', kind: 'Task' }, params: [{ name: 'url', value: '$(params.url)' }] }],
        finally: [{ name: 'build', params: [{ name: 'image', value: '$(tasks.clone.status)' }] }],
        results: [{ name: 'commit', type: 'string', value: '$(tasks.clone.results.commit)' }],
      },
      params: [{ name: 'url', value: 'x' }],
      workspaces: [{ name: 'code', volumeClaimTemplate: {} }],
      taskRunSpecs: [{ pipelineTaskName: 'clone', serviceAccountName: 'git' }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is part of another pipeline, and its tasks do not change the order there', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const inner = new EmbeddedPipeline('inner', { params: { url: param.string() }, workspaces: { code: workspace() } });
    const innerClone = inner.add(clone, { params: { url: inner.params.url }, workspaces: { output: inner.workspaces.code } });
    inner.add(build, { params: { image: innerClone.results.commit } });
    const outer = new Pipeline(chart, 'outer', { workspaces: { code } });
    outer.add(clone, { params: { url: 'x' }, workspaces: { output: outer.workspaces.code } });

    outer.add(inner, { params: { url: 'y' }, workspaces: { code: outer.workspaces.code } });

    expect((specOf(chart, 'Pipeline', 'outer').tasks as unknown[])[1]).toMatchObject({
      name: 'inner',
      pipelineSpec: { tasks: [{ name: 'clone' }, { name: 'build' }] },
      params: [{ name: 'url', value: 'y' }],
      workspaces: [{ name: 'code', workspace: 'code' }],
    });
    expect(outer.graph.edges).toEqual([]);
    expect(JSON.stringify(specOf(chart, 'Pipeline', 'outer'))).not.toContain('runAfter');
  });

  it('is current in its parent, which reports its mistakes', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    // of an id that is computed the compiler can say nothing
    const other = new Pipeline(chart, 'other' as string, { params: { image: param.string() } });
    other.add(build);
    const inner = new EmbeddedPipeline('inner');
    inner.add(build, { name: 'first' });
    const outer = new Pipeline(chart, 'outer');
    outer.add(inner);
    new PipelineRun(chart, 'run', { pipeline: inner });
    expect(problemsOf(chart).filter((problem) => problem.includes('TW29'))).toEqual([]);

    inner.add(build, { name: 'second', params: { image: text`${other.params.image}` } });

    expect(JSON.stringify(specOf(chart, 'Pipeline', 'outer'))).toContain('second');
    expect(JSON.stringify(specOf(chart, 'PipelineRun', 'run-'))).toContain('second');
    const message = '"$(params.image)" is a value of another pipeline or Task; use values of this pipeline\'s own params and tasks';
    expect(problemsOf(chart).filter((problem) => problem.includes('TW29'))).toEqual([
      `[app/outer] TW291 inner/second params.image: ${message}`,
      `[app/run] TW291 second params.image: ${message}`,
    ]);
  });

  it('has workspaces that its run can bind differently', () => {
    const chart = newChart();
    const { clone } = tasks(chart);
    const once = new EmbeddedPipeline('once', { workspaces: { code } });
    once.add(clone, { params: { url: 'x' }, workspaces: { output: once.workspaces.code } });

    new PipelineRun(chart, 'run', { pipeline: once, workspaces: { code: Workspace.emptyDir() } });

    expect(specOf(chart, 'PipelineRun', 'run-').workspaces).toEqual([{ name: 'code', emptyDir: {} }]);
    expect(problemsOf(chart)).toEqual([]);
  });
});
