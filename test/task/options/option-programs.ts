import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chart } from 'cdk8s';
import * as tekwire from '../../../src';
import * as components from '../../../src/catalogue';
import * as deploying from '../../../src/extension/deploy';
import * as extension from '../../../src/extension/rules';
import type { optionTable } from '../../../src/synth/option-table';
import * as testing from '../../../src/testing';
import { eventPrograms } from './event-option-programs';
import { producerPrograms } from './producer-option-programs';
import { testingPrograms } from './testing-option-programs';
import { workspacePrograms } from './workspace-option-programs';

// biome-ignore lint/suspicious/noExplicitAny: the library as a program sees it that no compiler reads
export const all = { ...components, ...tekwire, ...extension, ...deploying, ...testing } as any;
const { CustomTask, EmbeddedPipeline, EmbeddedTask, param, Pipeline, PipelineRun, Policy, result, StepAction, Task, workspace } = all;

const ADDRESS = 'https://tasks.acme.example/v1/lint.yaml';
const lock = join(mkdtempSync(join(tmpdir(), 'tekwire-options-')), 'tekwire.lock');
const digest = `sha256:${'0'.repeat(64)}`;
const locked = (kind: string) => ({
  kind,
  name: 'lint',
  digest,
  reference: { resolver: 'http', params: { url: ADDRESS, digest } },
  params: [],
  results: [],
  workspaces: [],
});
const objects = {
  [`${ADDRESS}?task`]: locked('Task'),
  [`${ADDRESS}?pipeline`]: locked('Pipeline'),
  [`${ADDRESS}?action`]: locked('StepAction'),
};
writeFileSync(lock, JSON.stringify({ version: 1, objects }));

/** The unknown key, which resembles no other. */
export const zz = { zz: 1 };
export const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
export const body = { steps: () => [run] };
export const scan = () => ({ image: 'busybox:1.37.0', command: ['true'] });

type Write = (chart: Chart) => unknown;
export const task = (chart: Chart, props: object) => new Task(chart, 'build', { ...body, ...props });
export const step = (chart: Chart, props: object) => task(chart, { steps: () => [{ ...run, ...props }] });
export const add = (chart: Chart, props: object, one: unknown = task(chart, {})) => new Pipeline(chart, 'ci').add(one, props);
const params = (chart: Chart, one: unknown) => task(chart, { params: { url: one } });
export const volume = (chart: Chart, one: object) => task(chart, { volumes: [{ name: 'a', ...one }] });
const projected = (source: object) => (chart: Chart) => volume(chart, { projected: { sources: [source] } });
export const policy = (chart: Chart, one: unknown, options?: object) => Policy.of(chart).add(one, options) && task(chart, {});
export const started = (chart: Chart, props: object) => {
  const pipeline = new Pipeline(chart, 'ci');
  pipeline.add(task(chart, {}));
  return new PipelineRun(chart, 'run', { pipeline, ...props });
};
const resolved = (resolver: object) => (chart: Chart) => add(chart, {}, Task.fromResolver(resolver, { name: 'far' }));
const git = { url: 'https://git.acme.example/tasks.git', pathInRepo: 'lint.yaml' };
const tag = (chart: Chart, props: object = {}) => new StepAction(chart, 'tag', { container: scan, ...props });
const consumer = { steps: () => [run] };
const when = (chart: Chart, name = 'add') => {
  const ci = new Pipeline(chart, 'ci', { params: { os: param.string({ default: 'a' }) } });
  return ci[name](task(chart, {}), { when: [{ input: ci.params.os, operator: 'in', values: ['a'], ...zz }] });
};

