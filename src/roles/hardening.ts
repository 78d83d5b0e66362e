import type { PodTemplate, SecurityContext } from '../spec';
import { runEnv } from './run-env';

/** The user that components run as: `nobody`, the one user without rights that the password file of nearly every image knows (ssh asks for it). */
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

/** Pods in which such steps can write to the workspace's volume: all that a component needs of the pods of a run. */
export const componentPod: PodTemplate = { securityContext: { fsGroup: NOBODY, fsGroupChangePolicy: 'OnRootMismatch' } };

/** Pods of a run in which there is nothing but components. */
export const restrictedPod: PodTemplate = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };

/** What every step of a component starts with; `/tekton/home` is a directory that any user may write to. */
export const componentTemplate = { securityContext: restricted, env: { HOME: '/tekton/home', ...runEnv } };
