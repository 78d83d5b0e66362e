import type {
  ContainerSpec,
  Manifest,
  PipelineRunSpec,
  PipelineSpec,
  PodTemplate,
  TaskRunSpec,
  TaskSpec,
  Volume,
  VolumeClaimTemplate,
  WorkspaceBinding,
} from '../../spec';

/** A Secret or ConfigMap that pods read, with its keys. */
export interface NeededData {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  /** Empty when all keys are mounted. */
  readonly keys: readonly string[];
  readonly isOptional: boolean;
  readonly where: string;
}

/** What the pods of manifests need of a namespace. */
export interface Needs {
  readonly data: readonly NeededData[];
  readonly accounts: readonly { readonly name: string; readonly where: string }[];
  readonly claims: readonly { readonly name: string; readonly where: string }[];
  readonly claimTemplates: readonly { readonly spec: VolumeClaimTemplate['spec']; readonly where: string }[];
  readonly tasks: readonly { readonly spec: TaskSpec; readonly where: string }[];
  readonly podTemplates: readonly { readonly template: PodTemplate; readonly where: string }[];
}

interface Collected {
  readonly data: NeededData[];
  readonly accounts: { name: string; where: string }[];
  readonly claims: { name: string; where: string }[];
  readonly claimTemplates: { spec: VolumeClaimTemplate['spec']; where: string }[];
  readonly tasks: { spec: TaskSpec; where: string }[];
  readonly podTemplates: { template: PodTemplate; where: string }[];
}

/** Collects what Tasks, Pipelines, runs, those of TriggerTemplates, service accounts and listeners need. Names with variables are left out. */
export function needsOf(manifests: readonly Manifest[]): Needs {
  const found: Collected = { data: [], accounts: [], claims: [], claimTemplates: [], tasks: [], podTemplates: [] };
  for (const manifest of manifests) collect(manifest, found);
  return found;
}

function collect(manifest: Manifest, found: Collected): void {
  const { kind = '', metadata, spec } = manifest;
  const where = `${kind} "${metadata?.name ?? metadata?.generateName ?? ''}"`;
  if (kind === 'Task') task(spec as TaskSpec, where, found);
  if (kind === 'Pipeline') pipeline(spec as PipelineSpec, where, found);
  if (kind === 'PipelineRun') pipelineRun((spec ?? {}) as PipelineRunSpec, where, found);
  if (kind === 'TaskRun') taskRun((spec ?? {}) as TaskRunSpec, where, found);
  if (kind === 'TriggerTemplate')
    for (const run of (spec as { resourcetemplates?: readonly Manifest[] } | undefined)?.resourcetemplates ?? []) collect(run, found);
  if (kind === 'EventListener') account((spec as { serviceAccountName?: string } | undefined)?.serviceAccountName, where, found);
  if (kind === 'ServiceAccount') {
    const { secrets = [], imagePullSecrets = [] } = manifest as unknown as {
      secrets?: { name: string }[];
      imagePullSecrets?: { name: string }[];
    };
    for (const { name } of [...secrets, ...imagePullSecrets]) data(found, { kind: 'Secret', name, keys: [], isOptional: false, where });
  }
}

function task(spec: TaskSpec | undefined, where: string, found: Collected): void {
  if (spec === undefined) return;
  found.tasks.push({ spec, where });
  for (const volume of spec.volumes ?? []) mounted(volume, where, found);
  for (const container of [...(spec.steps ?? []), ...(spec.sidecars ?? []), spec.stepTemplate ?? {}]) environment(container, where, found);
}

function pipeline({ tasks = [], finally: last = [] }: PipelineSpec, where: string, found: Collected): void {
  for (const { name, taskSpec } of [...tasks, ...last]) task(taskSpec as TaskSpec | undefined, `${where}, task "${name}"`, found);
}

