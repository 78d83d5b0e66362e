import { metadata } from './metadata-shape';
import { closed } from './part-shape';
import { affinity, podSecurityContext } from './pod-shape';
import { list, map, object, plain, type Shape } from './shape';
import { params } from './tekton-shape';

// tektoncd/triggers pkg/apis/triggers/v1beta1/*_types.go; those of v1alpha1 have the same fields and the old interceptors

/** The body of a TriggerTemplate. What it makes is looked at as objects of their own. */
export const triggerTemplateSpec = object({
  params: list(object(plain('name description default'))),
  resourcetemplates: list(map('any')),
});

/** The body of a TriggerBinding. */
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
// v1alpha1/trigger_types.go: Triggers still takes the interceptors of old, and reads them as references
const secretRef = object(plain('secretKey secretName'));
const hook = object({ secretRef, eventTypes: list('text') });
const olderInterceptors = list(
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

/** The body of a Trigger. */
export const triggerSpec = object(trigger);

/** The body of a Trigger of v1alpha1. */
export const olderTriggerSpec = object(trigger, { interceptors: olderInterceptors });

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

/** What Triggers reads of a custom resource; other fields are the resource's own. */
export const customShape = object({ apiVersion: 'text', kind: 'text', metadata, spec });

/** The body of an EventListener. */
export const eventListenerSpec = object(usual, {
  cloudEventURI: 'text',
  triggers: list(object(trigger, { triggerRef: 'text' })),
  triggerGroups: list(object({ name: 'text', interceptors, triggerSelector: object({ namespaceSelector, labelSelector }) })),
  resources: object({
    kubernetesResource: object(plain('replicas:whole serviceType servicePort:whole serviceLoadBalancerClass'), { spec }),
    customResource,
  }),
});

/** The body of an EventListener of v1alpha1. */
export const olderEventListenerSpec = object(usual, {
  triggers: list(object(trigger, { interceptors: olderInterceptors, triggerRef: 'text' })),
  resources: object({ kubernetesResource: object(plain('replicas:whole serviceType'), { spec }), customResource }),
});

/** The body of a ClusterInterceptor or Interceptor. */
export const interceptorSpec = object({
  clientConfig: object({ caBundle: 'text', url: 'text', service: object(plain('name namespace path port:whole')) }),
});
