import { actionFields, paramSpecs, params, results } from './container-shape';
import { metadata, partMetadata } from './metadata-shape';
import { olderShape } from './older-shape';
import { pipelineSpec, taskRef } from './pipeline-shape';
import { pipelineRunSpec, taskRunSpec, workspaces } from './run-shape';
import { list, map, type ObjectShape, object, plain } from './shape';
import { taskSpec } from './task-shape';
import {
  eventListenerSpec,
  interceptorSpec,
  olderEventListenerSpec,
  olderTriggerSpec,
  triggerBindingSpec,
  triggerSpec,
  triggerTemplateSpec,
} from './trigger-shape';

/** The whole object by `apiVersion kind`; undefined for those that we do not know field by field. */
export function tryFindShape(apiVersion: string, kind: string): ObjectShape | undefined {
  const key = `${apiVersion} ${kind}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const spec = specs.get(key);
  if (spec === undefined) return undefined;
  const fields = { apiVersion: 'text', kind: 'text', metadata, spec: spec() } as const;
  const whole = withoutStatus.has(kind) ? object(fields) : object(fields, { status: map('any') });
  made.set(key, whole);
  return whole;
}

// kinds that the cluster never says anything of
const withoutStatus: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'StepAction', 'VerificationPolicy', 'Trigger']);

const made = new Map<string, ObjectShape>();

const stepAction = object(actionFields, { description: 'text', params: paramSpecs, results });

// pkg/apis/pipeline/v1beta1/customrun_types.go
const customRun = object({
  customRef: taskRef,
  customSpec: object(plain('apiVersion kind'), { metadata: partMetadata, spec: 'any' }),
  params,
  status: 'text',
  statusMessage: 'text',
  retries: 'whole',
  serviceAccountName: 'text',
  timeout: 'text',
  workspaces,
});

// pkg/apis/pipeline/v1alpha1/verificationpolicy_types.go
const verificationPolicy = object({
  resources: list(object(plain('pattern'))),
  authorities: list(object({ name: 'text', key: object(plain('data kms hashAlgorithm'), { secretRef: object(plain('name namespace')) }) })),
  mode: 'text',
});

// made when they are asked for: most programs have three of these kinds
const specs: ReadonlyMap<string, () => ObjectShape> = new Map(
  Object.entries({
    'tekton.dev/v1 Task': () => taskSpec,
    'tekton.dev/v1 Pipeline': () => pipelineSpec,
    'tekton.dev/v1 PipelineRun': () => pipelineRunSpec,
    'tekton.dev/v1 TaskRun': () => taskRunSpec,
    'tekton.dev/v1beta1 Task': () => olderShape(taskSpec),
    'tekton.dev/v1beta1 Pipeline': () => olderShape(pipelineSpec),
    'tekton.dev/v1beta1 PipelineRun': () => olderShape(pipelineRunSpec),
    'tekton.dev/v1beta1 TaskRun': () => olderShape(taskRunSpec),
    'tekton.dev/v1beta1 StepAction': () => stepAction,
    'tekton.dev/v1alpha1 StepAction': () => stepAction,
    'tekton.dev/v1beta1 CustomRun': () => customRun,
    'tekton.dev/v1alpha1 VerificationPolicy': () => verificationPolicy,
    'resolution.tekton.dev/v1beta1 ResolutionRequest': () => object({ params, url: 'text' }),
    'resolution.tekton.dev/v1alpha1 ResolutionRequest': () => object({ params: map('text') }),
    'triggers.tekton.dev/v1beta1 EventListener': () => eventListenerSpec,
    'triggers.tekton.dev/v1beta1 Trigger': () => triggerSpec,
    'triggers.tekton.dev/v1beta1 TriggerTemplate': () => triggerTemplateSpec,
    'triggers.tekton.dev/v1beta1 TriggerBinding': () => triggerBindingSpec,
    'triggers.tekton.dev/v1beta1 ClusterTriggerBinding': () => triggerBindingSpec,
    'triggers.tekton.dev/v1alpha1 EventListener': () => olderEventListenerSpec,
    'triggers.tekton.dev/v1alpha1 Trigger': () => olderTriggerSpec,
    'triggers.tekton.dev/v1alpha1 TriggerTemplate': () => triggerTemplateSpec,
    'triggers.tekton.dev/v1alpha1 TriggerBinding': () => triggerBindingSpec,
    'triggers.tekton.dev/v1alpha1 ClusterTriggerBinding': () => triggerBindingSpec,
    'triggers.tekton.dev/v1alpha1 ClusterInterceptor': () => interceptorSpec,
    'triggers.tekton.dev/v1alpha1 Interceptor': () => interceptorSpec,
  }),
);
