import { Duration } from 'cdk8s';
import { PipelineRun, SecurityPipeline, Source, sh } from '../../src';
import { Deduplicate, GitClone, Gitleaks, Gosec, SeverityGate, Summary, Syft } from '../../src/catalogue';
import { newChart, problemsOf, specOf } from '../support/app';

type Props = ConstructorParameters<typeof SecurityPipeline>[2];

function scan(change: (chart: ReturnType<typeof newChart>) => Partial<Props>) {
  const chart = newChart();
  const { source, producers, consumers, ...rest } = change(chart);
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: source ?? new GitClone(chart, 'git-clone'),
    producers: producers ?? [new Gitleaks(chart, 'gitleaks')],
    consumers: consumers ?? [new Summary(chart, 'summary')],
    ...rest,
  });
  const taskOf = (name: string) => pipeline.spec.tasks?.find((task) => task.name === name);
  return { chart, pipeline, taskOf };
}

const separator = '|$(context.pipelineRun.uid)|';

describe('options of a component in a security pipeline', () => {
  it('are those of its task', () => {
    const { chart, taskOf } = scan((to) => ({
      source: new GitClone(to, 'git-clone').in({ retries: 2 }),
      producers: [new Gosec(to, 'gosec').in({ timeout: Duration.minutes(7), onError: 'stopAndFail' })],
      sboms: [new Syft(to, 'syft').in({ timeout: Duration.minutes(3) })],
      enrichers: [new Deduplicate(to, 'deduplicate').in({ timeout: Duration.minutes(2) })],
      consumers: [new Summary(to, 'summary').in({ retries: 3 })],
    }));

    expect(taskOf('git-clone')).toMatchObject({ retries: 2 });
    expect(taskOf('gosec')).toMatchObject({ timeout: '7m', onError: 'stopAndFail' });
    expect(taskOf('syft')).toMatchObject({ timeout: '3m' });
    expect(taskOf('deduplicate')).toMatchObject({ timeout: '2m', onError: 'continue' });
    expect(taskOf('summary')).toMatchObject({ retries: 3 });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('with resources of the pod are in every run, beside the settings of the run', () => {
    const { chart, pipeline } = scan((to) => ({
      producers: [new Gosec(to, 'gosec').in({ computeResources: { requests: { memory: '2Gi' } } }), new Gitleaks(to, 'gitleaks')],
    }));
    new PipelineRun(chart, 'run', {
      pipeline,
      params: { url: 'https://git.acme.example/web' },
      taskRunSpecs: [
        { task: 'gosec', podTemplate: { nodeSelector: { disk: 'fast' } } },
        { task: 'summary', timeout: Duration.minutes(1) },
      ],
    });

    expect(specOf(chart, 'PipelineRun', 'run-').taskRunSpecs).toEqual([
      expect.objectContaining({
        pipelineTaskName: 'gosec',
        computeResources: { requests: { memory: '2Gi' } },
        podTemplate: { automountServiceAccountToken: false, nodeSelector: { disk: 'fast' } },
      }),
      expect.objectContaining({ pipelineTaskName: 'gitleaks' }),
      expect.objectContaining({ pipelineTaskName: 'summary', timeout: '1m' }),
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('run a scanner only for repositories with its languages, and its readers know', () => {
    const { chart, taskOf } = scan((to) => ({
      producers: [new Gosec(to, 'gosec').in({ languages: ['go'] }), new Gitleaks(to, 'gitleaks').in({ languages: ['python', 'ruby'] })],
    }));

    const go = '$(tasks.git-clone.results.languages.go)';
    const either = '$(tasks.git-clone.results.languages.python)$(tasks.git-clone.results.languages.ruby)';
    expect(taskOf('gosec')?.when).toEqual([{ input: go, operator: 'notin', values: ['false'] }]);
    expect(taskOf('gitleaks')?.when).toEqual([{ input: either, operator: 'notin', values: ['falsefalse'] }]);
    expect(taskOf('summary')?.params?.[0]?.value).toEqual([
      `$(context.pipelineRun.uid)/findings/gosec.sarif/?when=${['', 'notin', '1', go, 'false'].join(separator)}`,
      `$(context.pipelineRun.uid)/findings/gitleaks.sarif/?when=${['', 'notin', '1', either, 'falsefalse'].join(separator)}`,
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('have conditions on results of the source and params of the pipeline', () => {
    const { chart, taskOf } = scan((to) => ({
      producers: [new Gitleaks(to, 'gitleaks').in({ when: ({ source }) => [source('url').notIn('https://git.acme.example/docs')] })],
      consumers: [new SeverityGate(to, 'gate').in({ when: ({ param }) => [param('revision').in('HEAD', 'main')] })],
    }));

    expect(taskOf('gitleaks')?.when).toEqual([
      { input: '$(tasks.git-clone.results.url)', operator: 'notin', values: ['https://git.acme.example/docs'] },
    ]);
    expect(taskOf('gate')?.when).toEqual([{ input: '$(params.revision)', operator: 'in', values: ['HEAD', 'main'] }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('are of one pipeline: another one with the same component has its own', () => {
    const chart = newChart();
    const gitleaks = new Gitleaks(chart, 'gitleaks');
    const parts = { source: new GitClone(chart, 'git-clone'), consumers: [new Summary(chart, 'summary')] };

    const some = new SecurityPipeline(chart, 'some', { ...parts, producers: [gitleaks.in({ languages: ['go'] })] });
    const all = new SecurityPipeline(chart, 'all', { ...parts, producers: [gitleaks] });

    expect(some.spec.tasks?.[1]?.when).toHaveLength(1);
    expect(all.spec.tasks?.[1]?.when).toBeUndefined();
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each([
    ['an unknown language', { languages: ['Go'] }, 'gitleaks languages: unknown language "Go"; expected one of: go, c,'],
    ['no language', { languages: [] }, `gitleaks languages: expected an array with at least one language, such as ['go'], found an array`],
    ['conditions outside of a function', { when: [] }, 'gitleaks when: expected a function that returns conditions, found an array'],
    [
      'one condition alone',
      { when: () => ({ input: 'a', operator: 'in', values: ['a'] }) },
      'gitleaks when: expected an array of conditions',
    ],
    ['a CEL condition', { when: () => [{ cel: "'a' == 'a'" }] }, 'gitleaks when: expected conditions on strings'],
    ['retries of a producer', { retries: 1 }, 'unknown option "retries"'],
  ])('%s is reported', (_, options, message) => {
    const { chart } = scan((to) => ({ producers: [new Gitleaks(to, 'gitleaks').in(options as never)] }));

    const problems = problemsOf(chart);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it('with languages need a source that knows them', () => {
    const { chart } = scan((to) => ({
      source: new Source(to, 'copy', {
        steps: ({ results }) => [{ name: 'copy', image: 'busybox:1.37.0', script: sh`printf x > ${results.path.path}` }],
      }),
      producers: [new Gosec(to, 'gosec').in({ languages: ['go'] })],
    }));

    expect(problemsOf(chart)).toEqual([
      '[app/scan] TW288 gosec languages: the source "copy" has no result "languages"; use GitClone, or write when',
    ]);
  });
});
