import { EmbeddedPipeline, lift, Pipeline, param, Task, text, Workspace, workspace } from '../../src';
import { Deduplicate, GitClone, Gosec, SeverityGate } from '../../src/catalogue';
import type { Param, PipelineSpec } from '../../src/spec';
import { newChart, problemsOf } from '../support/app';

const SOURCES = '$(context.pipelineRun.uid)/sources/git-clone';

function setUp() {
  const chart = newChart();
  const build = new Task(chart, 'build', {
    workspaces: { source: workspace() },
    steps: ({ workspaces }) => [{ name: 'run', image: 'busybox:1.37.0', command: ['ls'], workingDir: workspaces.source.path }],
  });
  const ci = new Pipeline(chart, 'ci', {
    params: { url: param.string(), dir: param.string() },
    workspaces: { code: Workspace.emptyDir() },
  });
  const clone = ci.add(new GitClone(chart, 'git-clone'), {
    params: { url: ci.params.url },
    workspaces: { source: ci.workspaces.code },
  });
  return { chart, build, ci, clone };
}

function taskOf({ spec }: { readonly spec: PipelineSpec }, name: string) {
  const { params = [], ...task } = spec.tasks?.find((one) => one.name === name) ?? {};
  return { ...task, params: Object.fromEntries(params.map(({ name: key, value }: Param) => [key, value])) };
}

