import type { Chart } from 'cdk8s';
import { lift, Pipeline, param, sh, Task, text } from '../../src';
import { EventListener, type EventListenerProps, generic, github, gitlab, slug } from '../../src/events';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const secret = { name: 'github-webhook', key: 'token' };

function pipelineIn(chart: Chart) {
  const build = new Task(chart, 'build', {
    params: { url: param.string(), revision: param.string() },
    steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo ${params.url} ${params.revision}` }],
  });
  const ci = new Pipeline(chart, 'ci', { params: { url: param.string(), revision: param.string() } });
  ci.add(build, { params: { url: ci.params.url, revision: ci.params.revision } });
  return ci;
}

function listening(props: EventListenerProps = {}) {
  const chart = newChart('app', { namespace: 'ci' });
  return { chart, ci: pipelineIn(chart), listener: new EventListener(chart, 'hooks', props) };
}

type Interceptors = readonly { readonly ref: { readonly name: string }; readonly params: readonly { name: string; value: unknown }[] }[];

function interceptorsOf(chart: Chart, trigger: string): Interceptors {
  return specOf(chart, 'Trigger', trigger).interceptors as Interceptors;
}

function filterOf(chart: Chart, trigger: string): unknown {
  const all = interceptorsOf(chart, trigger);
  return all.at(-1)?.params.find(({ name }) => name === 'filter')?.value;
}

describe('an EventListener', () => {
  it('is emitted with what one event needs, and nothing else', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ secret, branches: ['main'] }), (event) => ({
      pipeline: ci,
      params: { url: event.url, revision: event.sha },
    }));

    expect(problemsOf(chart)).toEqual([]);
    expect(manifestsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata?.name}`)).toEqual([
      'Task build',
      'Pipeline ci',
      'EventListener hooks',
      'ServiceAccount el-hooks',
      'Role el-hooks',
      'RoleBinding el-hooks',
      'ClusterRole tekwire-ci-el-hooks',
      'ClusterRoleBinding tekwire-ci-el-hooks',
      'ServiceAccount hooks-ci',
      'Role hooks-ci',
      'RoleBinding hooks-ci',
      'Trigger ci-github-push',
      'TriggerBinding ci-github-push',
      'TriggerTemplate ci-github-push',
    ]);
  });

  it('has an account that reads no secrets and uses no other account', () => {
    const { chart } = listening();

    const roles = manifestsOf(chart).filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole') as {
      rules?: { resources: string[]; verbs: string[] }[];
    }[];
    const rules = roles.flatMap(({ rules: own = [] }) => own);
    expect(rules.flatMap(({ resources }) => resources)).not.toContain('secrets');
    expect(rules.flatMap(({ verbs }) => verbs)).not.toContain('impersonate');
    expect(rules.filter(({ verbs }) => verbs.includes('create')).flatMap(({ resources }) => resources)).toEqual(['events', 'pipelineruns']);
  });

  it('passes a value of the event on under one name', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ secret }), (event) => ({ pipeline: ci, params: { url: event.url, revision: text`${event.sha}^{commit}` } }));

    expect(specOf(chart, 'TriggerBinding', 'ci-github-push')).toEqual({
      params: [
        { name: 'sha', value: '$(body.after)' },
        { name: 'url', value: '$(body.repository.clone_url)' },
      ],
    });
    expect(specOf(chart, 'TriggerTemplate', 'ci-github-push')).toMatchObject({
      params: [{ name: 'sha' }, { name: 'url' }],
      resourcetemplates: [
        {
          metadata: { generateName: 'ci-' },
          spec: {
            pipelineRef: { name: 'ci' },
            taskRunTemplate: { serviceAccountName: 'hooks-ci' },
            params: [
              { name: 'url', value: '$(tt.params.url)' },
              { name: 'revision', value: '$(tt.params.sha)^{commit}' },
            ],
          },
        },
      ],
    });
  });

  it('checks the run in its template like any other', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ secret }), () => ({ pipeline: ci, params: { url: 'a', revsion: 'b' } as never }));

    expect(problemsOf(chart)).toEqual([expect.stringMatching(/^\[app\/hooks\/ci-github-push\] TW335 resourcetemplates/)]);
  });

  it('gives a run that uses no value the id of the event, because a binding must have params', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ secret }), { pipeline: ci, params: { url: 'a', revision: 'b' } });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'TriggerBinding', 'ci-github-push')).toEqual({ params: [{ name: 'event-id', value: '$(context.eventID)' }] });
  });

  it('is reached through an Ingress with TLS, and only from the namespaces that may', () => {
    const { chart } = listening({ exposed: { ingress: { host: 'ci.acme.example', tlsSecret: 'ci-tls' } }, allowFrom: ['ingress-nginx'] });

    expect(specOf(chart, 'Ingress', 'el-hooks')).toMatchObject({ tls: [{ hosts: ['ci.acme.example'], secretName: 'ci-tls' }] });
    expect(specOf(chart, 'NetworkPolicy', 'el-hooks')).toMatchObject({
      podSelector: { matchLabels: { eventlistener: 'hooks' } },
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }] }],
    });
  });

  it('writes down why an event is not checked', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ allowUnauthenticated: 'the gateway checks it' }), { pipeline: ci, params: { url: 'a', revision: 'b' } });

    const trigger = manifestsOf(chart).find(({ kind }) => kind === 'Trigger');
    expect(trigger?.metadata?.annotations).toEqual({ 'tekwire.dev/because': 'TW632: the gateway checks it' });
  });
});