/** A program for every type of the table with an unknown key, and where it is reported. */
export const programs: Readonly<Record<keyof typeof optionTable, readonly [write: Write, where: string]>> = {
  ...eventPrograms,
  ...producerPrograms,
  ...testingPrograms,
  ...workspacePrograms,
  CodeOwnersProps: [(chart) => new all.CodeOwners(chart, 'owners', zz), 'app/owners zz'],
  DatabaseAgeProps: [(chart) => new all.DatabaseAge(chart, 'age', zz), 'app/age zz'],
  DeduplicateProps: [(chart) => new all.Deduplicate(chart, 'deduplicate', zz), 'app/deduplicate zz'],
  FeedProps: [(chart) => new all.Epss(chart, 'epss', zz), 'app/epss zz'],
  PolicyCondition: [
    (chart) => new components.Policy(chart, 'rules', { rules: [{ when: 'finding.kev', tag: 'kev', ...zz }] } as never),
    'app/rules rules[0].zz',
  ],
  PolicyProps: [(chart) => new components.Policy(chart, 'rules', zz as never), 'app/rules zz'],
  SeverityMapProps: [(chart) => new all.SeverityMap(chart, 'severities', zz), 'app/severities zz'],
  SeverityRule: [
    (chart) => new all.SeverityMap(chart, 'severities', { rules: [{ rule: 'A', severity: 'low', ...zz }] }),
    'app/severities rules[0].zz',
  ],
  SuppressProps: [(chart) => new all.Suppress(chart, 'suppress', zz), 'app/suppress zz'],
  AddedMetadata: [(chart) => policy(chart, all.setMetadata({ labels: { a: 'b' }, ...zz })), 'app Policy.add "setMetadata" zz'],
  AnnotateProps: [(chart) => new all.Annotate(chart, 'annotate', zz), 'app/annotate zz'],
  AnyActionStepProps: [(chart) => task(chart, { steps: () => [tag(chart).step('tag', zz)] }), 'app/build steps.tag.zz'],
  'AnyActionStepProps.stderrConfig': [
    (chart) => step(chart, { stderrConfig: { path: '/a', ...zz } }),
    'app/build steps.run.stderrConfig.zz',
  ],
  'AnyActionStepProps.stdoutConfig': [
    (chart) => step(chart, { stdoutConfig: { path: '/a', ...zz } }),
    'app/build steps.run.stdoutConfig.zz',
  ],
  'AnyActionStepProps.when': [
    (chart) => step(chart, { when: [{ input: 'a', operator: 'in', values: ['a'], ...zz }] }),
    'app/build steps.run.when[0].zz',
  ],
  BaselineProps: [(chart) => new all.Baseline(chart, 'baseline', zz), 'app/baseline zz'],
  BundleSource: [resolved({ bundle: { bundle: 'acme.example/tasks:1', name: 'lint', ...zz } }), 'app/ci far bundle.zz'],
  CheckOptions: [() => all.check([], zz), 'check'],
  CheckYamlOptions: [() => all.checkYaml('', zz), 'checkYaml'],
  ClusterFeatures: [(chart) => all.setFeatures(chart, zz) ?? task(chart, {}), 'app setFeatures.zz'],
  ClusterSource: [resolved({ cluster: { name: 'lint', namespace: 'ci', ...zz } }), 'app/ci far cluster.zz'],
  ConsumerProps: [(chart) => new all.Consumer(chart, 'c', { ...consumer, ...zz }), 'app/c zz'],
  CustomTaskProps: [(chart) => add(chart, {}, new CustomTask('wait', { apiVersion: 'a.example/v1', kind: 'A', ...zz })), 'app/ci wait zz'],
  EmbeddedTaskProps: [(chart) => add(chart, {}, new EmbeddedTask('lint', { ...body, ...zz })), 'app/ci lint zz'],
  'EmbeddedTaskProps.stepTemplate': [
    (chart) => add(chart, {}, new EmbeddedTask('lint', { ...body, stepTemplate: zz })),
    'app/ci lint stepTemplate.zz',
  ],
  EnricherProps: [(chart) => new all.Enricher(chart, 'e', { ...consumer, ...zz }), 'app/e zz'],
  EnumOptions: [(chart) => all.setFeatures(chart, { paramEnum: true }) ?? params(chart, param.enum(['a'], zz)), 'app/build params.url.zz'],
  EnvFrom: [(chart) => step(chart, { envFrom: [{ secret: 'a', ...zz }] }), 'app/build steps.run.envFrom[0].zz'],
  EnvSource: [(chart) => step(chart, { env: { A: { value: 'a', ...zz } } }), 'app/build steps.run.env.A.zz'],
  'EnvSource.valueFrom': [
    (chart) => step(chart, { env: { A: { valueFrom: { secretKeyRef: { name: 'a', key: 'b' }, ...zz } } } }),
    'app/build steps.run.env.A.valueFrom.zz',
  ],
  FinallyTaskProps: [(chart) => new Pipeline(chart, 'ci').finally(task(chart, {}), { after: [], ...zz }), 'app/ci build zz'],
  'FinallyTaskProps.when': [(chart) => when(chart), 'app/ci build when[0].zz'],
  GitleaksProps: [(chart) => new all.Gitleaks(chart, 'g', zz), 'app/g zz'],
  GitCloneProps: [(chart) => new all.GitClone(chart, 'clone', zz), 'app/clone zz'],
  HttpSource: [resolved({ http: { url: 'https://acme.example', ...zz } }), 'app/ci far http.zz'],
  HubSource: [resolved({ hub: { name: 'lint', version: '0.1', ...zz } }), 'app/ci far hub.zz'],
  KeyOf: [
    (chart) => step(chart, { env: { A: { valueFrom: { secretKeyRef: { name: 'a', key: 'b', ...zz } } } } }),
    'app/build steps.run.env.A.valueFrom.secretKeyRef.zz',
  ],
  ListOptions: [(chart) => params(chart, param.array({ default: [], ...zz })), 'app/build params.url.zz'],
  LockedActionOptions: [
    (chart) => task(chart, { steps: () => [StepAction.fromUrl(`${ADDRESS}?action`, { lock, ...zz }).step('far')] }),
    'app/build steps.far.zz',
  ],
  LockedPipelineOptions: [(chart) => started(chart, { pipeline: Pipeline.fromUrl(`${ADDRESS}?pipeline`, { lock, ...zz }) }), 'app/run zz'],
  LockedTaskOptions: [(chart) => add(chart, {}, Task.fromUrl(`${ADDRESS}?task`, { lock, ...zz })), 'app/ci lint zz'],
  MatrixProps: [
    (chart) => add(chart, { matrix: { params: { os: ['a'] }, ...zz } }, task(chart, { params: { os: param.string() } })),
    'app/ci build matrix.zz',
  ],
  'MatrixProps.include': [
    (chart) =>
      add(
        chart,
        { matrix: { params: { os: ['a'] }, include: [{ name: 'b', params: { os: 'b' }, ...zz }] } },
        task(chart, { params: { os: param.string() } }),
      ),
    'app/ci build matrix.include.b.zz',
  ],
  NamedPipelineSurface: [(chart) => started(chart, { pipeline: Pipeline.fromCluster('far', zz) }), 'app/run zz'],
  NamedSource: [projected({ secret: { name: 'a', ...zz } }), 'app/build volumes.a.projected.sources[0].secret.zz'],
  NamedSurface: [(chart) => add(chart, {}, Task.fromCluster('far', zz)), 'app/ci far zz'],
  ObjectOptions: [(chart) => params(chart, param.object({ properties: ['a'], ...zz })), 'app/build params.url.zz'],
  ObjectResultOptions: [(chart) => task(chart, { results: { r: result.object({ properties: ['a'], ...zz }) } }), 'app/build results.r.zz'],
  ParamDeclaration: [(chart) => params(chart, { type: 'string', isOptional: false, ...zz }), 'app/build params.url.zz'],
  PermissionRule: [
    (chart) => task(chart, { rbac: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...zz }] }),
    'app/build rbac[0].zz',
  ],
  PinOptions: [(chart) => policy(chart, all.pinImages({}, zz)), 'app Policy.add "pinImages" zz'],
  PipelineBodyProps: [
    (chart) => {
      const child = new EmbeddedPipeline('child', zz);
      child.add(task(chart, {}));
      return new PipelineRun(chart, 'run', { pipeline: child });
    },
    'app/run zz',
  ],
  'PipelineBodyProps.workspacesItem': [
    (chart) => new Pipeline(chart, 'ci', { workspaces: { code: { isOptional: false, ...zz } } }).add(task(chart, {})),
    'app/ci workspaces.code.zz',
  ],
  PipelineProps: [(chart) => new Pipeline(chart, 'ci', zz).add(task(chart, {})), 'app/ci zz'],
  PipelineResultOptions: [
    (chart) => {
      const ci = new Pipeline(chart, 'ci');
      const built = ci.add(task(chart, { results: { r: result.string() } }));
      ci.addResult('out', built.results.r, zz);
    },
    'app/ci results.out.zz',
  ],
  PipelineRunProps: [(chart) => started(chart, zz), 'app/run zz'],
  PipelineServiceAccountProps: [
    (chart) => {
      const pipeline = new Pipeline(chart, 'ci');
      pipeline.add(task(chart, {}));
      return new all.PipelineServiceAccount(chart, 'account', { pipeline, ...zz });
    },
    'app/account zz',
  ],
  PipelineTaskDefaults: [
    (chart) => policy(chart, all.defaultPipelineTask({ retries: 1, ...zz })),
    'app Policy.add "defaultPipelineTask" zz',
  ],
  PipelineTaskProps: [(chart) => add(chart, zz), 'app/ci build zz'],
  PodScheduling: [(chart) => policy(chart, all.schedulePods(zz)), 'app Policy.add "schedulePods" zz'],
  PolicyOptions: [(chart) => policy(chart, all.pinImages({}), zz), 'app Policy.add.zz'],
  PolicyVisitor: [(chart) => policy(chart, { step: (one: object) => one, ...zz }), 'app Policy.add "policy" zz'],
  Resolver: [resolved({ git, ...zz }), 'app/ci far zz'],
  'Resolver.git': [resolved({ git: { ...git, ...zz } }), 'app/ci far git.zz'],
  RestrictSecurityProps: [(chart) => policy(chart, all.restrictSecurity({ runAsUser: 1, ...zz })), 'app Policy.add "restrictSecurity" zz'],
  ResultDeclaration: [(chart) => task(chart, { results: { r: { type: 'string', ...zz } } }), 'app/build results.r.zz'],
  ResultFile: [
    (chart) => task(chart, { results: { r: result.string({ file: { param: 'r', folder: 'out', extension: '.txt', ...zz } }) } }),
    'app/build results.r.file.zz',
  ],
  ResultOptions: [(chart) => task(chart, { results: { r: result.array(zz) } }), 'app/build results.r.zz'],
  RunTimeouts: [(chart) => started(chart, { timeouts: zz }), 'app/run timeouts.zz'],
  ScanStep: [(chart) => new all.Producer(chart, 'p', { scan: () => ({ ...scan(), ...zz }) }), 'app/p scan.zz'],
  NucleiProps: [(chart) => new all.Nuclei(chart, 'n', zz), 'app/n zz'],
  SarifProducerProps: [(chart) => new all.SarifProducer(chart, 's', { image: 'a:1', ...zz }), 'app/s zz'],
  SbomProducerProps: [(chart) => new all.SbomProducer(chart, 's', { list: () => ({ image: 'a:1' }), ...zz }), 'app/s zz'],
  SecurityPipelineProps: [
    (chart) =>
      new all.SecurityPipeline(chart, 'scan', {
        source: new all.GitClone(chart, 'clone'),
        producers: [new all.Gosec(chart, 'gosec')],
        consumers: [],
        ...zz,
      }),
    'app/scan zz',
  ],
  SemgrepProps: [(chart) => new all.Semgrep(chart, 's', zz), 'app/s zz'],
  SeverityGateProps: [(chart) => new all.SeverityGate(chart, 'gate', zz), 'app/gate zz'],
  Sidecar: [(chart) => task(chart, { sidecars: () => [{ name: 'db', image: 'postgres:17.5', ...zz }] }), 'app/build sidecars.db.zz'],
  SourceProps: [(chart) => new all.Source(chart, 's', { ...consumer, ...zz }), 'app/s zz'],
  Step: [(chart) => step(chart, zz), 'app/build steps.run.zz'],
  StepActionContainer: [(chart) => tag(chart, { container: () => ({ ...scan(), ...zz }) }), 'app/tag container.zz'],
  'StepActionContainer.volumeMounts': [
    (chart) =>
      tag(chart, {
        params: { volume: param.string() },
        container: ({ params: { volume: name } }: { params: Record<string, unknown> }) => ({
          ...scan(),
          volumeMounts: [{ name, mountPath: '/a', ...zz }],
        }),
      }),
    'app/tag container.volumeMounts[0].zz',
  ],
  StepActionProps: [(chart) => tag(chart, zz), 'app/tag zz'],
  StepActionSurface: [(chart) => task(chart, { steps: () => [StepAction.fromCluster('far', zz).step('far')] }), 'app/build steps.far.zz'],
  StepChanges: [(chart) => task(chart, {}).with({ steps: { run: { image: 'busybox:1.36.1', ...zz } } }), 'app/build with.steps.run.zz'],
  StepTemplate: [(chart) => task(chart, { stepTemplate: () => zz }), 'app/build stepTemplate.zz'],
  StringResultOptions: [(chart) => task(chart, { results: { r: result.string(zz) } }), 'app/build results.r.zz'],
  TaskChanges: [(chart) => task(chart, {}).with({ image: 'busybox:1.36.1', ...zz }), 'app/build with.zz'],
  TaskProps: [(chart) => task(chart, zz), 'app/build zz'],
  TaskRunProps: [(chart) => new all.TaskRun(chart, 'run', { task: task(chart, {}), ...zz }), 'app/run zz'],
  TaskRunSettings: [(chart) => started(chart, { taskRunSpecs: [{ task: 'build', ...zz }] }), 'app/run taskRunSpecs[0].zz'],
  TaskVolume: [(chart) => volume(chart, { emptyDir: {}, ...zz }), 'app/build volumes.a.zz'],
  'TaskVolume.configMap': [(chart) => volume(chart, { configMap: { name: 'a', ...zz } }), 'app/build volumes.a.configMap.zz'],
  'TaskVolume.csi': [(chart) => volume(chart, { csi: { driver: 'a.example', ...zz } }), 'app/build volumes.a.csi.zz'],
  'TaskVolume.csi.nodePublishSecretRef': [
    (chart) => volume(chart, { csi: { driver: 'a.example', nodePublishSecretRef: { name: 'a', ...zz } } }),
    'app/build volumes.a.csi.nodePublishSecretRef.zz',
  ],
  'TaskVolume.persistentVolumeClaim': [
    (chart) => volume(chart, { persistentVolumeClaim: { claimName: 'a', ...zz } }),
    'app/build volumes.a.persistentVolumeClaim.zz',
  ],
  'TaskVolume.projected': [(chart) => volume(chart, { projected: { sources: [], ...zz } }), 'app/build volumes.a.projected.zz'],
  'TaskVolume.secret': [(chart) => volume(chart, { secret: { secretName: 'a', ...zz } }), 'app/build volumes.a.secret.zz'],
  'TaskVolume.secret.items': [
    (chart) => volume(chart, { secret: { secretName: 'a', items: [{ key: 'a', path: 'b', ...zz }] } }),
    'app/build volumes.a.secret.items[0].zz',
  ],
  TektonValidationProps: [
    async () => new all.TektonValidation(zz).validate({ manifests: [] }),
    'properties of TektonValidation in cdk8s.yaml',
  ],
  TextOptions: [(chart) => params(chart, param.string({ default: 'a', ...zz })), 'app/build params.url.zz'],
  TextSource: [projected({ secret: { name: 'a' }, ...zz }), 'app/build volumes.a.projected.sources[0].zz'],
  'TextSource.serviceAccountToken': [
    projected({ serviceAccountToken: { path: 'a', ...zz } }),
    'app/build volumes.a.projected.sources[0].serviceAccountToken.zz',
  ],
  TextVolumeMount: [(chart) => step(chart, { volumeMounts: [{ name: 'a', ...zz }] }), 'app/build steps.run.volumeMounts.a.zz'],
  ToolProps: [(chart) => new all.Gosec(chart, 'gosec', zz), 'app/gosec zz'],
  TrivyProps: [(chart) => new all.Trivy(chart, 'trivy', zz), 'app/trivy zz'],
  VerificationPolicyProps: [
    (chart) => new all.VerificationPolicy(chart, 'v', { resources: ['a'], authorities: { a: { secret: 'b' } }, ...zz }),
    'app/v zz',
  ],
  'VerificationPolicyProps.authoritiesItem': [
    (chart) => new all.VerificationPolicy(chart, 'v', { resources: ['a'], authorities: { a: { secret: 'b', ...zz } } }),
    'app/v authorities.a.zz',
  ],
  WorkspaceDeclaration: [(chart) => task(chart, { workspaces: { code: { isOptional: false, ...zz } } }), 'app/build workspaces.code.zz'],
  ShellOptions: [(chart) => step(chart, { script: all.bash(zz)`true` }), 'app/build steps.run.script: bash'],
  WorkspaceOptions: [(chart) => task(chart, { workspaces: { code: workspace(zz) } }), 'app/build workspaces.code.zz'],
};
