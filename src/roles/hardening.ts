import type { PodTemplate, SecurityContext } from '../spec';
import { runEnv } from './run-env';

/** The user of components: `nobody`, the unprivileged user in the password file of nearly every image (ssh requires an entry). */
const NOBODY = 65534;

/** Every step of a component: not root, no privileges, no capabilities (Pod Security "restricted"). */
const restricted: SecurityContext = {
  runAsNonRoot: true,
  runAsUser: NOBODY,
  runAsGroup: NOBODY,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** The pod template with which such steps can write to the workspace's volume. */
export const componentPod: PodTemplate = { securityContext: { fsGroup: NOBODY, fsGroupChangePolicy: 'OnRootMismatch' } };

/** The pod template of a run that has only components. */
export const restrictedPod: PodTemplate = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };

/** What every step of a component has that is not made by a role. */
export const componentStep = { securityContext: restricted, env: { HOME: '/tekton/home', ...runEnv } };

/** The step template of components; `/tekton/home` is a directory that any user can write to. */
export const componentTemplate = { securityContext: restricted, env: { HOME: '/tekton/home', ...runEnv } };
