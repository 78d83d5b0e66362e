import { computeResources, env, params } from './container-shape';
import { metadata, partMetadata } from './metadata-shape';
import { pipelineRef, pipelineSpec, taskRef } from './pipeline-shape';
import { list, map, object } from './shape';
import { taskSpec, volumes } from './task-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/pipelinerun_types.go, taskrun_types.go, workspace_types.go and pod/template.go
const files = { items: list('any'), optional: 'flag', defaultMode: 'whole' } as const;
const claimSpec = object({
  accessModes: list('text'),
  resources: object({ requests: map('amount'), limits: map('amount') }),
  storageClassName: 'text',
  volumeMode: 'text',
  volumeName: 'text',
  volumeAttributesClassName: 'text',
  selector: map('any'),
  dataSource: map('any'),
  dataSourceRef: map('any'),
});
const podSecurityContext = object({
  appArmorProfile: map('any'),
  fsGroup: 'whole',
  fsGroupChangePolicy: 'text',
  runAsGroup: 'whole',
  runAsNonRoot: 'flag',
  runAsUser: 'whole',
  seLinuxChangePolicy: 'text',
  seLinuxOptions: map('text'),
  seccompProfile: map('text'),
  supplementalGroups: list('whole'),
  supplementalGroupsPolicy: 'text',
  sysctls: list(object({ name: 'text', value: 'text' })),
  windowsOptions: map('any'),
});
const workspaces = list(
  object({
    name: 'text',
    subPath: 'text',
    volumeClaimTemplate: object({ apiVersion: 'text', kind: 'text', metadata, spec: claimSpec, status: 'any' }),
    persistentVolumeClaim: object({ claimName: 'text', readOnly: 'flag' }),
    emptyDir: object({ medium: 'text', sizeLimit: 'amount' }),
    configMap: object(files, { name: 'text' }),
    secret: object(files, { secretName: 'text' }),
    projected: object({ sources: list('any'), defaultMode: 'whole' }),
    csi: object({
      driver: 'text',
      readOnly: 'flag',
      fsType: 'text',
      volumeAttributes: map('text'),
      nodePublishSecretRef: object({ name: 'text' }),
    }),
  }),
);

const podTemplate = object({
  nodeSelector: map('text'),
  env,
  tolerations: list(map('any')),
  affinity: map('any'),
  securityContext: podSecurityContext,
  volumes,
  runtimeClassName: 'text',
  automountServiceAccountToken: 'flag',
  dnsPolicy: 'text',
  dnsConfig: map('any'),
  enableServiceLinks: 'flag',
  priorityClassName: 'text',
  schedulerName: 'text',
  imagePullSecrets: list(object({ name: 'text' })),
  hostAliases: list('any'),
  hostNetwork: 'flag',
  hostUsers: 'flag',
  topologySpreadConstraints: list('any'),
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
