import { list, map, object } from './shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/container_types.go and k8s.io/api/core/v1/types.go; parts that no rule reads are `any`
const keySelector = object({ name: 'text', key: 'text', optional: 'flag' });
const source = object({ name: 'text', optional: 'flag' });
/** Environment variables. */
export const env = list(
  object({
    name: 'text',
    value: 'text',
    valueFrom: object({
      secretKeyRef: keySelector,
      configMapKeyRef: keySelector,
      fieldRef: 'any',
      resourceFieldRef: 'any',
      fileKeyRef: 'any',
    }),
  }),
);
const envFrom = list(object({ prefix: 'text', configMapRef: source, secretRef: source }));
const volumeMounts = list(
  object({
    name: 'text',
    mountPath: 'text',
    readOnly: 'flag',
    recursiveReadOnly: 'text',
    subPath: 'text',
    subPathExpr: 'text',
    mountPropagation: 'text',
  }),
);
const securityContext = object({
  allowPrivilegeEscalation: 'flag',
  appArmorProfile: 'any',
  capabilities: object({ add: list('text'), drop: list('text') }),
  privileged: 'flag',
  procMount: 'text',
  readOnlyRootFilesystem: 'flag',
  runAsGroup: 'whole',
  runAsNonRoot: 'flag',
  runAsUser: 'whole',
  seLinuxOptions: 'any',
  seccompProfile: 'any',
  windowsOptions: 'any',
});

/** Amounts of cpu and memory. */
export const computeResources = object({ limits: map('amount'), requests: map('amount'), claims: 'any' });

const properties = map(object({ type: 'text' }));

/** Declarations of params. */
export const paramSpecs = list(
  object({ name: 'text', type: 'text', description: 'text', properties, default: 'value', enum: list('text') }),
);

/** Values of params. */
export const params = list({ ...object({ name: 'text', value: 'value' }), required: 'value' });

/** Declarations of results of a Task or step. */
export const results = list(object({ name: 'text', type: 'text', description: 'text', properties, value: 'value' }));

/** Conditions of a step or pipeline task. */
export const when = list(object({ input: 'text', operator: 'text', values: list('text'), cel: 'text' }));

/** The container of a StepAction (v1beta1/stepaction_types.go). */
export const actionFields = {
  image: 'text',
  command: list('text'),
  args: list('text'),
  env,
  script: 'text',
  workingDir: 'text',
  volumeMounts,
  securityContext,
} as const;

const container = {
  image: 'text',
  imagePullPolicy: 'text',
  command: list('text'),
  args: list('text'),
  workingDir: 'text',
  env,
  envFrom,
  computeResources,
  volumeMounts,
  volumeDevices: list(object({ name: 'text', devicePath: 'text' })),
  securityContext,
} as const;

const workspaces = list(object({ name: 'text', mountPath: 'text' }));
const stream = object({ path: 'text' });

/** What the steps of a Task take over. */
export const stepTemplate = object(container);

export const step = object(container, {
  name: 'text',
  displayName: 'text',
  script: 'text',
  timeout: 'text',
  onError: 'text',
  ref: object({ name: 'text', resolver: 'text', params }),
  params,
  results: list(object({ name: 'text', type: 'text', description: 'text', properties })),
  when,
  workspaces,
  stdoutConfig: stream,
  stderrConfig: stream,
});

const probe = object({
  exec: object({ command: list('text') }),
  httpGet: map('any'),
  tcpSocket: map('any'),
  grpc: map('any'),
  initialDelaySeconds: 'whole',
  periodSeconds: 'whole',
  timeoutSeconds: 'whole',
  successThreshold: 'whole',
  failureThreshold: 'whole',
  terminationGracePeriodSeconds: 'whole',
});

export const sidecar = object(container, {
  name: 'text',
  script: 'text',
  restartPolicy: 'text',
  ports: 'any',
  readinessProbe: probe,
  livenessProbe: probe,
  startupProbe: probe,
  lifecycle: 'any',
  terminationMessagePath: 'text',
  terminationMessagePolicy: 'text',
  stdin: 'flag',
  stdinOnce: 'flag',
  tty: 'flag',
  workspaces,
});
