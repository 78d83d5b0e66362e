import { containerOfPod, securityContext } from './pod-shape';
import { list, map, object, plain } from './shape';
import { fieldRef, resourceFieldRef } from './volume-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/container_types.go and k8s.io/api/core/v1/types.go
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
      fieldRef,
      resourceFieldRef,
      fileKeyRef: object(plain('volumeName path key optional:flag')),
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

/** Amounts of cpu and memory. */
export const computeResources = object({ limits: map('amount'), requests: map('amount'), claims: list(object(plain('name request'))) });

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

export const sidecar = object(container, {
  name: 'text',
  script: 'text',
  restartPolicy: 'text',
  ...containerOfPod,
  workspaces,
});
