import { createHmac } from 'node:crypto';
import { Pipeline, param, sh, Task } from '../../src';
import { EventListener, generic, github, gitlab, slug } from '../../src/events';
import { headersOf, payloadOf, type Request, sampleNames, simulate } from '../../src/simulate';
import type { Sent } from '../../src/simulate/samples/merge';
import { eventCases } from '../events/cases';
import { manifestsOf, newChart } from '../support/app';

const secret = { name: 'hook', key: 'token' };

function requestOf({ headers, payload }: Sent, more: Partial<Request> = {}): Request {
  return { body: JSON.stringify(payload), headers: headersOf(Object.entries(headers)), url: '/', secrets: {}, ...more };
}

function pipelineIn(chart: ReturnType<typeof newChart>) {
  const build = new Task(chart, 'build', {
    params: { revision: param.string() },
    steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo ${params.revision}` }],
  });
  const ci = new Pipeline(chart, 'ci', { params: { revision: param.string() } });
  ci.add(build, { params: { revision: ci.params.revision } });
  return ci;
}

/** A listener for pushes to main and for merge requests. */
function manifests() {
  const chart = newChart('app', { namespace: 'ci' });
  const ci = pipelineIn(chart);
  new EventListener(chart, 'hooks')
    .on(github.push({ secret, branches: ['main'] }), (event) => ({
      pipeline: ci,
      params: { revision: event.sha },
      metadata: { labels: { branch: slug(event.branch) }, annotations: { message: event.message } },
    }))
    .on(gitlab.mergeRequest({ secret }), (event) => ({ pipeline: ci, params: { revision: event.sha } }));
  return manifestsOf(chart);
}

describe('a simulated request', () => {
  it('says which triggers fire and which do not, and why', () => {
    const outcomes = simulate(manifests(), requestOf(payloadOf('github.push', [['branch', 'next']])));

    expect(outcomes.map(({ trigger, result, reason }) => `${trigger} ${result} ${reason}`)).toEqual([
      'ci-github-push ignores cel: body.ref == \'refs/heads/main\' is false (body.ref is "refs/heads/next")',
      'ci-gitlab-merge-request ignores gitlab: the header X-Gitlab-Event is missing; expected one of: Merge Request Hook',
    ]);
  });

  it('reads params of interceptors in any case, as Go does', () => {
    const written = JSON.stringify(manifests()).replaceAll('"eventTypes"', '"eventtypes"').replaceAll('"secretRef"', '"SecretRef"');
    const request = requestOf(payloadOf('github.push'), { secrets: { 'hook/token': 'other' } });
    const [outcome] = simulate(JSON.parse(written), request);

    expect(outcome?.reason).toContain('X-Hub-Signature-256 is missing');
  });

  it('creates the run, with values of the payload escaped as Triggers does', () => {
    const [outcome] = simulate(manifests(), requestOf(payloadOf('github.push')));

    expect(outcome).toMatchObject({
      listener: 'hooks',
      result: 'fires',
      assumed: ['the header X-Hub-Signature-256 is a signature with the Secret hook/token'],
    });
    const [run] = outcome?.creates ?? [];
    expect(run).toMatchObject({
      kind: 'PipelineRun',
      metadata: {
        generateName: 'ci-',
        labels: { branch: 'main', 'triggers.tekton.dev/eventlistener': 'hooks', 'triggers.tekton.dev/trigger': 'ci-github-push' },
        annotations: { message: 'Say "hello"\n\n$$(params.x) \\ €' },
      },
      spec: { params: [{ name: 'revision', value: '4a1c6f2d9b0e47c58d3f6a7b8c9d0e1f2a3b4c5d' }] },
    });
  });

  it('is checked with the secret, when it is given', () => {
    const sent = payloadOf('github.push');
    const body = JSON.stringify(sent.payload);
    const signature = (key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
    const resultOf = (given: string | undefined) => {
      const signed = { ...sent, headers: { ...sent.headers, ...(given !== undefined && { 'x-hub-signature-256': given }) } };
      return simulate(manifests(), requestOf(signed, { secrets: { 'hook/token': 'right' } }))[0];
    };

    expect(resultOf(signature('right'))).toMatchObject({ result: 'fires', assumed: [] });
    expect(resultOf(signature('wrong'))?.reason).toBe(
      'github: the header X-Hub-Signature-256 is not a signature with the Secret hook/token',
    );
    expect(resultOf(undefined)?.reason).toBe('github: the header X-Hub-Signature-256 is missing');
  });

  it('compares the token of any other system', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = pipelineIn(chart);
    new EventListener(chart, 'hooks').on(generic({ secret, fields: { id: 'body.id' } }), ({ id }) => ({
      pipeline: ci,
      params: { revision: id },
    }));
    const outcome = (token: string) =>
      simulate(
        manifestsOf(chart),
        requestOf({ headers: { 'X-Token': token }, payload: { id: 'a' } }, { secrets: { 'hook/token': 'right' } }),
      )[0];

    expect(outcome('right')?.result).toBe('fires');
    expect(outcome('wrong')?.result).toBe('ignores');
  });

  it('fails as Triggers does for a payload that lacks a field of the binding', () => {
    const [outcome] = simulate(manifests(), requestOf(payloadOf('github.push', [['body.head_commit', 'null']])));

    expect(outcome).toMatchObject({ result: 'fails', reason: 'param message: $(body.head_commit.message): message is not found' });
  });

  it('does not guess the answer of GitHub', () => {
    const chart = newChart('app', { namespace: 'ci' });
    const ci = pipelineIn(chart);
    new EventListener(chart, 'hooks').on(github.pullRequest({ secret, paths: ['web/'] }), ({ sha }) => ({
      pipeline: ci,
      params: { revision: sha },
    }));
    const sent = payloadOf('github.pullRequest');

    expect(simulate(manifestsOf(chart), requestOf(sent))[0]).toMatchObject({
      result: 'unknown',
      reason: expect.stringContaining('--changed-files'),
    });
    expect(simulate(manifestsOf(chart), requestOf(sent, { changedFiles: ['web/a.ts'] }))[0]?.result).toBe('fires');
    expect(simulate(manifestsOf(chart), requestOf(sent, { changedFiles: ['docs/a.md'] }))[0]?.result).toBe('ignores');
  });

  it('reaches the triggers that selectors choose, through the interceptors of their group', () => {
    const listener = {
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'EventListener',
      metadata: { name: 'groups' },
      spec: {
        triggerGroups: [
          {
            name: 'main',
            interceptors: [
              { ref: { name: 'cel' }, params: [{ name: 'overlays', value: [{ key: 'who.login', expression: 'body.sender' }] }] },
            ],
            triggerSelector: { labelSelector: { matchLabels: { team: 'web' } } },
          },
        ],
      },
    };
    const trigger = (name: string, team: string) => ({
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'Trigger',
      metadata: { name, labels: { team } },
      spec: {
        bindings: [{ name: 'who', value: '$(extensions.who.login)' }],
        template: {
          spec: {
            params: [{ name: 'who' }],
            resourcetemplates: [
              {
                apiVersion: 'tekton.dev/v1',
                kind: 'TaskRun',
                metadata: { name: 'r-$(uid)' },
                spec: { params: [{ name: 'who', value: '$(tt.params.who)' }] },
              },
            ],
          },
        },
      },
    });
    const outcomes = simulate(
      [listener, trigger('a', 'web'), trigger('b', 'api')] as never,
      requestOf({ headers: {}, payload: { sender: 'mona' } }),
    );

    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatchObject({ trigger: 'a', result: 'fires', creates: [{ spec: { params: [{ name: 'who', value: 'mona' }] } }] });
  });

  it('says so when a part cannot be simulated or is missing', () => {
    const trigger = (interceptors: unknown, template: unknown = { ref: 'none' }) =>
      simulate(
        [
          { apiVersion: 'triggers.tekton.dev/v1beta1', kind: 'Trigger', metadata: { name: 't' }, spec: { interceptors, template } },
        ] as never,
        requestOf({ headers: {}, payload: {} }),
      )[0];
    const cel = (filter: string) => [{ ref: { name: 'cel' }, params: [{ name: 'filter', value: filter }] }];

    expect(trigger([{ ref: { name: 'ours', kind: 'NamespacedInterceptor' } }])).toMatchObject({
      result: 'unknown',
      reason: 'the interceptor ours is not simulated',
    });
    expect(trigger(cel("timestamp('2026-01-01T00:00:00Z') != null"))).toMatchObject({
      result: 'unknown',
      reason: 'timestamp() is not simulated',
    });
    expect(trigger(cel('body.ref = 1'))).toMatchObject({
      result: 'fails',
      reason: expect.stringContaining('does not compile: CEL compares with "=="'),
    });
    expect(trigger(cel('body.ref == 1'))).toMatchObject({
      result: 'fails',
      reason: expect.stringContaining('has no value: there is no field ref'),
    });
    expect(trigger([])).toMatchObject({ result: 'fails', reason: 'the TriggerTemplate "none" is not among the manifests' });
  });
});

describe('every event and filter', () => {
  it.each(eventCases.map((one) => [one.title, one] as const))('%s', (_, { event, fires, ignores }) => {
    const chart = newChart('app', { namespace: 'ci' });
    const pipeline = new Pipeline(chart, 'ci');
    pipeline.add(new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));
    new EventListener(chart, 'hooks').on(event, (values) => ({ pipeline, metadata: { annotations: { ...values } } }));
    const outcome = (sent: Sent) => simulate(manifestsOf(chart), requestOf(sent, { changedFiles: ['services/web/new.ts'] }))[0];

    for (const [sent, wanted] of fires) {
      const found = outcome(sent);
      expect([found?.result, found?.reason]).toEqual(['fires', '']);
      expect(found?.creates[0]?.metadata?.annotations).toMatchObject(wanted);
    }
    for (const sent of ignores) expect(outcome(sent)?.result).toBe('ignores');
  });
});

describe('a made payload', () => {
  it.each(sampleNames)('%s has the headers of its provider', (name) => {
    expect(Object.keys(payloadOf(name).headers)).toContain('Content-Type');
  });

  it('has the values that are set, by field or by path', () => {
    const { payload } = payloadOf('github.pullRequest', [
      ['number', '7'],
      ['baseRef', 'release'],
      ['body.pull_request.labels[1].name', 'ready'],
    ]);
    expect(payload).toMatchObject({ number: 7, pull_request: { base: { ref: 'release' }, labels: [{}, { name: 'ready' }] } });
    expect(payloadOf('github.tag', [['tag', 'v2']]).payload).toMatchObject({ ref: 'refs/tags/v2' });
    expect(payloadOf('bitbucket.cloud.push', [['branch', 'x']]).payload).toMatchObject({ push: { changes: [{ new: { name: 'x' } }] } });
  });

  it('reports an unknown event or field', () => {
    expect(() => payloadOf('github.psh')).toThrow('unknown event "github.psh"');
    expect(() => payloadOf('github.push', [['brnch', 'x']])).toThrow('did you mean "branch"?');
  });
});
