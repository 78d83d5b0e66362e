import { closed } from './part-shape';
import { list, object, plain } from './shape';

// k8s.io/api/core/v1/types.go of v0.35: fields of pods that the CRDs leave open

const labelSelector = closed.of('labelSelector');
const securityContext = closed.of('securityContext');

/** The security context of a pod. */
export const podSecurityContext = object(
  Object.fromEntries(
    ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'windowsOptions'].map((name) => [
      name,
      securityContext.fields.get(name) ?? 'any',
    ]),
  ),
  plain(
    'runAsUser:whole runAsGroup:whole runAsNonRoot:flag supplementalGroupsPolicy fsGroup:whole fsGroupChangePolicy seLinuxChangePolicy',
  ),
  { supplementalGroups: list('whole'), sysctls: list(object(plain('name value'))) },
);

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
  preferredDuringSchedulingIgnoredDuringExecution: list(object({ weight: 'int32', podAffinityTerm: podTerm })),
  requiredDuringSchedulingIgnoredDuringExecution: list(podTerm),
});

/** The affinity of a pod. */
export const affinity = object({
  nodeAffinity: object({
    preferredDuringSchedulingIgnoredDuringExecution: list(object({ weight: 'int32', preference: nodeTerm })),
    requiredDuringSchedulingIgnoredDuringExecution: object({ nodeSelectorTerms: list(nodeTerm) }),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});
