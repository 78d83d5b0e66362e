import { legacyShape } from './legacy-shape';
import { metadata, partMetadata } from './metadata-shape';
import { map, type ObjectShape, object, plain, type Shape } from './shape';
import { statusShape } from './status-shape';
import { params, parts } from './tekton-shape';
import {
  eventListenerSpec,
  interceptorSpec,
  legacyEventListenerSpec,
  legacyTriggerSpec,
  triggerBindingSpec,
  triggerSpec,
  triggerTemplateSpec,
} from './trigger-shape';

/** Returns the shape of the whole object; undefined when the shape of the kind is not known. */
export function tryFindShape(apiVersion: string, kind: string): ObjectShape | undefined {
  const key = `${apiVersion} ${kind}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const spec = specs.get(key);
  if (spec === undefined) return undefined;
  const fields = { apiVersion: 'text', kind: 'text', metadata, spec: spec() } as const;
  const whole = withoutStatus.has(kind) ? object(fields) : object(fields, { status: statusShape(kind) });
  made.set(key, whole);
  return whole;
}

// kinds without a status
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

// built on first use: most programs have three of these kinds
const specs: ReadonlyMap<string, () => ObjectShape> = new Map(
  Object.entries({
    'tekton.dev/v1 Task': () => parts.of('Task'),
    'tekton.dev/v1 Pipeline': () => parts.of('Pipeline'),
    'tekton.dev/v1 PipelineRun': () => parts.of('PipelineRun'),
    'tekton.dev/v1 TaskRun': () => parts.of('TaskRun'),
    'tekton.dev/v1beta1 Task': () => legacyShape(parts.of('Task')),
    'tekton.dev/v1beta1 Pipeline': () => legacyShape(parts.of('Pipeline')),
    'tekton.dev/v1beta1 PipelineRun': () => legacyShape(parts.of('PipelineRun')),
    'tekton.dev/v1beta1 TaskRun': () => legacyShape(parts.of('TaskRun')),
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
    'triggers.tekton.dev/v1alpha1 EventListener': () => legacyEventListenerSpec,
    'triggers.tekton.dev/v1alpha1 Trigger': () => legacyTriggerSpec,
    'triggers.tekton.dev/v1alpha1 TriggerTemplate': () => triggerTemplateSpec,
    'triggers.tekton.dev/v1alpha1 TriggerBinding': () => triggerBindingSpec,
    'triggers.tekton.dev/v1alpha1 ClusterTriggerBinding': () => triggerBindingSpec,
    'triggers.tekton.dev/v1alpha1 ClusterInterceptor': () => interceptorSpec,
    'triggers.tekton.dev/v1alpha1 Interceptor': () => interceptorSpec,
  }),
);
