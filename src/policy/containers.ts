import type { ContainerSpec, PodTemplate, ResourceRequirements, SecurityContext } from '../spec';
import { knownOf } from '../synth';
import type { PolicyVisitor } from './visitor';

/**
 * Gives resources to steps and sidecars that ask for none, neither themselves nor by their Task's `stepTemplate`. Whoever asks for some
 * keeps exactly those: a default limit beside an own request may be below it.
 * @example
 * Policy.of(app).add(defaultResources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } }));
 */
export function defaultResources(computeResources: ResourceRequirements): PolicyVisitor {
  const fill = <T extends ContainerSpec>(container: T): T =>
    container.computeResources === undefined ? { ...container, computeResources } : container;
  return {
    name: 'defaultResources',
    step: (step, { stepTemplate }) => (stepTemplate?.computeResources === undefined ? fill(step) : step),
    sidecar: fill,
  };
}

/** How the restricted profile is kept. */
export interface RestrictSecurityProps {
  /** The user and group of containers that say no user, and the group of their volumes. @default - the user of the image, who must not be root */
  readonly runAsUser?: number;
}

/**
 * Holds steps, sidecars and StepActions to the restricted profile of Kubernetes' Pod Security Standards: not root, no privileges, no
 * capabilities, the runtime's seccomp profile. What a container says that the profile allows stays. From the pods of runs goes what the
 * profile forbids: root, an unconfined seccomp profile, the network of the node. Volumes, host ports and SELinux options stay.
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

/** Without what a step has from its template: Tekton merges the two field by field. */
function missing(wanted: SecurityContext, own: SecurityContext = {}, inherited: SecurityContext): SecurityContext {
  const isInherited = (key: keyof SecurityContext) =>
    own[key] === undefined && JSON.stringify(inherited[key]) === JSON.stringify(wanted[key]);
  return Object.fromEntries(Object.entries(wanted).filter(([key]) => !isInherited(key as keyof SecurityContext)));
}

function restricted(own: SecurityContext = {}, inherited: SecurityContext, runAsUser?: number): SecurityContext {
  const { privileged, procMount: _, capabilities, ...rest } = own;
  const profile = own.seccompProfile ?? inherited.seccompProfile;
  // the one capability that the profile lets be added
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

/** The container's own user stays unless that is root; `undefined` takes root away. */
function userOf(own: SecurityContext, inherited: SecurityContext, runAsUser?: number): Pick<SecurityContext, 'runAsUser' | 'runAsGroup'> {
  const user = own.runAsUser ?? inherited.runAsUser;
  if (user !== undefined && user !== 0) return {};
  return { runAsUser, runAsGroup: own.runAsGroup ?? inherited.runAsGroup ?? runAsUser };
}

// What the profile wants stands at the containers: at the pod it would hold for those of excepted Tasks too.
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
