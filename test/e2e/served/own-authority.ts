import type { PolicyVisitor } from 'tekwire';

/** The ConfigMap with the certificate of the authority, as `ca.crt`. */
export const AUTHORITY = 'authority';

/** Lets every step trust the authority of the file server of the tests, as docs/how-to/air-gap.md does. */
export const ownAuthority: PolicyVisitor = {
  name: 'own authority',
  task: (task) => ({ ...task, volumes: [...(task.volumes ?? []), { name: AUTHORITY, configMap: { name: AUTHORITY } }] }),
  step: (step) => ({
    ...step,
    env: [...(step.env ?? []), { name: 'SSL_CERT_FILE', value: '/authority/ca.crt' }],
    volumeMounts: [...(step.volumeMounts ?? []), { name: AUTHORITY, mountPath: '/authority', readOnly: true }],
  }),
};
