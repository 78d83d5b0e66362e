type Some<T extends string> = readonly [T, ...T[]];

/** The verbs of Kubernetes' RBAC. */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection'
  | 'use'
  | 'approve'
  | 'sign'
  | 'attest'
  | 'bind'
  | 'escalate'
  | 'impersonate'
  | '*';

/**
 * Permissions that the steps of a Task need, in the namespace of the run: every verb on every resource of every group.
 * @example { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'], resourceNames: ['web'] }
 * @see kubernetes/api rbac/v1/types.go PolicyRule
 */
export interface PermissionRule {
  /** API groups without their version, such as `apps`; `''` is that of Pods, Secrets and ConfigMaps. */
  readonly apiGroups: Some<string>;
  /** Resources in plural and lower case, such as `deployments`, or with a subresource, such as `pods/log`. */
  readonly resources: Some<string>;
  readonly verbs: Some<Verb>;
  /** Restricts the permissions to objects with these names. Kubernetes cannot restrict `create`. @default - objects of any name */
  readonly resourceNames?: Some<string>;
  /** Why groups, resources or verbs may be `*`; written into the Role. @default - not allowed (TW295) */
  readonly allowWildcard?: string;
  /** Why verbs may be `bind`, `escalate` or `impersonate`; written into the Role. @default - not allowed (TW296) */
  readonly allowEscalation?: string;
}
