import { App, Chart, Duration } from 'cdk8s';
import { Pipeline, param, result, Task, text } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';
import { fc } from '../support/random';
import { code, step, tasks } from './tasks';

describe('a task of a pipeline', () => {
  it("gets strings, arrays and objects of params and results in Tekton's notation", () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { params: { url: param.string(), hosts: param.array() }, workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: ci.params.url }, workspaces: { output: ci.workspaces.code } });

    ci.add(build, {
      params: { image: text`ghcr.io/acme/web:${cloned.results.commit}`, tags: cloned.results.files, by: cloned.results.by },
    });
    ci.add(build, {
      name: 'items',
      params: {
        image: cloned.results.files.at(0),
        tags: ['a', ci.params.hosts, cloned.results.commit],
        by: { name: cloned.results.by.name, mail: 'x' },
      },
    });

    const { tasks: list } = specOf(chart, 'Pipeline', 'ci') as { tasks: { name: string; params: unknown }[] };
    expect(list.map(({ name, params }) => ({ name, params })).slice(1)).toEqual([
      {
        name: 'build',
        params: [
          { name: 'image', value: 'ghcr.io/acme/web:$(tasks.clone.results.commit)' },
          { name: 'tags', value: '$(tasks.clone.results.files[*])' },
          { name: 'by', value: '$(tasks.clone.results.by[*])' },
        ],
      },
      {
        name: 'items',
        params: [
          { name: 'image', value: '$(tasks.clone.results.files[0])' },
          { name: 'tags', value: ['a', '$(params.hosts[*])', '$(tasks.clone.results.commit)'] },
          { name: 'by', value: { name: '$(tasks.clone.results.by.name)', mail: 'x' } },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('depends on the tasks of its data, without runAfter', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    ci.add(build, { params: { image: cloned.results.commit }, workspaces: { source: cloned.workspaces.output }, after: [cloned] });

    expect(JSON.stringify(specOf(chart, 'Pipeline', 'ci'))).not.toContain('runAfter');
    expect(ci.graph.edges).toEqual([{ from: 'clone', to: 'build', kind: 'data' }]);
  });

  it('refuses to run after a Task that the pipeline has under another name, because that order would be lost', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci');
    ci.add(build, { name: 'fetch' });

    ci.add(build, { after: [clone] });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW291 build after: unknown task "clone" of this pipeline (available: build, fetch); pass a task that add returned',
    ]);
  });

  it('runs after the writer of a directory, the tasks of after, and references that Tekton does not order by', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code, other: code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    ci.add(build, { name: 'reads', workspaces: { source: cloned.workspaces.output } });
    ci.add(build, { name: 'after', after: [cloned] });
    ci.add(build, { name: 'sub', workspaces: { source: ci.workspaces.other.sub(cloned.results.commit) } });
    ci.add(build, { name: 'shown', displayName: text`build ${cloned.results.commit}` });
    ci.add(build, { name: 'free' });

    const { tasks: list } = specOf(chart, 'Pipeline', 'ci') as {
      tasks: { name: string; runAfter?: string[]; workspaces?: unknown; params?: unknown }[];
    };
    expect(Object.fromEntries(list.map(({ name, runAfter }) => [name, runAfter]))).toEqual({
      clone: undefined,
      reads: ['clone'],
      after: ['clone'],
      // by its param
      sub: undefined,
      shown: ['clone'],
      free: undefined,
    });
    expect(list[3]?.workspaces).toEqual([{ name: 'source', workspace: 'other', subPath: '$(tasks.clone.results.commit)' }]);
    // Tekton replaces a result in a subPath only when a param or a condition names it, too
    expect(list[3]?.params).toEqual([{ name: 'sub-path-of-source', value: '$(tasks.clone.results.commit)' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('names a result of a subPath once, and not when a param or a condition names it already', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code, other: code } });
    const { results } = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });
    const source = ci.workspaces.other.sub(text`of/${results.commit}`);

    ci.add(build, { name: 'with', workspaces: { source } });
    ci.add(build, { name: 'when', when: [results.commit.notIn('')], workspaces: { source } });

    const { tasks: list } = specOf(chart, 'Pipeline', 'ci') as { tasks: { params?: unknown }[] };
    expect(list.slice(1).map(({ params }) => params)).toEqual([
      [{ name: 'sub-path-of-source', value: 'of/$(tasks.clone.results.commit)' }],
      undefined,
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('runs once for every combination of a matrix, and has arrays of results', () => {
    const chart = newChart();
    const { clone } = tasks(chart);
    const build = new Task(chart, 'compile', {
      params: { os: param.string(), arch: param.string(), flags: param.string({ default: '' }) },
      results: { digest: result.string() },
      steps: () => [step],
    });
    const join = new Task(chart, 'join', { params: { digests: param.array() }, steps: () => [step] });
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    const built = ci.add(build, {
      matrix: {
        params: { os: ['linux', 'mac'], arch: cloned.results.files },
        include: [{ name: 'arm', params: { os: 'linux', flags: cloned.results.commit } }],
      },
    });
    ci.add(join, { params: { digests: built.results.digest } });

    const { tasks: list } = specOf(chart, 'Pipeline', 'ci') as { tasks: Record<string, unknown>[] };
    expect(list[1]?.matrix).toEqual({
      params: [
        { name: 'os', value: ['linux', 'mac'] },
        { name: 'arch', value: '$(tasks.clone.results.files[*])' },
      ],
      include: [
        {
          name: 'arm',
          params: [
            { name: 'os', value: 'linux' },
            { name: 'flags', value: '$(tasks.clone.results.commit)' },
          ],
        },
      ],
    });
    expect(list[2]?.params).toEqual([{ name: 'digests', value: '$(tasks.compile.results.digest[*])' }]);
    expect(ci.graph.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['clone compile', 'compile join']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can have conditions on params, results and, in finally, statuses', () => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { params: { mode: param.string(), modes: param.array() }, workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });

    ci.add(build, {
      when: [ci.params.mode.in('full', cloned.results.commit), ci.params.mode.notIn(ci.params.modes)],
      retries: 2,
      timeout: Duration.minutes(5),
    });
    ci.finally(build, { name: 'report', when: [cloned.status.in('Failed'), ci.status.notIn('None')], params: { image: cloned.reason } });

    const spec = specOf(chart, 'Pipeline', 'ci') as { tasks: Record<string, unknown>[]; finally: Record<string, unknown>[] };
    expect(spec.tasks[1]).toMatchObject({
      retries: 2,
      timeout: '5m',
      when: [
        { input: '$(params.mode)', operator: 'in', values: ['full', '$(tasks.clone.results.commit)'] },
        { input: '$(params.mode)', operator: 'notin', values: ['$(params.modes[*])'] },
      ],
    });
    expect(spec.finally).toEqual([
      {
        name: 'report',
        taskRef: { name: 'build', kind: 'Task' },
        params: [{ name: 'image', value: '$(tasks.clone.reason)' }],
        when: [
          { input: '$(tasks.clone.status)', operator: 'in', values: ['Failed'] },
          { input: '$(tasks.status)', operator: 'notin', values: ['None'] },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a Task object', () => {
  it('is written once, for any number of pipelines in any charts', () => {
    const app = new App();
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    const { build } = tasks(first);
    const [a, b] = [new Pipeline(first, 'a'), new Pipeline(second, 'b')];

    a.add(build);
    a.add(build, { name: 'again' });
    b.add(build);

    expect(manifestsOf(first).filter(({ kind }) => kind === 'Task')).toHaveLength(2);
    expect(problemsOf(first)).toEqual([]);
  });

  it('twice in one pipeline needs two names', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci');

    ci.add(build);
    ci.add(build);

    expect(problemsOf(chart).join()).toMatch(/TW2\d\d build.*"build"/);
  });
});

describe('the results of a pipeline', () => {
  it('are those of its tasks, including finally tasks', () => {
    const chart = newChart();
    const { build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci');
    const built = ci.add(build);
    const last = ci.finally(build, { name: 'last' });

    ci.addResult('digest', built.results.digest, { description: 'what was built' });
    ci.addResult('last', last.results.digest);
    ci.addResult('all', [built.results.digest, last.results.digest]);
    ci.addResult('by', { first: built.results.digest, last: text`x${last.results.digest}` });

    expect(specOf(chart, 'Pipeline', 'ci').results).toEqual([
      { name: 'digest', type: 'string', description: 'what was built', value: '$(tasks.build.results.digest)' },
      { name: 'last', type: 'string', value: '$(finally.last.results.digest)' },
      { name: 'all', type: 'array', value: ['$(tasks.build.results.digest)', '$(finally.last.results.digest)'] },
      { name: 'by', type: 'object', value: { first: '$(tasks.build.results.digest)', last: 'x$(finally.last.results.digest)' } },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each([
    ['before', 'ghcr.io/acme/web@$(tasks.build.results.digest)', /"ghcr.io\/acme\/web@" is before the first result.*let a task write/],
    ['behind, with dots', '$(tasks.build.results.digest).tar.gz', /is not a valid result/],
    ['behind, with a dollar', '$(tasks.build.results.digest)$x', /"\$x" is not a valid result/],
  ])('must start with a result in untyped programs, too: text %s', (_, value, message) => {
    const chart = newChart();
    const { build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci');
    ci.add(build);
    ci.addResult('image', value as never);

    expect(problemsOf(chart)).toEqual([expect.stringMatching(message)]);
  });
});

describe('the output', () => {
  const synth = (order: readonly number[]) => {
    const chart = newChart();
    const { clone, build } = tasks(chart);
    const ci = new Pipeline(chart, 'ci', { workspaces: { code } });
    const cloned = ci.add(clone, { params: { url: 'x' }, workspaces: { output: ci.workspaces.code } });
    const others = order.map((i) => ({
      i,
      task: ci.add(build, { name: `b${i}`, params: { image: cloned.results.commit }, workspaces: { source: cloned.workspaces.output } }),
    }));
    ci.add(build, { name: 'last', after: others.map(({ task }) => task) });
    return (App.of(chart) as App).synthYaml();
  };

  it('is the same from run to run, byte for byte', () => {
    expect(synth([1, 2, 3])).toBe(synth([1, 2, 3]));
  });

  it('does not depend on the order of independent calls, except for the order of arrays', () => {
    const sorted = (yaml: string) => yaml.split('\n').sort().join('\n');

    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }), (order) => {
        expect(sorted(synth(order))).toBe(sorted(synth([1, 2, 3, 4, 5])));
      }),
      { numRuns: 10 },
    );
  });
});
