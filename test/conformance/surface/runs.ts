import { type Chart, Duration, Size } from 'cdk8s';
import { chains, Pipeline, PipelineRun, param, sh, Task, TaskRun, VerificationPolicy, Workspace, workspace } from '../../../src';
import type { PodTemplate } from '../../../src/spec';
import { env } from './containers';

const computeResources = { requests: { cpu: '1' }, limits: { cpu: '2' }, claims: [{ name: 'gpu', request: 'one' }] };
const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const podTemplate: PodTemplate = {
  nodeSelector: { disk: 'ssd' },
  env: Object.entries(env ?? {}).map(([name, one]) => (typeof one === 'string' ? { name, value: one } : { name, ...(one as object) })),
  tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 1 }],
  affinity: { nodeAffinity: {} },
  securityContext: { fsGroup: 65534 },
  volumes: [{ name: 'a', emptyDir: {} }],
  runtimeClassName: 'a',
  automountServiceAccountToken: false,
  dnsPolicy: 'None',
  dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a'], options: [{ name: 'ndots', value: '1' }] },
  enableServiceLinks: false,
  priorityClassName: 'high',
  schedulerName: 'own',
  imagePullSecrets: [{ name: 'pull' }],
  hostAliases: [{ ip: '127.0.0.1', hostnames: ['a'] }],
  hostNetwork: false,
  hostUsers: false,
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
      matchLabelKeys: ['a'],
      minDomains: 1,
      nodeAffinityPolicy: 'Honor',
      nodeTaintsPolicy: 'Ignore',
    },
  ],
};
const items = [{ key: 'a', path: 'b', mode: 256 }];
const labelSelector = { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } as const;

/** Every kind of source behind a workspace. */
const sources = {
  claim: Workspace.claim({
    size: Size.gibibytes(1),
    maxSize: Size.gibibytes(2),
    storageClass: 'fast',
    accessModes: ['ReadWriteMany'],
    volumeMode: 'Filesystem',
    dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' },
    dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' },
    selector: labelSelector,
    volumeName: 'a',
    volumeAttributesClass: 'quick',
    name: 'scan',
    labels: { a: 'b' },
    annotations: { a: 'b' },
  }).sub('a'),
  empty: Workspace.emptyDir({ medium: 'Memory', sizeLimit: Size.mebibytes(1) }),
  secret: Workspace.secret('a', { items, optional: true, defaultMode: 256 }),
  config: Workspace.configMap('a', { items, optional: true, defaultMode: 256 }),
  csi: Workspace.csi({
    driver: 'a',
    fsType: 'ext4',
    readOnly: true,
    volumeAttributes: { a: 'b' },
    nodePublishSecretRef: { name: 'a' },
  }),
  projected: Workspace.projected(
    [
      { secret: { name: 'a', items, optional: true } },
      { configMap: { name: 'a', items, optional: true } },
      { serviceAccountToken: { path: 'a', audience: 'b', expirationSeconds: 600 } },
      {
        downwardAPI: {
          items: [
            { path: 'a', fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v1' }, mode: 256 },
            { path: 'b', resourceFieldRef: { resource: 'limits.cpu', containerName: 'a', divisor: '1m' } },
          ],
        },
      },
      { clusterTrustBundle: { path: 'a', name: 'b', optional: true } },
      { clusterTrustBundle: { path: 'a', signerName: 'b/c', labelSelector } },
      {
        podCertificate: {
          signerName: 'a/b',
          keyType: 'ED25519',
          keyPath: 'a',
          certificateChainPath: 'b',
          maxExpirationSeconds: 3600,
          userAnnotations: { 'a/b': 'c' },
        },
      },
      { podCertificate: { signerName: 'a/b', keyType: 'ED25519', credentialBundlePath: 'a' } },
    ],
    { defaultMode: 256 },
  ),
};

/** Runs with every field, and every source behind a workspace. */
export function runs(chart: Chart): void {
  const names = Object.keys(sources) as (keyof typeof sources)[];
  const workspaces = Object.fromEntries(names.map((name) => [name, workspace()])) as Record<
    keyof typeof sources,
    ReturnType<typeof workspace>
  >;
  const task = new Task(chart, 'task', {
    params: { text: param.string({ default: 'a' }) },
    results: { ...chains.image() },
    workspaces,
    steps: ({ results }) => [{ ...step, command: undefined, script: sh`echo > ${results.IMAGE_URL.path}` }],
    sidecars: () => [{ name: 'beside', image: 'nginx:1.29.1' }],
  });
  const pipeline = new Pipeline(chart, 'pipeline', { workspaces: sources, params: { text: param.string() } });
  const added = pipeline.add(task, { workspaces: pipeline.workspaces });
  new PipelineRun(chart, 'run', {
    pipeline,
    params: { text: 'a' },
    timeouts: { pipeline: Duration.hours(1), tasks: Duration.minutes(30), finally: Duration.minutes(30) },
    serviceAccount: 'a',
    podTemplate,
    status: 'PipelineRunPending',
    taskRunSpecs: [
      {
        task: added,
        serviceAccount: 'b',
        podTemplate,
        timeout: Duration.minutes(1),
        metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
        stepSpecs: { run: computeResources },
        sidecarSpecs: { beside: computeResources },
      },
    ],
  });
  new PipelineRun(chart, 'managed', {
    pipeline,
    params: { text: 'a' },
    managedBy: 'acme.io/queue',
    taskRunSpecs: [{ task: added, computeResources }],
  });
  const common = { task, workspaces: sources, params: { text: 'b' } };
  new TaskRun(chart, 'try', {
    ...common,
    serviceAccount: 'a',
    podTemplate,
    timeout: Duration.minutes(1),
    retries: 1,
    stepSpecs: { run: computeResources },
    sidecarSpecs: { beside: computeResources },
    debug: { breakpoints: { onFailure: 'enabled', beforeSteps: ['run'] } },
  });
  new TaskRun(chart, 'pending', {
    ...common,
    status: 'TaskRunPending',
    statusMessage: 'later',
    computeResources,
    managedBy: 'acme.io/queue',
  });
}

/** Runs on a claim that exists already. */
export function existingClaim(chart: Chart): void {
  const task = new Task(chart, 'existing', { workspaces: { a: workspace() }, steps: () => [step] });
  const pipeline = new Pipeline(chart, 'existing-claim', { workspaces: { a: Workspace.existingClaim('a', { readOnly: true }) } });
  pipeline.add(task, { workspaces: pipeline.workspaces });
  new PipelineRun(chart, 'existing-run', { pipeline });
  new TaskRun(chart, 'existing-try', { task, workspaces: { a: Workspace.existingClaim('a', { readOnly: true }) } });
}

/** Which signatures are asked for. */
export function verification(chart: Chart): void {
  new VerificationPolicy(chart, 'signed', {
    resources: ['https://github.com/acme/.*'],
    authorities: {
      secret: { secret: { name: 'cosign' }, secretNamespace: 'keys', hashAlgorithm: 'sha512' },
      kms: { kms: 'gcpkms://key' },
      inline: {
        data: '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n',
      },
    },
    mode: 'warn',
  });
}
