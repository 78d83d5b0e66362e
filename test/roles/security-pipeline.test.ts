import { Duration, Size } from 'cdk8s';
import { Consumer, Enricher, Pipeline, PipelineRun, Producer, param, SecurityPipeline, Source, sh, Task, Workspace } from '../../src';
import { Deduplicate, GitClone, Gitleaks, Gosec, Semgrep, SeverityGate, Summary } from '../../src/catalogue';
import type { Param, PipelineSpec } from '../../src/spec';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

function golangProject(chart = newChart('golang-project', { namespace: 'security' })) {
  const pipeline = new SecurityPipeline(chart, 'golang-project', {
    source: new GitClone(chart, 'git-clone'),
    producers: [new Gosec(chart, 'gosec'), new Gitleaks(chart, 'gitleaks')],
    enrichers: [new Deduplicate(chart, 'deduplicate')],
    consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'high' })],
  });
  return { chart, pipeline };
}

const paramsOf = (spec: PipelineSpec, task: string) =>
  Object.fromEntries((spec.tasks?.find(({ name }) => name === task)?.params ?? []).map(({ name, value }: Param) => [name, value]));

/** The file that a task of the pipeline writes, known before the run. */
const findingsOf = (task: string) => `$(context.pipelineRun.uid)/findings/${task}.sarif`;

