import { EmbeddedTask, Pipeline, param, result, sh, TaskRun, Workspace, workspace } from '../../src';
import { code, tasks } from '../pipeline/tasks';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const count = new EmbeddedTask('count', {
  description: 'counts lines',
  metadata: { labels: { team: 'web' }, annotations: { why: 'because' } },
  params: { file: param.string(), unit: param.string({ default: 'lines' }) },
  results: { lines: result.string() },
  workspaces: { source: workspace() },
  steps: ({ params, results, workspaces }) => [
    {
      name: 'count',
      image: 'busybox:1.37.0',
      workingDir: workspaces.source.path,
      script: sh`wc -l < ${params.file} > ${results.lines.path}`,
    },
  ],
});
const body = {
  description: 'counts lines',
  params: [
    { name: 'file', type: 'string' },
    { name: 'unit', type: 'string', default: 'lines' },
  ],
  results: [{ name: 'lines', type: 'string' }],
  workspaces: [{ name: 'source' }],
  steps: [
    {
      name: 'count',
      image: 'busybox:1.37.0',
      workingDir: '$(workspaces.source.path)',
      env: [{ name: 'PARAM_FILE', value: '$(params.file)' }],
      script: '#!/bin/sh\nset -eu\nwc -l < "${PARAM_FILE}" > $(results.lines.path)',
    },
  ],
};

describe('an EmbeddedTask', () => {
  it('is part of the pipeline and not an object of its own', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    const counted = ci.add(count, { params: { file: cloned.results.commit }, workspaces: { source: cloned.workspaces.output } });
    ci.add(build, { params: { image: counted.results.lines } });

    expect(manifestsOf(chart).map(({ metadata }) => metadata?.name)).toEqual(['clone', 'build', 'ci']);
    expect((specOf(chart, 'Pipeline', 'ci') as { tasks: unknown[] }).tasks[1]).toEqual({
      name: 'count',
      params: [{ name: 'file', value: '$(tasks.clone.results.commit)' }],
      taskSpec: { metadata: { labels: { team: 'web' }, annotations: { why: 'because' } }, ...body },
      workspaces: [{ name: 'source', workspace: 'code' }],
    });
    expect(ci.graph.edges).toEqual([
      { from: 'count', to: 'build', kind: 'data' },
      { from: 'clone', to: 'count', kind: 'data' },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('keeps its defaults when the pipeline has a param of that name', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', { params: { unit: param.string({ default: 'bytes' }) }, workspaces: { code } });
    const workspaces = { source: ci.workspaces.code };

    ci.add(count, { name: 'own', params: { file: 'a' }, workspaces });
    ci.add(count, { name: 'given', params: { file: 'a', unit: ci.params.unit }, workspaces });

    const { tasks: list } = specOf(chart, 'Pipeline', 'ci') as { tasks: { params: unknown }[] };
    expect(list.map(({ params }) => params)).toEqual([
      [
        { name: 'file', value: 'a' },
        { name: 'unit', value: 'lines' },
      ],
      [
        { name: 'file', value: 'a' },
        { name: 'unit', value: '$(params.unit)' },
      ],
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('runs after the task that wrote its directory', () => {
    const chart = newChart();
    const { clone } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    ci.add(count, { name: 'a', params: { file: 'README.md' }, workspaces: { source: cloned.workspaces.output } });
    ci.add(count, { name: 'b', params: { file: 'LICENSE' }, workspaces: { source: ci.workspaces.code } });

    const { tasks: list } = specOf(chart, 'Pipeline', 'ci') as { tasks: { name: string; runAfter?: string[] }[] };
    expect(list.map(({ name, runAfter }) => [name, runAfter])).toEqual([
      ['clone', undefined],
      ['a', ['clone']],
      ['b', undefined],
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can run alone, in a TaskRun that passes its labels to the pod', () => {
    const chart = newChart();

    new TaskRun(chart, 'try', {
      task: count,
      params: { file: 'README.md' },
      workspaces: { source: Workspace.emptyDir() },
      metadata: { labels: { team: 'infra' } },
    });

    const run = manifestsOf(chart).find(({ kind }) => kind === 'TaskRun');
    expect(run?.metadata).toEqual({ generateName: 'try-', labels: { team: 'infra' }, annotations: { why: 'because' } });
    expect(run?.spec).toEqual({
      taskSpec: body,
      params: [{ name: 'file', value: 'README.md' }],
      workspaces: [{ name: 'source', emptyDir: {} }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is checked by the rules for Tasks', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');

    ci.add(new EmbeddedTask('broken', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', args: ['$(params.nope)'] }] }));

    expect(problemsOf(chart).join()).toMatch(/^\[app\/ci\] TW\d+ .*"nope"/);
  });
});