describe('the output of GitClone', () => {
  it('is the directory of the sources of this run', () => {
    const { chart, build, ci, clone } = setUp();

    ci.add(build, { workspaces: { source: clone.workspaces.source } });

    expect(taskOf(ci, 'build')).toMatchObject({
      runAfter: ['git-clone'],
      workspaces: [{ name: 'source', workspace: 'code', subPath: SOURCES }],
    });
    expect(taskOf(ci, 'git-clone').workspaces).toEqual([{ name: 'source', workspace: 'code' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can contain directories, and can be in one', () => {
    const { chart, build, ci } = setUp();
    const clone = ci.add(new GitClone(chart, 'clone-web'), {
      name: 'web',
      params: { url: ci.params.url },
      workspaces: { source: ci.workspaces.code.sub(ci.params.dir) },
    });

    ci.add(build, { workspaces: { source: clone.workspaces.source.sub('cmd').sub(ci.params.dir) } });

    expect(taskOf(ci, 'build').workspaces).toEqual([
      { name: 'source', workspace: 'code', subPath: '$(params.dir)/$(context.pipelineRun.uid)/sources/web/cmd/$(params.dir)' },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is passed on by tasks in between, with their order', () => {
    const { chart, build, ci, clone } = setUp();
    const built = ci.add(build, { workspaces: { source: clone.workspaces.source } });

    ci.add(build, { name: 'again', workspaces: { source: built.workspaces.source } });

    expect(taskOf(ci, 'again')).toMatchObject({ runAfter: ['build'], workspaces: [{ subPath: SOURCES }] });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('of two clones in one workspace are two directories', () => {
    const { chart, build, ci, clone } = setUp();
    const docs = ci.add(new GitClone(chart, 'docs'), {
      params: { url: 'https://acme.example/docs' },
      workspaces: { source: ci.workspaces.code },
    });

    ci.add(build, { workspaces: { source: clone.workspaces.source } });
    ci.add(build, { name: 'site', workspaces: { source: docs.workspaces.source } });

    expect(taskOf(ci, 'build').workspaces).toMatchObject([{ subPath: SOURCES }]);
    expect(taskOf(ci, 'site').workspaces).toMatchObject([{ subPath: '$(context.pipelineRun.uid)/sources/docs' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is the workspace when a matrix makes many clones', () => {
    const { chart, build, ci } = setUp();
    const many = ci.add(new GitClone(chart, 'many'), {
      matrix: { params: { url: ['https://acme.example/a', 'https://acme.example/b'] } },
      workspaces: { source: ci.workspaces.code },
    });

    ci.add(build, { workspaces: { source: many.workspaces.source } });

    expect(taskOf(ci, 'build').workspaces).toEqual([{ name: 'source', workspace: 'code' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can be passed to a nested pipeline', () => {
    const { chart, build, ci, clone } = setUp();
    const inner = new EmbeddedPipeline('inner', { workspaces: { tree: workspace() } });
    inner.add(build, { workspaces: { source: inner.workspaces.tree } });

    ci.add(inner, { workspaces: { tree: clone.workspaces.source } });

    expect(taskOf(ci, 'inner')).toMatchObject({
      runAfter: ['git-clone'],
      workspaces: [{ name: 'tree', workspace: 'code', subPath: SOURCES }],
    });
    expect(problemsOf(chart).filter((problem) => !problem.includes('alpha'))).toEqual([]);
  });
});

describe('a scanner in a pipeline of its own', () => {
  it.each([
    ['the path that the clone gives', '$(tasks.git-clone.results.path)', ({ clone }: ReturnType<typeof setUp>) => clone.results.path],
    ['a path behind that', '$(tasks.git-clone.results.path)/cmd', ({ clone }: ReturnType<typeof setUp>) => text`${clone.results.path}/cmd`],
    ['the directory itself', SOURCES, () => '.'],
    ['a directory in it', `${SOURCES}/cmd`, () => 'cmd'],
    ['a param of the pipeline', `${SOURCES}/$(params.dir)`, ({ ci }: ReturnType<typeof setUp>) => ci.params.dir],
    ['a lifted param', `${SOURCES}/$(params.source-path)`, () => lift()],
  ])('finds the sources by %s, and writes its findings beside them', (_what, path, pathOf) => {
    const made = setUp();
    const { chart, ci, clone } = made;

    const scanned = ci.add(new Gosec(chart, 'gosec'), {
      params: { 'source-path': pathOf(made) },
      workspaces: { source: clone.workspaces.source },
    });
    ci.add(new SeverityGate(chart, 'gate'), {
      params: { 'issues-paths': [scanned.results.issues] },
      workspaces: { source: scanned.workspaces.source },
    });

    expect(taskOf(ci, 'gosec')).toMatchObject({ params: { 'source-path': path }, workspaces: [{ name: 'source', workspace: 'code' }] });
    expect(taskOf(ci, 'gosec').workspaces?.[0]).not.toHaveProperty('subPath');
    expect(taskOf(ci, 'gate').workspaces).toEqual([{ name: 'source', workspace: 'code' }]);
    expect(ci.graph.edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['git-clone gosec', 'gosec gate']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('scans a directory of the sources', () => {
    const { chart, ci, clone } = setUp();

    ci.add(new Gosec(chart, 'gosec'), { params: { 'source-path': '.' }, workspaces: { source: clone.workspaces.source.sub('cmd') } });

    expect(taskOf(ci, 'gosec')).toMatchObject({ params: { 'source-path': `${SOURCES}/cmd` }, workspaces: [{ workspace: 'code' }] });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('passes the sources to a task that is not a component', () => {
    const { chart, build, ci, clone } = setUp();
    const scanned = ci.add(new Gosec(chart, 'gosec'), {
      params: { 'source-path': clone.results.path },
      workspaces: { source: clone.workspaces.source },
    });

    ci.add(build, { workspaces: { source: scanned.workspaces.source } });

    expect(taskOf(ci, 'build')).toMatchObject({ runAfter: ['gosec'], workspaces: [{ subPath: SOURCES }] });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('shares the findings with an enricher, for any kind of handle', () => {
    const { chart, ci, clone } = setUp();
    const scanned = ci.add(new Gosec(chart, 'gosec'), {
      params: { 'source-path': clone.results.path },
      workspaces: { source: ci.workspaces.code },
    });

    ci.add(new Deduplicate(chart, 'deduplicate'), {
      params: { 'producer-result-paths': [scanned.results.issues] },
      workspaces: { source: clone.workspaces.source },
    });

    expect(taskOf(ci, 'deduplicate')).toMatchObject({
      params: { 'producer-result-paths': ['$(context.pipelineRun.uid)/findings/gosec.sarif'] },
      workspaces: [{ name: 'source', workspace: 'code' }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });
});
