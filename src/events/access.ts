import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];

/**
 * The ServiceAccount of the pods of an EventListener with the permissions that their code uses: to read the objects of Triggers, to create
 * what templates generate, and to write events. It reads no secrets, because the core interceptors compare them, and it cannot use other
 * accounts. The interceptors of the cluster can only be read with a ClusterRole.
 * @see triggers config/200-clusterrole.yaml, which also allows to read all secrets; pkg/sink does not
 */
export function listenerAccess(scope: Construct, name: string, namespace: string, kinds: () => readonly string[]): void {
  const metadata = { name, namespace };
  const clusterName = `tekwire-${namespace}-${name}`;
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  new ApiObject(scope, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  new ApiObject(scope, 'Role', {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata,
    rules: { resolve: () => roleRules(kinds()) },
  });
  new ApiObject(scope, 'RoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects,
  });
  new ApiObject(scope, 'ClusterRole', {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name: clusterName, namespace: undefined },
    rules: [{ apiGroups: ['triggers.tekton.dev'], resources: ['clusterinterceptors', 'clustertriggerbindings'], verbs: READ }],
  });
  new ApiObject(scope, 'ClusterRoleBinding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: clusterName, namespace: undefined },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterName },
    subjects,
  });
}

function roleRules(kinds: readonly string[]): unknown[] {
  return [
    { apiGroups: [''], resources: ['configmaps'], verbs: READ },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    { apiGroups: ['tekton.dev'], resources: [...kinds].sort(), verbs: ['create'] },
    {
      apiGroups: ['triggers.tekton.dev'],
      resources: ['eventlisteners', 'interceptors', 'triggerbindings', 'triggers', 'triggertemplates'],
      verbs: READ,
    },
  ];
}

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
