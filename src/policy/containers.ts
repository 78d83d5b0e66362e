import type { ContainerSpec, PodTemplate, ResourceRequirements, SecurityContext } from '../spec';
import { knownOf } from '../synth';
import { demandOptions, policyOr } from './stand-in';
import type { PolicyVisitor } from './visitor';

/**
 * Sets the resources of steps and sidecars that have none, neither of their own nor from their Task's `stepTemplate`. Containers with any
 * resources are unchanged, since a default limit could be below their own request.
 * @example
 * Policy.of(app).add(defaultResources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } }));
 */
export function defaultResources(computeResources: ResourceRequirements): PolicyVisitor {
  return policyOr('defaultResources', () => {
    demandOptions('defaultResources', computeResources, "{ requests: { cpu: '100m' } }");
    return resourcesVisitor(computeResources);
  });
}

function resourcesVisitor(computeResources: ResourceRequirements): PolicyVisitor {
  const fill = <T extends ContainerSpec>(container: T): T =>
    container.computeResources === undefined ? { ...container, computeResources } : container;
  return {
    name: 'defaultResources',
    step: (step, { stepTemplate }) => (stepTemplate?.computeResources === undefined ? fill(step) : step),
    sidecar: fill,
  };
}

/** Options of `restrictSecurity`. */
export interface RestrictSecurityProps {
  /** The user and group of containers that set no user, and the group of their volumes. @default - the user of the image, which must not be root */
  readonly runAsUser?: number;
}

/**
 * Applies the restricted profile of Kubernetes' Pod Security Standards to steps, sidecars and StepActions: non-root, no privileges, no
 * capabilities, the runtime's seccomp profile. Settings of a container that the profile allows are kept. Settings of run pods that the
 * profile forbids are removed: root, an unconfined seccomp profile, the network of the node. Volumes, host ports and SELinux options are kept.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * @example
 * Policy.of(app).add(restrictSecurity({ runAsUser: 65534 }), { except: [buildImage] });
 */
export function restrictSecurity(props: RestrictSecurityProps = {}): PolicyVisitor {
  return knownOf('RestrictSecurityProps', props, restrictingVisitor);
}

function restrictingVisitor({ runAsUser }: RestrictSecurityProps): PolicyVisitor {
  const restrict = <T extends Contained>(container: T, inherited: SecurityContext = {}): T => {
    const own = container.securityContext;
    const more = missing(restricted(own, inherited, runAsUser), own, inherited);
    return own === undefined && Object.keys(more).length === 0 ? container : { ...container, securityContext: more };
  };
  return {
    name: 'restrictSecurity',
    stepTemplate: (template) => (template.securityContext === undefined ? template : restrict(template)),
    // a step with a `ref` gets the context of its StepAction
    step: (step, { stepTemplate }) => (step.ref === undefined ? restrict(step, stepTemplate?.securityContext) : step),
    sidecar: (sidecar) => restrict(sidecar),
    stepAction: (action) => restrict(action),
    podTemplate: (template, { isOfOneTask }) =>
      isOfOneTask && template.securityContext === undefined ? withoutHost(template) : restrictedPod(template, runAsUser),
  };
}

interface Contained {
  readonly securityContext?: SecurityContext;
}

/** Removes the fields that a step inherits from its template: Tekton merges the two field by field. */
function missing(wanted: SecurityContext, own: SecurityContext = {}, inherited: SecurityContext): SecurityContext {
  const isInherited = (key: keyof SecurityContext) =>
    own[key] === undefined && JSON.stringify(inherited[key]) === JSON.stringify(wanted[key]);
  return Object.fromEntries(Object.entries(wanted).filter(([key]) => !isInherited(key as keyof SecurityContext)));
}

function restricted(own: SecurityContext = {}, inherited: SecurityContext, runAsUser?: number): SecurityContext {
  const { privileged, procMount: _, capabilities, ...rest } = own;
  const profile = own.seccompProfile ?? inherited.seccompProfile;
  // the only capability that the profile allows to add
  const isBinding = (capabilities?.add ?? []).includes('NET_BIND_SERVICE');
  return {
    ...rest,
    ...(privileged === undefined ? {} : { privileged: false }),
    ...userOf(own, inherited, runAsUser),
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], ...(isBinding ? { add: ['NET_BIND_SERVICE'] } : {}) },
    ...(profile === undefined || profile.type === 'Unconfined' ? { seccompProfile: { type: 'RuntimeDefault' } } : {}),
    ...(own.appArmorProfile?.type === 'Unconfined' ? { appArmorProfile: undefined } : {}),
  };
}

/** The container's own user, unless it is root; `undefined` removes root. */
function userOf(own: SecurityContext, inherited: SecurityContext, runAsUser?: number): Pick<SecurityContext, 'runAsUser' | 'runAsGroup'> {
  const user = own.runAsUser ?? inherited.runAsUser;
  if (user !== undefined && user !== 0) return {};
  return { runAsUser, runAsGroup: own.runAsGroup ?? inherited.runAsGroup ?? runAsUser };
}

// The profile is set on the containers: on the pod it would also apply to the containers of excepted Tasks.
function restrictedPod(template: PodTemplate, runAsUser?: number): PodTemplate {
  const { securityContext: own = {} } = template;
  const context = {
    ...own,
    fsGroup: own.fsGroup ?? runAsUser,
    runAsUser: own.runAsUser === 0 ? undefined : own.runAsUser,
    runAsNonRoot: own.runAsNonRoot === false ? undefined : own.runAsNonRoot,
    seccompProfile: own.seccompProfile?.type === 'Unconfined' ? undefined : own.seccompProfile,
  };
  const isEmpty = Object.values(context).every((value) => value === undefined);
  return withoutHost({ ...template, securityContext: isEmpty ? undefined : context });
}

function withoutHost({ hostNetwork: _, ...template }: PodTemplate): PodTemplate {
  return template;
}
