import { Producer, SecurityPipeline } from '../../src';
import { GitClone, Gitleaks, Gosec, Semgrep, Summary, Syft, Trivy } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import type { QuarantineOptions } from '../../src/types';
import { manifestsOf, newChart, problemsOf } from '../support/app';

type Chart = ReturnType<typeof newChart>;
type Props = ConstructorParameters<typeof SecurityPipeline>[2];

function scan(producers: (chart: Chart) => Props['producers'], more: Partial<Props> = {}) {
  const chart = newChart();
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'git-clone'),
    producers: producers(chart),
    consumers: [new Summary(chart, 'summary')],
    ...more,
  });
  const objectOf = (kind: string) => manifestsOf(chart).find((one) => one.kind === kind);
  const cutOff = () => {
    const { podSelector } = (objectOf('NetworkPolicy')?.spec ?? {}) as {
      podSelector?: { matchExpressions: [{ values: readonly string[] }] };
    };
    return podSelector?.matchExpressions[0].values;
  };
  return { chart, pipeline, objectOf, cutOff };
}

describe('the quarantine of a security pipeline', () => {
  it('selects the pods of its own tools, and allows them nothing', () => {
    const { chart, objectOf } = scan((to) => [new Gitleaks(to, 'gitleaks'), new Gosec(to, 'gosec')], {});

    expect(objectOf('NetworkPolicy')).toMatchObject({
      metadata: { name: 'scan-tools' },
      spec: {
        podSelector: {
          matchLabels: { 'tekton.dev/pipeline': 'scan' },
          matchExpressions: [{ key: 'tekton.dev/pipelineTask', operator: 'In', values: ['gitleaks'] }],
        },
        policyTypes: ['Egress', 'Ingress'],
      },
    });
    expect(objectOf('NetworkPolicy')?.spec).not.toHaveProperty('egress');
    expect(objectOf('ServiceAccount')).toMatchObject({ metadata: { name: 'scan-tools' }, automountServiceAccountToken: false });
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each<[string, (chart: Chart) => Props['producers'], boolean | QuarantineOptions | undefined, readonly string[] | undefined]>([
    ['leaves tools that need the network', (to) => [new Gosec(to, 'gosec')], undefined, undefined],
    ['cuts all off, if the pipeline says so', (to) => [new Gosec(to, 'gosec'), new Gitleaks(to, 'leaks')], true, ['gosec', 'leaks']],
    ['cuts all off by its options', (to) => [new Gosec(to, 'gosec')], { all: true }, ['gosec']],
    ['cuts off one that says otherwise', (to) => [new Gosec(to, 'gosec').in({ quarantine: true })], undefined, ['gosec']],
    ['leaves one out', (to) => [new Gitleaks(to, 'a').in({ quarantine: false }), new Gitleaks(to, 'b')], true, ['b']],
    [
      'knows rules in the sources',
      (to) => [new Semgrep(to, 'local', { config: 'rules' }), new Semgrep(to, 'pack', { config: 'p/ci' })],
      {},
      ['local'],
    ],
    ['knows what Trivy looks for', (to) => [new Trivy(to, 'secrets', { scanners: ['secret'] }), new Trivy(to, 'all')], {}, ['secrets']],
    [
      'takes your own scanner in, unless it says what it needs',
      (to) => [new Producer(to, 'own', { scan: () => tool }), new Producer(to, 'far', { scan: () => tool, network: 'api.acme.example' })],
      undefined,
      ['own'],
    ],
    [
      'leaves a tool with permissions, which it needs the API server for',
      (to) => [new Producer(to, 'p', { scan: () => tool, rbac: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] })],
      true,
      undefined,
    ],
    ['is not there when it is switched off', (to) => [new Gitleaks(to, 'gitleaks')], false, undefined],
  ])('%s', (_, producers, quarantine, expected) => {
    const { cutOff } = scan(producers, { quarantine });

    expect(cutOff()).toEqual(expected);
  });

  it('has the tools that list components, too', () => {
    const chart = newChart();
    new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gitleaks(chart, 'gitleaks')],
      sboms: [new Syft(chart, 'syft')],
      consumers: [new Summary(chart, 'summary')],
    });

    expect(JSON.stringify(manifestsOf(chart).find(({ kind }) => kind === 'NetworkPolicy'))).toContain('["gitleaks","syft"]');
    expect(problemsOf(chart)).toEqual([]);
  });

  it('shows the steps of the tool only the sources, read-only, with a home folder of its own', () => {
    const { pipeline, chart } = scan((to) => [new Gitleaks(to, 'gitleaks')]);
    const spec = manifestsOf(chart).find(({ kind, metadata }) => kind === 'Task' && metadata?.name === 'gitleaks')?.spec as TaskSpec;
    const homeOf = (name: string) => spec.steps.find((step) => step.name === name)?.env?.find((one) => one.name === 'HOME')?.value;

    expect(spec.workspaces).toContainEqual(expect.objectContaining({ name: 'sources', readOnly: true }));
    expect(spec.steps.map(({ name, workspaces = [] }) => [name, workspaces.map((one) => one.name)])).toEqual([
      ['before', ['source', 'sources']],
      ['scan', ['sources']],
      ['canary', ['sources']],
      ['report', ['source', 'sources']],
    ]);
    expect([homeOf('scan'), homeOf('report')]).toEqual(['/scratch', '/nonexistent']);
    expect(pipeline.spec.tasks?.[1]?.workspaces).toEqual([
      { name: 'source', workspace: 'source' },
      { name: 'sources', workspace: 'source', subPath: '$(tasks.git-clone.results.path)' },
    ]);
  });

  it('gives the tools no token and no secrets in any run, also in those of the command line', () => {
    const { pipeline, objectOf } = scan((to) => [new Gitleaks(to, 'gitleaks')], { quarantine: { imagePullSecrets: ['registry'] } });
    const settings = { serviceAccount: 'scan-tools', podTemplate: { automountServiceAccountToken: false } };

    expect(pipeline.taskRunSettings).toEqual([{ task: 'gitleaks', ...settings }]);
    expect(objectOf('ServiceAccount')).toMatchObject({ imagePullSecrets: [{ name: 'registry' }] });
    expect(JSON.parse(objectOf('Pipeline')?.metadata?.annotations?.['tekwire.dev/run'] ?? '{}')).toMatchObject({
      taskRunSpecs: [
        { pipelineTaskName: 'gitleaks', serviceAccountName: 'scan-tools', podTemplate: { automountServiceAccountToken: false } },
      ],
    });
  });

  it.each([
    ['a string', 'yes', 'quarantine: expected true, false or options, such as'],
    ['secrets that are no array', { imagePullSecrets: 'registry' }, 'quarantine.imagePullSecrets: expected an array'],
  ])('%s is reported', (_, quarantine, message) => {
    const { chart } = scan((to) => [new Gitleaks(to, 'gitleaks')], { quarantine: quarantine as never });

    expect(problemsOf(chart)).toEqual([expect.stringContaining(message)]);
  });
});

const tool = { image: 'busybox:1.37.0', command: ['true'] };
