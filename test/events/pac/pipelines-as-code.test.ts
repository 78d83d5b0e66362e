import type { Chart } from 'cdk8s';
import { Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { lift, Pipeline, param, sh, Task, text } from '../../../src';
import { type Event, EventListener, gitea, github, gitlab, PipelinesAsCode, type PipelinesAsCodeProps, slug } from '../../../src/events';
import { manifestsOf, newChart, problemsOf } from '../../support/app';

const secret = { name: 'github-webhook', key: 'token' };
const PAC = 'pipelinesascode.tekton.dev/';

function pipelineIn(chart: Chart) {
  const build = new Task(chart, 'build', {
    params: { url: param.string(), revision: param.string() },
    steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo ${params.url} ${params.revision}` }],
  });
  const ci = new Pipeline(chart, 'ci', { params: { url: param.string(), revision: param.string() } });
  ci.add(build, { params: { url: ci.params.url, revision: ci.params.revision } });
  return ci;
}

function runsOf(event: unknown, props: PipelinesAsCodeProps = {}) {
  const chart = newChart('app', { namespace: 'ci' });
  const ci = pipelineIn(chart);
  new PipelinesAsCode(chart, 'pac', props).on(event as Event<'url' | 'sha', 'trusted'>, ({ url, sha }) => ({
    pipeline: ci,
    params: { url, revision: sha },
  }));
  const runs = manifestsOf(chart).filter(({ kind }) => kind === 'PipelineRun');
  return { chart, run: runs[0], problems: problemsOf(chart) };
}

function annotationsOf(event: unknown): Record<string, unknown> {
  const { run, problems } = runsOf(event);
  expect(problems).toEqual([]);
  return Object.fromEntries(Object.entries(run?.metadata?.annotations ?? {}).map(([key, value]) => [key.slice(PAC.length), value]));
}

// MatchPipelinerunByAnnotation: on-cel-expression replaces the others, so each is given alone (annotation_matcher.go:329)
describe('annotations of Pipelines-as-Code select the same events as the Trigger', () => {
  it.each([
    // getTargetBranch: on-event and on-target-branch must both match (annotation_matcher.go:93); branchMatch adds refs/heads/ (:52)
    ['a push to main', github.push({ secret, branches: ['main'] }), { 'on-event': '[push]', 'on-target-branch': '[main]' }],
    // the pattern refs/heads/* matches no tag, and its star also matches "/"
    ['any push', github.push({ secret }), { 'on-event': '[push]', 'on-target-branch': '[*]' }],
    [
      'branches with a prefix',
      gitlab.push({ secret, branches: ['main', 'release/**'] }),
      { 'on-event': '[push]', 'on-target-branch': '[main, release/*]' },
    ],
    // refs/tags/ is compared as it is (annotation_matcher.go:72); a comma is written as &#44; (:95)
    ['tags', gitea.tag({ secret, tags: ['v1,0'] }), { 'on-event': '[push]', 'on-target-branch': '[refs/tags/v1&#44;0]' }],
    // GetFiles and matchOnAnnotation (annotation_matcher.go:389)
    [
      'changed files',
      github.push({ secret, paths: ['services/web/', 'go.mod'] }),
      { 'on-event': '[push]', 'on-target-branch': '[*]', 'on-path-change': '[services/web/*, go.mod]' },
    ],
  ])('%s', (_, event, wanted) => {
    expect(annotationsOf(event)).toEqual(wanted);
  });

  it.each([
    [
      'a star within a part, which its globs lack',
      github.push({ secret, branches: ['release/*'] }),
      "event == 'push' && body.ref.matches('^refs/heads/release/[^/]*$')",
    ],
    [
      'an exclusion',
      gitea.push({ secret, branches: ['!old'] }),
      "event == 'push' && body.ref.startsWith('refs/heads/') && !(body.ref == 'refs/heads/old')",
    ],
    [
      'files beside another condition: those that it asks the API for (cel.go:105)',
      github.push({ secret, paths: ['web/'], authors: ['mona'] }),
      "event == 'push' && body.ref.startsWith('refs/heads/') && files.all.exists(f, f.startsWith('web/')) && body.sender.login in ['mona']",
    ],
    [
      'a pull request of a branch of the repository',
      github.pullRequest({ secret, branches: ['main'] }),
      "event == 'pull_request' && body.action in ['opened', 'synchronize', 'reopened'] && body.pull_request.head.repo != null && body.pull_request.head.repo.full_name == body.repository.full_name && body.pull_request.base.ref == 'main'",
    ],
    [
      // it starts no runs for updates without a commit (pkg/provider/gitlab/detect.go)
      'a merge request',
      gitlab.mergeRequest({ secret }),
      "event == 'pull_request' && body.object_attributes.action in ['open', 'reopen', 'update'] && body.object_attributes.source_project_id == body.object_attributes.target_project_id",
    ],
  ])('CEL for %s', (_, event, wanted) => {
    expect(annotationsOf(event)).toEqual({ 'on-cel-expression': wanted });
  });

  it('a comment is selected by its command alone (annotation_matcher.go:289)', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = new Pipeline(chart, 'ci');
    ci.add(new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));
    new PipelinesAsCode(chart, 'pac')
      .on(github.comment({ secret, command: '/deploy' }), { pipeline: ci, name: 'deploy' })
      .on(github.comment({ secret, command: '/deploy', associations: ['OWNER'] }), { pipeline: ci, name: 'owners' });
    const [run] = manifestsOf(chart).filter(({ kind }) => kind === 'PipelineRun');

    expect(run?.metadata?.annotations).toEqual({ [`${PAC}on-comment`]: '^/deploy(\\s|$)' });
    expect(problemsOf(chart)).toEqual([
      expect.stringContaining(
        "TW637 on github-comment: Pipelines-as-Code cannot check body.comment.author_association in ['OWNER'] of a comment",
      ),
    ]);
  });

  it('other events are refused', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = pipelineIn(chart);
    new PipelinesAsCode(chart, 'pac').on(github.release({ secret }), ({ url, tag }) => ({ pipeline: ci, params: { url, revision: tag } }));
    expect(problemsOf(chart).join()).toContain('TW637 on github-release: Pipelines-as-Code starts no runs for the event');
    const owners = { members: 'all', token: { name: 'pat', key: 'token' } } as const;
    expect(runsOf(github.pullRequest({ secret, owners })).problems.join()).toContain('"owners" has no effect');
  });
});

describe('a run of Pipelines-as-Code', () => {
  it('has the params of the run that the EventListener starts, with variables of its own', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = pipelineIn(chart);
    for (const target of [new PipelinesAsCode(chart, 'pac'), new EventListener(chart, 'listener')])
      target.on(github.push({ secret, branches: ['main'] }), (event) => ({
        pipeline: ci,
        params: { url: event.url, revision: text`${event.branch}@${event.sha}` },
      }));
    const manifests = manifestsOf(chart);
    const specOf = (kind: string) => manifests.find((one) => one.kind === kind)?.spec as never as Record<string, unknown>;
    const { resourcetemplates } = specOf('TriggerTemplate') as { resourcetemplates: { spec: { params: unknown } }[] };

    expect(problemsOf(chart)).toEqual([]);
    expect(resourcetemplates[0]?.spec.params).toEqual([
      { name: 'url', value: '$(tt.params.url)' },
      { name: 'revision', value: '$(tt.params.branch)@$(tt.params.sha)' },
    ]);
    // body.… is evaluated as CEL (templating.go:60), target_branch is without refs/heads/ (customparams/standard.go:48)
    expect(specOf('PipelineRun').params).toEqual([
      { name: 'url', value: '{{ body.repository.clone_url }}' },
      { name: 'revision', value: '{{ target_branch }}@{{ body.after }}' },
    ]);
  });

  it('contains its Tasks, because others must be beside it (resolve.go:107)', () => {
    const { run } = runsOf(github.push({ secret }));

    expect(run?.metadata).toMatchObject({ generateName: 'ci-github-push-' });
    expect(run?.spec).toMatchObject({
      pipelineSpec: { tasks: [{ name: 'build', taskSpec: { steps: [{ name: 'run' }] } }] },
      taskRunTemplate: { serviceAccountName: 'pac-ci' },
    });
    expect(JSON.stringify(run)).not.toContain('pipelineRef');
  });

  it('refers to what is in the cluster through a resolver, which is not written into it (resolve.go:101)', () => {
    const { run } = runsOf(github.push({ secret }), { definitions: 'cluster' });

    expect(run?.spec).toMatchObject({
      pipelineRef: {
        resolver: 'cluster',
        params: [
          { name: 'kind', value: 'pipeline' },
          { name: 'name', value: 'ci' },
          { name: 'namespace', value: 'ci' },
        ],
      },
    });
  });

  it('keeps and cancels runs as asked', () => {
    const { run } = runsOf(github.push({ secret }), { maxKeepRuns: 5, concurrency: 'cancel' });

    expect(run?.metadata?.annotations).toMatchObject({ [`${PAC}max-keep-runs`]: '5', [`${PAC}cancel-in-progress`]: 'true' });
  });

  it('is limited by the Repository', () => {
    const { chart, problems } = runsOf(github.push({ secret }), {
      concurrency: { runs: 1 },
      repository: { url: 'https://github.com/acme/web' },
    });

    expect(problems).toEqual([]);
    expect(manifestsOf(chart).find(({ kind }) => kind === 'Repository')).toMatchObject({
      metadata: { name: 'pac' },
      spec: { url: 'https://github.com/acme/web', concurrency_limit: 1, settings: { pipelinerun_provenance: 'default_branch' } },
    });
    expect(runsOf(github.push({ secret }), { concurrency: { runs: 1 } }).problems.join()).toContain(
      'TW637 concurrency: a limit of runs is a field of the Repository',
    );
  });

  it('is printed so that a value stays a string', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = pipelineIn(chart);
    new PipelinesAsCode(chart, 'pac').on(github.pullRequest({ secret }), ({ number, sha }) => ({
      pipeline: ci,
      params: { url: text`1${number}`, revision: sha },
    }));
    const { node } = chart;
    const pac = node.root.node.findChild('app-pac') as Chart;
    const printed = Yaml.stringify(...Testing.synth(pac));
    expect(printed).not.toBe('');
    const own = pac
      .toJson()
      .map((one: unknown) =>
        String((one as { toString: (options: object) => string }).toString({ keepUndefined: true, lineWidth: 0, version: '1.1' })),
      );

    expect(own.join('')).toContain('value: "1{{ body.number }}"');
    expect(parse(own.join('').replaceAll('{{ body.number }}', '7')).spec.params[0].value).toBe('17');
  });

  it('refuses text that people write freely, and values in names', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = pipelineIn(chart);
    new PipelinesAsCode(chart, 'pac').on(github.pullRequest({ secret }), ({ title, sha, headRef }) => ({
      pipeline: ci,
      params: { url: title, revision: sha },
      suffix: slug(headRef),
    }));

    expect(problemsOf(chart)).toEqual([
      expect.stringContaining('TW637 params: Pipelines-as-Code cannot compute "headRef-slug"'),
      expect.stringContaining('TW637 params: Pipelines-as-Code inserts "title" into YAML'),
      expect.stringContaining('TW637 suffix: Pipelines-as-Code cannot make a value fit into a name'),
    ]);
  });

  it('refuses a variable of its own in a script', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const task = new Task(chart, 'build', {
      steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo '{{ revision }}' '{{ .Name }}'` }],
    });
    const ci = new Pipeline(chart, 'ci');
    ci.add(task);
    new PipelinesAsCode(chart, 'pac').on(github.push({ secret }), { pipeline: ci });

    expect(problemsOf(chart)).toEqual([expect.stringContaining('TW637 spec: Pipelines-as-Code replaces "{{ revision }}" in the run')]);
  });

  it('gives runs for forks an account of their own', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = new Pipeline(chart, 'ci');
    const build = new Task(chart, 'build', {
      params: { revision: param.string() },
      steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo ${params.revision}` }],
    });
    ci.add(build, { params: { revision: lift() } });
    new PipelinesAsCode(chart, 'pac').on(github.pullRequest({ secret, from: 'forks' }), ({ sha }) => ({
      pipeline: ci,
      liftedParams: { revision: sha },
    }));

    const [run] = manifestsOf(chart).filter(({ kind }) => kind === 'PipelineRun');
    expect(problemsOf(chart)).toEqual([]);
    expect(run?.spec).toMatchObject({ taskRunTemplate: { serviceAccountName: 'pac-ci-untrusted' } });
  });
});
