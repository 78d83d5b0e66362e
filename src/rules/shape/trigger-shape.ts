import { metadata } from './metadata-shape';
import { closed } from './part-shape';
import { affinity, podSecurityContext } from './pod-shape';
import { list, map, object, plain, type Shape } from './shape';
import { params } from './tekton-shape';

// tektoncd/triggers pkg/apis/triggers/v1beta1/*_types.go; v1alpha1 has the same fields and the legacy interceptors

/** The `spec` of a TriggerTemplate. Its resource templates are checked as objects of their own. */
export const triggerTemplateSpec = object({
  params: list(object(plain('name description default'))),
  resourcetemplates: list(map('any')),
});

/** The `spec` of a TriggerBinding. */
export const triggerBindingSpec = object({ params: list(object(plain('name value'))) });

const interceptorFields = {
  name: 'text',
  ref: object(plain('name kind apiVersion')),
  params: list(object(plain('name value:any'))),
  webhook: object({
    objectRef: object(plain('kind namespace name uid apiVersion resourceVersion fieldPath')),
    url: 'text',
    header: params,
  }),
} as const;

const interceptors = list(object(interceptorFields));
// v1alpha1/trigger_types.go: Triggers still accepts the legacy interceptors and reads them as references
const secretRef = object(plain('secretKey secretName'));
const hook = object({ secretRef, eventTypes: list('text') });
const legacyInterceptors = list(
  object(interceptorFields, {
    github: hook,
    gitlab: hook,
    bitbucket: hook,
    cel: object({ filter: 'text', overlays: list(object(plain('key expression'))) }),
  }),
);

const trigger = {
  name: 'text',
  serviceAccountName: 'text',
  bindings: list(object(plain('name value ref kind apiversion'))),
  template: object({ ref: 'text', apiversion: 'text', spec: triggerTemplateSpec }),
  interceptors,
} as const;

/** The `spec` of a Trigger. */
export const triggerSpec = object(trigger);

/** The `spec` of a v1alpha1 Trigger. */
export const legacyTriggerSpec = object(trigger, { interceptors: legacyInterceptors });

/** Fields of a container that an EventListener must not set. */
export const forbiddenContainerFields = (
  'name image imagePullPolicy command args ports volumeMounts volumeDevices lifecycle stdin stdinOnce tty workingDir envFrom ' +
  'terminationMessagePath terminationMessagePolicy resizePolicy restartPolicy restartPolicyRules'
).split(' ');

/** Fields of a pod that an EventListener must not set. */
export const forbiddenPodFields = (
  'volumes enableServiceLinks initContainers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds ' +
  'dnsPolicy automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace hostname subdomain schedulerName ' +
  'hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName serviceAccount overhead preemptionPolicy ' +
  'setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride'
).split(' ');

const anything = (fields: readonly string[]) => Object.fromEntries(fields.map((field): [string, Shape] => [field, 'any']));

const probe = closed.of('probe');
const labelSelector = closed.of('labelSelector');

const container = object(anything(forbiddenContainerFields), {
  resources: closed.of('computeResources'),
  env: list(closed.of('env')),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  securityContext: closed.of('securityContext'),
});

const podSpec = object(anything(forbiddenPodFields), {
  serviceAccountName: 'text',
  containers: list(container),
  tolerations: list(closed.of('toleration')),
  nodeSelector: map('text'),
  affinity,
  topologySpreadConstraints: list(closed.of('topologySpreadConstraint')),
  imagePullSecrets: list(closed.of('nameOnly')),
  securityContext: podSecurityContext,
});

const namespaceSelector = object({ matchNames: list('text') });

const usual = { serviceAccountName: 'text', namespaceSelector, labelSelector } as const;
const customResource = map('any');
const spec = object({ template: object({ metadata, spec: podSpec }) });

/** The fields of a custom resource that Triggers reads. The resource may have others. */
export const customShape = object({ apiVersion: 'text', kind: 'text', metadata, spec });

/** The `spec` of an EventListener. */
export const eventListenerSpec = object(usual, {
  cloudEventURI: 'text',
  triggers: list(object(trigger, { triggerRef: 'text' })),
  triggerGroups: list(object({ name: 'text', interceptors, triggerSelector: object({ namespaceSelector, labelSelector }) })),
  resources: object({
    kubernetesResource: object(plain('replicas:int32 serviceType servicePort:int32 serviceLoadBalancerClass'), { spec }),
    customResource,
  }),
});

/** The `spec` of a v1alpha1 EventListener. */
export const legacyEventListenerSpec = object(usual, {
  triggers: list(object(trigger, { interceptors: legacyInterceptors, triggerRef: 'text' })),
  resources: object({ kubernetesResource: object(plain('replicas:int32 serviceType'), { spec }), customResource }),
});

/** The `spec` of a ClusterInterceptor or Interceptor. */
export const interceptorSpec = object({
  clientConfig: object({ caBundle: 'text', url: 'text', service: object(plain('name namespace path port:int32')) }),
});
