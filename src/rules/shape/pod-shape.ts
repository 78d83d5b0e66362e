import { list, map, object, plain } from './shape';

// k8s.io/api/core/v1/types.go of v0.35: what stands in pods beside containers and volumes

/** Names another object of the namespace. */
export const nameOnly = object(plain('name'));

/** Which objects are meant, by their labels. */
export const labelSelector = object({
  matchExpressions: list(object(plain('key operator'), { values: list('text') })),
  matchLabels: map('text'),
});

const seLinuxOptions = object(plain('user role type level'));
const profile = object(plain('type localhostProfile'));
const windowsOptions = object(plain('gmsaCredentialSpecName gmsaCredentialSpec runAsUserName hostProcess:flag'));
const common = { appArmorProfile: profile, seLinuxOptions, seccompProfile: profile, windowsOptions } as const;

/** What the process of a container may do. */
export const securityContext = object(
  common,
  plain('privileged:flag runAsUser:whole runAsGroup:whole runAsNonRoot:flag readOnlyRootFilesystem:flag allowPrivilegeEscalation:flag'),
  { procMount: 'text', capabilities: object({ add: list('text'), drop: list('text') }) },
);

/** What all processes of a pod may do. */
export const podSecurityContext = object(
  common,
  plain(
    'runAsUser:whole runAsGroup:whole runAsNonRoot:flag supplementalGroupsPolicy fsGroup:whole fsGroupChangePolicy seLinuxChangePolicy',
  ),
  { supplementalGroups: list('whole'), sysctls: list(object(plain('name value'))) },
);

export const tolerations = list(object(plain('key operator value effect tolerationSeconds:whole')));

export const hostAliases = list(object(plain('ip'), { hostnames: list('text') }));

export const topologySpreadConstraints = list(
  object(plain('maxSkew:whole topologyKey whenUnsatisfiable minDomains:whole nodeAffinityPolicy nodeTaintsPolicy'), {
    labelSelector,
    matchLabelKeys: list('text'),
  }),
);

export const dnsConfig = object({
  nameservers: list('text'),
  options: list(object(plain('name value'))),
  searches: list('text'),
});

const nodeRequirements = list(object(plain('key operator'), { values: list('text') }));
const nodeTerm = object({ matchExpressions: nodeRequirements, matchFields: nodeRequirements });
const podTerm = object(plain('topologyKey'), {
  labelSelector,
  matchLabelKeys: list('text'),
  mismatchLabelKeys: list('text'),
  namespaceSelector: labelSelector,
  namespaces: list('text'),
});
const podAffinity = object({
  preferredDuringSchedulingIgnoredDuringExecution: list(object({ weight: 'whole', podAffinityTerm: podTerm })),
  requiredDuringSchedulingIgnoredDuringExecution: list(podTerm),
});

/** To which nodes and pods a pod is drawn. */
export const affinity = object({
  nodeAffinity: object({
    preferredDuringSchedulingIgnoredDuringExecution: list(object({ weight: 'whole', preference: nodeTerm })),
    requiredDuringSchedulingIgnoredDuringExecution: object({ nodeSelectorTerms: list(nodeTerm) }),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});

const httpGet = object(plain('path port:any host scheme'), { httpHeaders: list(object(plain('name value'))) });
const handler = {
  exec: object({ command: list('text') }),
  httpGet,
  tcpSocket: object(plain('port:any host')),
} as const;

/** How Kubernetes asks a container whether it is well. */
export const probe = object(
  handler,
  plain('initialDelaySeconds:whole timeoutSeconds:whole periodSeconds:whole successThreshold:whole failureThreshold:whole'),
  { terminationGracePeriodSeconds: 'whole', grpc: object(plain('port:whole service')) },
);

const lifecycleHandler = object(handler, { sleep: object(plain('seconds:whole')) });

/** What a container does after its start and before its end. */
const lifecycle = object({ stopSignal: 'text', postStart: lifecycleHandler, preStop: lifecycleHandler });

const ports = list(object(plain('name hostPort:whole containerPort:whole protocol hostIP')));

/** Fields of a container of a pod that sidecars have, and steps have not. */
export const containerOfPod = {
  ports,
  readinessProbe: probe,
  livenessProbe: probe,
  startupProbe: probe,
  lifecycle,
  terminationMessagePath: 'text',
  terminationMessagePolicy: 'text',
  stdin: 'flag',
  stdinOnce: 'flag',
  tty: 'flag',
} as const;