function pipelineRun(spec: PipelineRunSpec, where: string, found: Collected): void {
  if (spec.pipelineSpec !== undefined) pipeline(spec.pipelineSpec, where, found);
  for (const binding of spec.workspaces ?? []) workspace(binding, where, found);
  account(spec.taskRunTemplate?.serviceAccountName, where, found);
  if (spec.taskRunTemplate?.podTemplate !== undefined) found.podTemplates.push({ template: spec.taskRunTemplate.podTemplate, where });
  for (const { serviceAccountName, podTemplate, pipelineTaskName } of spec.taskRunSpecs ?? []) {
    account(serviceAccountName, `${where}, task "${pipelineTaskName}"`, found);
    if (podTemplate !== undefined) found.podTemplates.push({ template: podTemplate, where: `${where}, task "${pipelineTaskName}"` });
  }
}

function taskRun(spec: TaskRunSpec, where: string, found: Collected): void {
  task(spec.taskSpec, where, found);
  for (const binding of spec.workspaces ?? []) workspace(binding, where, found);
  account(spec.serviceAccountName, where, found);
  if (spec.podTemplate !== undefined) found.podTemplates.push({ template: spec.podTemplate, where });
}

function workspace(binding: WorkspaceBinding, where: string, found: Collected): void {
  const at = `${where}, workspace "${binding.name}"`;
  mounted(binding, at, found);
  if (binding.volumeClaimTemplate !== undefined) found.claimTemplates.push({ spec: binding.volumeClaimTemplate.spec, where: at });
}

function mounted(volume: Partial<Volume>, where: string, found: Collected): void {
  const { secret, configMap, projected, persistentVolumeClaim } = volume;
  const keysOf = (items: readonly { readonly key: string }[] | undefined) => (items ?? []).map(({ key }) => key);
  if (secret?.secretName !== undefined)
    data(found, { kind: 'Secret', name: secret.secretName, keys: keysOf(secret.items), isOptional: secret.optional === true, where });
  if (configMap?.name !== undefined)
    data(found, { kind: 'ConfigMap', name: configMap.name, keys: keysOf(configMap.items), isOptional: configMap.optional === true, where });
  for (const source of projected?.sources ?? []) {
    if (source.secret?.name !== undefined)
      data(found, {
        kind: 'Secret',
        name: source.secret.name,
        keys: keysOf(source.secret.items),
        isOptional: source.secret.optional === true,
        where,
      });
    if (source.configMap?.name !== undefined)
      data(found, {
        kind: 'ConfigMap',
        name: source.configMap.name,
        keys: keysOf(source.configMap.items),
        isOptional: source.configMap.optional === true,
        where,
      });
  }
  const claim = persistentVolumeClaim?.claimName;
  if (claim !== undefined && !claim.includes('$(')) found.claims.push({ name: claim, where });
}

function environment({ env = [], envFrom = [] }: Partial<ContainerSpec>, where: string, found: Collected): void {
  for (const { valueFrom } of env) {
    const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
    if (secretKeyRef?.name !== undefined)
      data(found, { kind: 'Secret', name: secretKeyRef.name, keys: [secretKeyRef.key], isOptional: secretKeyRef.optional === true, where });
    if (configMapKeyRef?.name !== undefined)
      data(found, {
        kind: 'ConfigMap',
        name: configMapKeyRef.name,
        keys: [configMapKeyRef.key],
        isOptional: configMapKeyRef.optional === true,
        where,
      });
  }
  for (const { secretRef, configMapRef } of envFrom) {
    if (secretRef?.name !== undefined)
      data(found, { kind: 'Secret', name: secretRef.name, keys: [], isOptional: secretRef.optional === true, where });
    if (configMapRef?.name !== undefined)
      data(found, { kind: 'ConfigMap', name: configMapRef.name, keys: [], isOptional: configMapRef.optional === true, where });
  }
}

function data(found: Collected, needed: NeededData): void {
  if (!needed.name.includes('$(')) found.data.push({ ...needed, keys: needed.keys.filter((key) => !key.includes('$(')) });
}

function account(name: string | undefined, where: string, found: Collected): void {
  if (name !== undefined && name !== '' && !name.includes('$(')) found.accounts.push({ name, where });
}
