type Some<T extends string> = readonly [T, ...T[]];

/** What Kubernetes' RBAC calls the ways to use a resource. */
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
 * What the steps of a Task do to the cluster, in the namespace of the run: every verb on every resource of every group.
 * @example { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'], resourceNames: ['web'] }
 * @see kubernetes/api rbac/v1/types.go PolicyRule
 */
export interface PermissionRule {
  /** Groups without their version, `apps`; `''` is that of Pods, Secrets and ConfigMaps. */
  readonly apiGroups: Some<string>;
  /** Plural and lower case, `deployments`, with what is below them, `pods/log`. */
  readonly resources: Some<string>;
  readonly verbs: Some<Verb>;
  /** The only objects that it is about. Kubernetes cannot limit `create` so. @default - those of any name */
  readonly resourceNames?: Some<string>;
  /** Why groups, resources or verbs may be `*`; stands in the Role. @default - they may not (TW295) */
  readonly allowWildcard?: string;
  /** Why verbs may be `bind`, `escalate` or `impersonate`; stands in the Role. @default - they may not (TW296) */
  readonly allowEscalation?: string;
}
