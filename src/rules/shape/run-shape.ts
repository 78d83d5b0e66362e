import { computeResources, env, params } from './container-shape';
import { metadata, partMetadata } from './metadata-shape';
import { pipelineRef, pipelineSpec, taskRef } from './pipeline-shape';
import { affinity, dnsConfig, hostAliases, nameOnly, podSecurityContext, tolerations, topologySpreadConstraints } from './pod-shape';
import { list, map, object } from './shape';
import { taskSpec } from './task-shape';
import { claim, claimSpec, configMapFiles, csi, emptyDir, projected, secretFiles, volumes } from './volume-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/pipelinerun_types.go, taskrun_types.go, workspace_types.go and pod/template.go
/** What a run binds to workspaces. */
export const workspaces = list(
  object({
    name: 'text',
    subPath: 'text',
    volumeClaimTemplate: object({ apiVersion: 'text', kind: 'text', metadata, spec: claimSpec, status: map('any') }),
    persistentVolumeClaim: claim,
    emptyDir,
    configMap: configMapFiles,
    secret: secretFiles,
    projected,
    csi,
  }),
);

const podTemplate = object({
  nodeSelector: map('text'),
  env,
  tolerations,
  affinity,
  securityContext: podSecurityContext,
  volumes,
  runtimeClassName: 'text',
  automountServiceAccountToken: 'flag',
  dnsPolicy: 'text',
  dnsConfig,
  enableServiceLinks: 'flag',
  priorityClassName: 'text',
  schedulerName: 'text',
  imagePullSecrets: list(nameOnly),
  hostAliases,
  hostNetwork: 'flag',
  hostUsers: 'flag',
  topologySpreadConstraints,
});

const overrides = list(object({ name: 'text', computeResources }));

/** The body of a PipelineRun. */
export const pipelineRunSpec = object({
  pipelineRef,
  pipelineSpec,
  params,
  workspaces,
  status: 'text',
  timeouts: object({ pipeline: 'text', tasks: 'text', finally: 'text' }),
  taskRunTemplate: object({ serviceAccountName: 'text', podTemplate }),
  taskRunSpecs: list(
    object({
      pipelineTaskName: 'text',
      serviceAccountName: 'text',
      podTemplate,
      metadata: partMetadata,
      timeout: 'text',
      stepSpecs: overrides,
      sidecarSpecs: overrides,
      computeResources,
    }),
  ),
  managedBy: 'text',
});

/** The body of a TaskRun. */
export const taskRunSpec = object({
  taskRef,
  taskSpec,
  params,
  workspaces,
  serviceAccountName: 'text',
  podTemplate,
  timeout: 'text',
  retries: 'whole',
  status: 'text',
  statusMessage: 'text',
  debug: object({ breakpoints: object({ onFailure: 'text', beforeSteps: list('text') }) }),
  stepSpecs: overrides,
  sidecarSpecs: overrides,
  computeResources,
  managedBy: 'text',
});
