import { JsonPatch } from 'cdk8s';
import { Consumer, PipelineRun, param, result, SecurityPipeline, sh, Task } from '../../../src';
import {
  Baseline,
  CodeOwners,
  Deduplicate,
  GitClone,
  Gitleaks,
  SeverityGate,
  SeverityMap,
  Summary,
  Suppress,
} from '../../../src/catalogue';
import type { PipelineSpec, TaskSpec } from '../../../src/spec';
import { manifestsOf, newChart, problemsOf, specOf } from '../../support/app';
import { type Chart, type Props, scan } from './scan';

const rows = ({ tasks = [] }: PipelineSpec) => tasks.map(({ name, onError, runAfter }) => [name, onError, runAfter]);

describe('a fused security pipeline', () => {
  it('runs enrichers and consumers as steps of one Task, after the scanners', () => {
    const { chart, pipeline, stepsOf } = scan();

    expect(rows(pipeline.spec)).toEqual([
      ['git-clone', undefined, undefined],
      ['gosec', 'continue', undefined],
      ['gitleaks', 'continue', undefined],
      ['findings', undefined, ['gitleaks', 'gosec']],
    ]);
    expect(stepsOf('scan-findings')).toEqual(['deduplicate', 'summary', 'gate', 'outcome']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('has the params of the pipeline that is not fused', () => {
    const change = (chart: Chart) => ({
      enrichers: [new Deduplicate(chart, 'deduplicate'), new Baseline(chart, 'baseline'), new CodeOwners(chart, 'owners')],
      consumers: [new SeverityGate(chart, 'gate'), new SeverityGate(chart, 'second-gate')],
    });
    const [fused, apart] = [scan(change), scan((chart) => ({ ...change(chart), fuse: false }))];

    expect(fused.pipeline.spec.params).toEqual(apart.pipeline.spec.params);
    expect(fused.pipeline.spec.params?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['branch', 'gate-fail-on', 'second-gate-fail-on']),
    );
    expect(problemsOf(fused.chart)).toEqual([]);
  });

  it('is checked by the rules as every Task, without a warning for the Tasks that it repeats', () => {
    const { chart } = scan((to) => ({
      enrichers: [new Deduplicate(to, 'deduplicate'), new Suppress(to, 'suppress'), new CodeOwners(to, 'owners')],
    }));
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      (chart.node.root as import('cdk8s').App).synthYaml();
    } finally {
      written.mockRestore();
    }

    expect(problemsOf(chart)).toEqual([]);
  });

  it('refuses what is no boolean', () => {
    const { chart } = scan(() => ({ fuse: 'yes' as unknown as boolean }));

    expect(problemsOf(chart).join()).toContain('fuse: expected true or false, found "yes"');
  });
});

describe('what keeps a pod of its own', () => {
  const tracker = (chart: Chart, id = 'tracker', more: object = {}) =>
    new Consumer(chart, id, {
      steps: ({ params }) => [{ name: 'send', image: 'acme/tracker:1', args: [params['issues-paths']], ...more }],
    });

  it.each<[string, (chart: Chart) => Props['consumers'][number]]>([
    [
      'a Secret in a variable',
      (chart) =>
        tracker(chart, 'tracker', { args: [], env: { TOKEN: { valueFrom: { secretKeyRef: { name: 'tracker', key: 'token' } } } } }),
    ],
    ['a Secret in all variables', (chart) => tracker(chart, 'tracker', { args: [], envFrom: [{ secret: 'tracker' }] })],
    [
      'a Secret in a volume',
      (chart) =>
        new Consumer(chart, 'tracker', {
          volumes: [{ name: 'token', secret: { secretName: 'tracker' } }],
          steps: ({ params }) => [
            {
              name: 'send',
              image: 'acme/tracker:1',
              args: [params['issues-paths']],
              volumeMounts: [{ name: 'token', mountPath: '/token' }],
            },
          ],
        }),
    ],
    ['options of its task', (chart) => tracker(chart).in({ retries: 2 })],
    [
      'permissions',
      (chart) =>
        new Consumer(chart, 'tracker', {
          rbac: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
          steps: ({ params }) => [{ name: 'send', image: 'acme/tracker:1', args: [params['issues-paths']] }],
        }),
    ],
    [
      'a first step that ends it',
      (chart) =>
        new Consumer(chart, 'tracker', {
          steps: ({ params }) => [
            { name: 'login', image: 'acme/tracker:1', args: ['login'] },
            { name: 'send', image: 'acme/tracker:1', args: [params['issues-paths']] },
          ],
        }),
    ],
  ])('a consumer with %s, which then does not wait for the gate', (_, make) => {
    const { chart, pipeline, stepsOf, taskSpec } = scan((to) => ({
      enrichers: [new Deduplicate(to, 'deduplicate'), new CodeOwners(to, 'owners')],
      consumers: [make(to), new Summary(to, 'summary'), new SeverityGate(to, 'gate')],
    }));

    expect(rows(pipeline.spec).slice(3)).toEqual([
      ['enrichers-deduplicate', 'continue', ['gitleaks', 'gosec']],
      ['findings', undefined, ['enrichers-deduplicate']],
      ['tracker', undefined, ['enrichers-deduplicate']],
    ]);
    expect(stepsOf('scan-enrichers-deduplicate')).toEqual(['deduplicate', 'owners']);
    expect(stepsOf('scan-findings')).toEqual(['summary', 'gate', 'outcome']);
    expect(JSON.stringify([taskSpec('scan-findings'), taskSpec('scan-enrichers-deduplicate')])).not.toMatch(
      /secretKeyRef|secretRef|secretName/,
    );
    expect(problemsOf(chart)).toEqual([]);
  });

  it('an enricher with a Secret, between the others of its chain', () => {
    const { chart, pipeline, taskSpec } = scan((to) => ({
      enrichers: [
        new Deduplicate(to, 'deduplicate'),
        new CodeOwners(to, 'owners'),
        new Baseline(to, 'baseline', { registry: 'registry.acme.example/findings', credentials: 'registry' }),
        new SeverityMap(to, 'severities'),
      ],
    }));

    expect(rows(pipeline.spec).slice(3)).toEqual([
      ['enrichers-deduplicate', 'continue', ['gitleaks', 'gosec']],
      ['baseline', 'continue', ['enrichers-deduplicate']],
      ['findings', undefined, ['baseline']],
    ]);
    expect(taskSpec('scan-findings').volumes?.map(({ name }) => name)).toEqual(['programs']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('the tools in quarantine', () => {
    const { chart } = scan();
    const policy = specOf(chart, 'NetworkPolicy', 'scan-tools');

    expect(policy.podSelector).toMatchObject({
      matchExpressions: [{ key: 'tekton.dev/pipelineTask', operator: 'In', values: ['gitleaks'] }],
    });
    expect(manifestsOf(chart).filter(({ kind }) => kind === 'ServiceAccount')).toHaveLength(1);
  });
});

describe('the values of a fused pipeline', () => {
  it('are those of the components: results and findings for further tasks', () => {
    const { chart, pipeline } = scan((to) => ({
      enrichers: [new Deduplicate(to, 'deduplicate'), new CodeOwners(to, 'owners')],
      consumers: [new Summary(to, 'summary'), new SeverityGate(to, 'gate')],
    }));
    const print = new Task(chart, 'print', {
      params: { merged: param.string(), owned: param.string() },
      steps: ({ params }) => [{ name: 'print', image: 'busybox:1.37.0', script: sh`echo ${params.merged} ${params.owned}` }],
    });
    const [deduplicate, owners] = pipeline.enrichers;
    const [summary] = pipeline.consumers as unknown as readonly { readonly results: { readonly summary: never } }[];
    pipeline.finally(print, { params: { merged: deduplicate?.results.issues as never, owned: owners?.results.issues as never } });
    pipeline.addResult('summary', summary?.results.summary as never);

    expect(pipeline.spec.finally?.[0]?.params).toEqual([
      { name: 'merged', value: '$(context.pipelineRun.uid)/findings/deduplicate.sarif' },
      { name: 'owned', value: '$(context.pipelineRun.uid)/findings/owners.sarif' },
    ]);
    expect(pipeline.spec.results).toEqual([{ name: 'summary', type: 'string', value: '$(tasks.findings.results.summary)' }]);
    new PipelineRun(chart, 'run', { pipeline, params: { url: 'https://git.acme.example/web', 'fail-on': 'low' } });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('have the changes that a component gets later', () => {
    const chart = newChart();
    const gate = new SeverityGate(chart, 'gate');
    new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gitleaks(chart, 'gitleaks')],
      consumers: [new Summary(chart, 'summary'), gate],
      fuse: true,
    });
    gate.with({ image: 'node:22.99.0' });
    gate.addJsonPatch(JsonPatch.add('/spec/steps/0/computeResources', { requests: { cpu: '1' } }));

    const { steps } = specOf(chart, 'Task', 'scan-findings') as unknown as TaskSpec;
    expect(steps.find(({ name }) => name === 'gate')).toMatchObject({
      image: 'node:22.99.0',
      computeResources: { requests: { cpu: '1' } },
    });
  });
});

it('a fused consumer of your own keeps its results apart from those of others', () => {
  const own = (chart: Chart, id: string) =>
    new Consumer(chart, id, {
      params: { level: param.string({ default: 'high' }) },
      results: { sent: result.string() },
      steps: ({ params, results }) => [
        {
          name: 'send',
          image: 'busybox:1.37.0',
          args: [params['issues-paths']],
          script: sh`echo ${params.level} "$@" > ${results.sent.path}`,
        },
      ],
    });
  const { chart, pipeline, taskSpec } = scan((to) => ({ enrichers: [], consumers: [own(to, 'one'), own(to, 'two')] }));

  expect(taskSpec('scan-findings').results?.map(({ name }) => name)).toEqual(['one-sent', 'two-sent']);
  expect(taskSpec('scan-findings').params?.map(({ name }) => name)).toEqual(['issues-paths', 'one-level', 'two-level']);
  expect(pipeline.spec.params?.map(({ name }) => name)).toEqual(expect.arrayContaining(['one-level', 'two-level']));
  expect(problemsOf(chart)).toEqual([]);
});