describe('filters', () => {
  it('say what the program says, one condition on each line', () => {
    const { chart, ci, listener } = listening();
    const run = { pipeline: ci, params: { url: 'a', revision: 'b' } };
    listener
      .on(github.push({ secret, branches: ['main', 'release/*', '!release/old'], paths: ['services/web/', '*.md'] }), run)
      .on(github.pullRequest({ secret, actions: ['opened'], labels: ['ready'], drafts: false }), run)
      .on(gitlab.mergeRequest({ secret }), run);

    expect(filterOf(chart, 'ci-github-push')).toBe(
      [
        "(body.ref == 'refs/heads/main' || body.ref.matches('^refs/heads/release/[^/]*$')) &&",
        "!(body.ref == 'refs/heads/release/old') &&",
        '!body.deleted &&',
        "body.commits.exists(c, (c.added + c.modified + c.removed).exists(f, f.startsWith('services/web/') || f.matches('^[^/]*[.]md$')))",
      ].join('\n'),
    );
    expect(filterOf(chart, 'ci-github-pull-request')).toBe(
      [
        "body.action in ['opened'] &&",
        'body.pull_request.head.repo != null &&',
        'body.pull_request.head.repo.full_name == body.repository.full_name &&',
        "body.pull_request.labels.exists(l, l.name in ['ready']) &&",
        '!body.pull_request.draft',
      ].join('\n'),
    );
  });

  it('never put the check of owners into one interceptor with changed files, where Triggers would skip it', () => {
    const { chart, ci, listener } = listening();
    const event = github.pullRequest({ secret, paths: ['src/'], owners: { members: 'all', token: { name: 'github', key: 'token' } } });
    listener.on(event, ({ sha }) => ({ pipeline: ci, params: { url: 'a', revision: sha } }));

    const names = interceptorsOf(chart, 'ci-github-pull-request').map(({ params }) => params.map(({ name }) => name));
    expect(names).toEqual([
      ['secretRef', 'eventTypes'],
      ['secretRef', 'eventTypes', 'githubOwners'],
      ['secretRef', 'eventTypes', 'addChangedFiles'],
      ['filter'],
    ]);
  });
});

