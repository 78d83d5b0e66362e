import { metadata, partMetadata } from './metadata-shape';
import { olderShape } from './older-shape';
import { map, type ObjectShape, object, plain, type Shape } from './shape';
import { params, parts } from './tekton-shape';
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

// pkg/apis/pipeline/v1beta1/customrun_types.go
function customRun(): ObjectShape {
  const { workspaces } = Object.fromEntries(parts.of('TaskRun').fields);
  return object({
    customRef: parts.of('taskRef'),
    customSpec: object(plain('apiVersion kind'), { metadata: partMetadata, spec: 'any' }),
    params,
    status: 'text',
    statusMessage: 'text',
    retries: 'whole',
    serviceAccountName: 'text',
    timeout: 'text',
    workspaces: workspaces as Shape,
  });
}

// made when they are asked for: most programs have three of these kinds
const specs: ReadonlyMap<string, () => ObjectShape> = new Map(
  Object.entries({
    'tekton.dev/v1 Task': () => parts.of('Task'),
    'tekton.dev/v1 Pipeline': () => parts.of('Pipeline'),
    'tekton.dev/v1 PipelineRun': () => parts.of('PipelineRun'),
    'tekton.dev/v1 TaskRun': () => parts.of('TaskRun'),
    'tekton.dev/v1beta1 Task': () => olderShape(parts.of('Task')),
    'tekton.dev/v1beta1 Pipeline': () => olderShape(parts.of('Pipeline')),
    'tekton.dev/v1beta1 PipelineRun': () => olderShape(parts.of('PipelineRun')),
    'tekton.dev/v1beta1 TaskRun': () => olderShape(parts.of('TaskRun')),
    'tekton.dev/v1beta1 StepAction': () => parts.of('StepAction'),
    'tekton.dev/v1alpha1 StepAction': () => parts.of('StepAction'),
    'tekton.dev/v1beta1 CustomRun': customRun,
    'tekton.dev/v1alpha1 VerificationPolicy': () => parts.of('VerificationPolicy'),
    'resolution.tekton.dev/v1beta1 ResolutionRequest': () => parts.of('ResolutionRequest'),
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
