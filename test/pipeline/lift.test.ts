import { lift, Pipeline, param, Task, text } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';
import { code, step, tasks } from './tasks';

describe('lift', () => {
  it('declares the param of the pipeline like that of the task, once for two tasks', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code, more: code } });

    ci.add(clone, { params: { url: lift(), revision: lift() }, workspaces: { output: ci.workspaces.code } });
    ci.add(clone, { name: 'again', params: { url: lift() }, workspaces: { output: ci.workspaces.more } });
    ci.add(build, { params: { by: lift(), tags: lift('labels') } });

    const spec = specOf(chart, 'Pipeline', 'ci') as { params: unknown; tasks: { params: unknown }[] };
    expect(spec.params).toEqual([
      { name: 'url', type: 'string' },
      { name: 'revision', type: 'string', default: 'main' },
      { name: 'by', type: 'object', properties: { name: { type: 'string' }, mail: { type: 'string' } }, default: { name: '', mail: '' } },
      { name: 'labels', type: 'array', default: [] },
    ]);
    expect(spec.tasks[2]?.params).toEqual([
      { name: 'by', value: '$(params.by[*])' },
      { name: 'tags', value: '$(params.labels[*])' },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('with the same name and two defaults is an error that names both', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    const other = new Task(chart, 'other', { params: { image: param.string({ default: 'y' }) }, steps: () => [step] });
    const ci = new Pipeline(chart, 'ci');

    ci.add(build, { params: { image: lift() } });
    ci.add(other, { params: { image: lift() } });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW290 other params.image: param "image" of task "other" is of type "string" with the default "y", but that of task "build" is of type "string" with the default "x"; lift one of them under another name: lift(\'other-image\')',
    ]);
  });
});

describe('values of another pipeline', () => {
  it('are errors with a location', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ids = ['one', 'two'] as string[];
    const [one, two] = ids.map((id) => new Pipeline(chart, id, { params: { p: param.string() }, workspaces: { code } }));
    if (one === undefined || two === undefined) throw new Error('two pipelines were made');
    const cloned = one.add(clone, { params: { url: 'x' }, workspaces: { output: one.workspaces.code } });

    two.add(build, {
      params: { image: cloned.results.commit, tags: [text`a${one.params.p}`] },
      workspaces: { source: cloned.workspaces.output },
      after: [cloned],
    });

    const problems = problemsOf(chart).filter((line) => /TW29/.test(line));
    expect(problems).toEqual([
      expect.stringContaining('[app/two] TW291 build after: task "clone" is not a task of this pipeline'),
      expect.stringContaining(
        '[app/two] TW291 build params.image: "$(tasks.clone.results.commit)" is a value of task "clone" of another pipeline or Task',
      ),
      expect.stringContaining('[app/two] TW291 build params.tags: "$(params.p)" is a value of another pipeline or Task'),
      expect.stringContaining('[app/two] TW292 build workspaces.source: workspaces.output of task "clone" belongs to another pipeline'),
    ]);
  });

  it('include directories without a workspace', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    ci.add(build, { workspaces: { source: cloned.workspaces.ssh } });

    expect(problemsOf(chart).join()).toContain(
      'TW292 build workspaces.source: workspaces.ssh of task "clone" has no workspace bound to it',
    );
  });
});