describe('values of an event', () => {
  it('are made safe for labels and names by CEL', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ secret }), (event) => ({
      pipeline: ci,
      params: { url: event.url, revision: event.sha },
      suffix: slug(event.branch, 20),
      metadata: { labels: { branch: slug(event.branch) }, annotations: { branch: event.branch } },
    }));

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'TriggerTemplate', 'ci-github-push')).toMatchObject({
      resourcetemplates: [
        {
          metadata: {
            generateName: 'ci-$(tt.params.branch-slug-20)-',
            labels: { branch: '$(tt.params.branch-slug)' },
            annotations: { branch: '$(tt.params.branch)' },
          },
        },
      ],
    });
  });

  it('have only the names that the event has, also for programs that no compiler reads: all mistakes are reported together', () => {
    const { chart, ci, listener } = listening();
    listener.on(github.push({ secret }), (event) => {
      const values = event as never as Readonly<Record<string, typeof event.sha>>;
      const labels = { branch: slug('main' as never), sha: slug(event.sha, 100) };
      return {
        pipeline: ci,
        params: { url: 'a', revision: values.shaa as never },
        suffix: slug(values.branhc as never),
        metadata: { labels },
      };
    });

    expect(problemsOf(chart)).toEqual([
      '[app/hooks] TW630 on github-push: unknown field "branhc" of the event "github-push" (available: branch, before, ref, sha, url and 4 more); did you mean "branch"?',
      '[app/hooks] TW630 on github-push: unknown field "shaa" of the event "github-push" (available: sha, ref, sshUrl, url, branch and 4 more); did you mean "sha"?',
      '[app/hooks/ci-github-push] TW288 metadata.labels.branch: slug: expected a value of an event, such as event.branch',
      '[app/hooks/ci-github-push] TW288 metadata.labels.sha: slug: unknown maxLength 100; expected an integer from 1 to 63',
    ]);
  });

  it('reach a param that is added to a task and lifted, with two changed lines of the program', () => {
    const emitted = (program: string) => {
      const chart = newChart('app', { namespace: 'ci' });
      new Function('chart', 'tw', program)(chart, { Task, Pipeline, EventListener, generic, param, lift, sh, secret });
      expect(problemsOf(chart)).toEqual([]);
      return manifestsOf(chart);
    };
    const before = [
      "const build = new tw.Task(chart, 'build', {",
      '  params: { sha: tw.param.string() },',
      "  steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],",
      '});',
      "const ci = new tw.Pipeline(chart, 'ci');",
      'ci.add(build, { params: { sha: tw.lift() } });',
      "const event = tw.generic({ secret: tw.secret, fields: { sha: 'body.sha', author: 'body.author' } });",
      "new tw.EventListener(chart, 'hooks').on(event, { pipeline: ci });",
    ];
    const after = before.map((line, at) =>
      at === 1
        ? '  params: { sha: tw.param.string(), author: tw.param.string() },'
        : at === 5
          ? 'ci.add(build, { params: { sha: tw.lift(), author: tw.lift() } });'
          : line,
    );

    const [old, added] = [emitted(before.join('\n')), emitted(after.join('\n'))];

    expect(after.filter((line, at) => line !== before[at])).toHaveLength(2);
    const changed = added.filter((manifest, at) => JSON.stringify(manifest) !== JSON.stringify(old[at])).map(({ kind }) => kind);
    expect(changed).toEqual(['Task', 'Pipeline', 'TriggerBinding', 'TriggerTemplate']);
    for (const kind of changed) expect(JSON.stringify(added.find((one) => one.kind === kind))).toContain('author');
  });
});

describe('a pull request from a fork', () => {
  it('runs under an account of its own, without secrets', () => {
    const { chart, ci, listener } = listening();
    listener
      .on(github.pullRequest({ secret }), ({ url, sha }) => ({ pipeline: ci, params: { url, revision: sha } }))
      .on(github.pullRequest({ secret, from: 'forks' }), ({ headUrl, sha }) => ({ pipeline: ci, params: { url: headUrl, revision: sha } }));

    expect(problemsOf(chart)).toEqual([]);
    const account = (name: string) => JSON.stringify(specOf(chart, 'TriggerTemplate', name)).match(/"serviceAccountName":"([^"]+)"/)?.[1];
    expect(account('ci-github-pull-request')).toBe('hooks-ci');
    expect(account('ci-github-pull-request-fork')).toBe('hooks-ci-untrusted');
  });

  it('gets no task with secrets or permissions', () => {
    const { chart, ci, listener } = listening();
    const steps = () => [
      { name: 'run', image: 'busybox:1.37.0', command: ['true'], env: { TOKEN: { valueFrom: { secretKeyRef: secret } } } },
    ];
    ci.add(new Task(chart, 'publish', { steps }));
    ci.add(
      new Task(chart, 'deploy', {
        rbac: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] }],
        steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],
      }),
    );
    const run = { pipeline: ci, params: { url: 'a', revision: 'b' } };
    listener.on(github.pullRequest({ secret, from: 'forks' }), run).on(github.pullRequest({ secret }), run);

    expect(problemsOf(chart).map((one) => one.replace(/, and the run.*/, ''))).toEqual([
      '[app/hooks/ci-github-pull-request-fork] TW631 pipeline /deploy: task "deploy" has permissions in the cluster',
      '[app/hooks/ci-github-pull-request-fork] TW631 pipeline /publish: task "publish" gets variable "TOKEN" from a Secret',
    ]);
  });
});