describe('a security pipeline', () => {
  it('is six Tasks, a Pipeline that reads findings even when a scanner was killed, and what confines its tools', () => {
    const { chart, pipeline } = golangProject();

    expect(manifestsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata?.name}`)).toEqual([
      'Task git-clone',
      'Task gosec',
      'Task gitleaks',
      'Task deduplicate',
      'Task summary',
      'Task gate',
      'Pipeline golang-project',
      'ServiceAccount golang-project-tools',
      'NetworkPolicy golang-project-tools',
    ]);
    expect(paramsOf(pipeline.spec, 'gosec')).toEqual({
      'source-path': '$(tasks.git-clone.results.path)',
      'issues-path': findingsOf('gosec'),
    });
    expect(paramsOf(pipeline.spec, 'deduplicate')).toEqual({
      'producer-result-paths': [findingsOf('gosec'), findingsOf('gitleaks')],
      'issues-path': findingsOf('deduplicate'),
    });
    expect(paramsOf(pipeline.spec, 'gate')).toEqual({ 'issues-paths': [findingsOf('deduplicate')] });
    expect(pipeline.spec.tasks?.map(({ name, onError, runAfter }) => [name, onError, runAfter])).toEqual([
      ['git-clone', undefined, undefined],
      ['gosec', 'continue', undefined],
      ['gitleaks', 'continue', undefined],
      ['deduplicate', 'continue', ['gitleaks', 'gosec']],
      ['summary', undefined, ['deduplicate']],
      ['gate', undefined, ['deduplicate']],
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('has params for values that its components do not set', () => {
    const chart = newChart();

    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone', { depth: '0', submodules: 'false' }),
      producers: [new Semgrep(chart, 'semgrep', { config: 'p/ci' })],
      consumers: [new SeverityGate(chart, 'gate')],
    });

    expect(pipeline.spec.params?.map(({ name, default: value }) => [name, value])).toEqual([
      ['url', undefined],
      ['revision', 'HEAD'],
      ['fail-on', 'high'],
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can have two scanners of one kind, whose params have their names as prefix', () => {
    const chart = newChart();

    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Semgrep(chart, 'quick'), new Semgrep(chart, 'deep')],
      consumers: [new Summary(chart, 'summary')],
    });

    expect(paramsOf(pipeline.spec, 'deep')).toMatchObject({ config: '$(params.deep-config)' });
    expect(paramsOf(pipeline.spec, 'summary')).toEqual({
      'issues-paths': [findingsOf('quick'), findingsOf('deep')],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('chains its enrichers', () => {
    const chart = newChart();
    const [first, second] = [new Deduplicate(chart, 'first'), new Deduplicate(chart, 'second')];

    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gosec(chart, 'gosec')],
      enrichers: [first, second],
      consumers: [new Summary(chart, 'summary')],
    });

    expect(paramsOf(pipeline.spec, 'second')).toEqual({
      'producer-result-paths': [findingsOf('first')],
      'issues-path': findingsOf('second'),
    });
    expect(pipeline.graph.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'gosec first',
      'git-clone gosec',
      'first second',
      'second summary',
    ]);
  });

  it('passes credentials only to the source, and accepts another workspace', () => {
    const chart = newChart();

    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gosec(chart, 'gosec')],
      consumers: [new Summary(chart, 'summary')],
      workspace: Workspace.claim({ size: Size.gibibytes(5) }),
      sourceWorkspaces: { 'ssh-directory': Workspace.secret('github-ssh') },
    });
    new PipelineRun(chart, 'run', { pipeline, params: { url: 'git@github.com:acme/web' } });

    expect(pipeline.spec.tasks?.[0]?.workspaces).toEqual([
      { name: 'source', workspace: 'source' },
      { name: 'ssh-directory', workspace: 'ssh-directory' },
    ]);
    expect(pipeline.spec.tasks?.[1]?.workspaces?.map(({ workspace }) => workspace)).toEqual(['source', 'source']);
    expect(specOf(chart, 'PipelineRun', 'run-')).toMatchObject({
      taskRunTemplate: { podTemplate: { securityContext: { fsGroup: 65534 } } },
      workspaces: [
        { name: 'source', volumeClaimTemplate: { spec: { resources: { requests: { storage: '5Gi' } } } } },
        { name: 'ssh-directory', secret: { secretName: 'github-ssh' } },
      ],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('without a scanner is refused: it would find nothing', () => {
    const chart = newChart();
    const parts = { source: new GitClone(chart, 'git-clone'), producers: [], consumers: [new Summary(chart, 'summary')] };

    new SecurityPipeline(chart, 'scan', parts);

    expect(problemsOf(chart)).toEqual(['[app/scan] TW288 producers: a security pipeline needs at least one producer']);
  });

  it('does not confuse the shared workspace with that of the credentials', () => {
    const chart = newChart();
    const parts = {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gosec(chart, 'gosec')],
      consumers: [new Summary(chart, 'summary')],
      sourceWorkspaces: { source: Workspace.secret('github-ssh') },
    };

    new SecurityPipeline(chart, 'scan', parts);

    expect(problemsOf(chart)).toEqual([
      '[app/scan] TW288 sourceWorkspaces.source: "source" is the workspace that all components share; set it with the prop "workspace"',
    ]);
  });

  it('can have further tasks, which are wired like any others', () => {
    const { chart, pipeline } = golangProject();
    const notify = new Task(chart, 'notify', {
      params: { commit: param.string() },
      steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],
    });

    pipeline.finally(notify, { params: { commit: pipeline.source.results.commit } });

    expect(pipeline.spec.finally?.[0]?.params).toEqual([{ name: 'commit', value: '$(tasks.git-clone.results.commit)' }]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a custom component', () => {
  it('is an image, arguments and the path of its SARIF', () => {
    const chart = newChart();

    new Producer(chart, 'hadolint', {
      params: { file: param.string({ default: 'Dockerfile' }) },
      okExitCodes: [0, 1],
      scan: ({ params, sarif }) => ({ image: 'hadolint/hadolint:v2.12.0-alpine', script: sh`hadolint -f sarif ${params.file} > ${sarif}` }),
    });

    const { steps, results } = specOf(chart, 'Task', 'hadolint') as { steps: Record<string, unknown>[]; results: { name: string }[] };
    expect(steps.map(({ name }) => name)).toEqual(['before', 'scan', 'report']);
    expect(steps[1]).toMatchObject({
      name: 'scan',
      onError: 'continue',
      workingDir: '$(workspaces.source.path)/$(params.source-path)',
      script: '#!/bin/sh\nset -eu\nhadolint -f sarif "${PARAM_FILE}" > /scratch/report.sarif',
    });
    expect(steps[2]?.env).toContainEqual({ name: 'OK_EXIT_CODES', value: '0,1' });
    expect(results.map(({ name }) => name)).toEqual(['issues']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can have a timeout for its scan', () => {
    const chart = newChart();

    new Gosec(chart, 'gosec', { timeout: Duration.minutes(20) });

    const { steps } = specOf(chart, 'Task', 'gosec') as { steps: Record<string, unknown>[] };
    expect(steps.map(({ name, timeout }) => [name, timeout])).toEqual([
      ['before', undefined],
      ['scan', '20m'],
      ['canary', '20m'],
      ['report', undefined],
    ]);
  });

  it('passes on the file that an enricher chooses, unless its steps write the file of the pipeline', () => {
    const chart = newChart();
    const step = { name: 'run', image: 'busybox:1.37.0' };
    new Enricher(chart, 'chooses', { steps: ({ results }) => [{ ...step, command: ['judge', results.issues.path] }] });
    new Enricher(chart, 'asks', { steps: ({ params }) => [{ ...step, command: ['judge'], args: [params['issues-path']] }] });

    const stepsOf = (name: string) => (specOf(chart, 'Task', name) as { steps: { name: string }[] }).steps.map((one) => one.name);
    expect([stepsOf('chooses'), stepsOf('asks')]).toEqual([['run', 'hand-on'], ['run']]);
  });

  it('fits a security pipeline in any role', () => {
    const chart = newChart();
    const image = 'busybox:1.37.0';

    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new Source(chart, 'fetch', {
        params: { archive: param.string() },
        steps: ({ results }) => [{ name: 'run', image, script: sh`echo . > ${results.path.path}` }],
      }),
      producers: [new Producer(chart, 'look', { scan: ({ sarif }) => ({ image, command: ['touch', sarif] }) })],
      enrichers: [
        new Enricher(chart, 'judge', {
          steps: ({ params }) => [{ name: 'run', image, command: ['echo'], args: [params['producer-result-paths']] }],
        }),
      ],
      consumers: [
        new Consumer(chart, 'send', {
          params: { to: param.string() },
          steps: ({ params }) => [{ name: 'run', image, command: ['echo'], args: [params.to, params['issues-paths']] }],
        }),
      ],
    });

    expect(pipeline.spec.params?.map(({ name }) => name)).toEqual(['archive', 'to']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can be used in a plain pipeline', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });

    const scanned = ci.add(new Gosec(chart, 'gosec'), { params: { 'source-path': '.' }, workspaces: { source: ci.workspaces.code } });
    ci.add(new SeverityGate(chart, 'gate'), {
      params: { 'issues-paths': [scanned.results.issues], 'fail-on': 'low' },
      workspaces: { source: ci.workspaces.code },
    });

    expect(ci.graph.edges).toEqual([{ from: 'gosec', to: 'gate', kind: 'order' }]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('every component of the catalogue', () => {
  it("runs without root and privileges, in pinned images, with scripts below Tekton's limit", () => {
    const { chart } = golangProject();

    for (const { spec } of manifestsOf(chart).filter(({ kind }) => kind === 'Task')) {
      const { stepTemplate, steps } = spec as { stepTemplate: { securityContext: object }; steps: { image: string; script?: string }[] };
      expect(stepTemplate.securityContext).toEqual({
        runAsNonRoot: true,
        runAsUser: 65534,
        runAsGroup: 65534,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { image } of steps) expect(image).toMatch(/:v?\d+\.\d+\.\d+/);
      // Tekton hands over 94 KiB of scripts; a producer leaves more than a fifth of them to its tool
      expect(steps.reduce((sum, { script = '' }) => sum + script.length, 0)).toBeLessThan(74 * 1024);
    }
  });
});
