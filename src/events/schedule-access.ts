import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

const RBAC = 'rbac.authorization.k8s.io';
const VERBS = { allow: ['create'], forbid: ['create', 'list'], replace: ['create', 'list', 'patch'] } as const;

/** The account of the pods that start the runs of a schedule: it reads the template with the runs, and creates PipelineRuns. */
export function scheduleAccess(
  scope: Construct,
  name: string,
  namespace: string | undefined,
  template: string,
  concurrency: keyof typeof VERBS,
): void {
  const metadata = { name };
  new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  new ApiObject(scope, 'Role', {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata,
    rules: [
      { apiGroups: ['tekton.dev'], resources: ['pipelineruns'], verbs: [...VERBS[concurrency]] },
      { apiGroups: ['triggers.tekton.dev'], resources: ['triggertemplates'], resourceNames: [template], verbs: ['get'] },
    ],
  });
  new ApiObject(scope, 'RoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, ...(namespace !== undefined && { namespace }) }],
  });
}
