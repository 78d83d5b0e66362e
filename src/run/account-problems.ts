import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quoted } from '../diagnostics';
import type { Claim } from './claims';

/** The account's name in the cluster. Without a namespace, which is then chosen when it is applied, it may be in any. */
interface AccountName {
  readonly name: string;
  readonly namespace: string | undefined;
}

const ESCALATING = new Set<string>(['bind', 'escalate', 'impersonate']);
const BINDINGS = new Set(['RoleBinding', 'ClusterRoleBinding']);

/** Errors in the permissions that tasks declare, one line each. */
export function claimProblems(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ rule, task, index }) => {
    const place = `${task} rbac[${index}]`;
    const wild = (['apiGroups', 'resources', 'verbs'] as const).filter((field) => rule[field].some((one) => isWildcard(one)));
    const escalating = rule.verbs.filter((verb) => ESCALATING.has(verb));
    return [
      ...(isReason(rule.allowWildcard)
        ? []
        : wild.map(
            (field) => `TW295 ${place}.${field}: "*" allows everything, also in the future; name each one, or say why in allowWildcard`,
          )),
      ...(isReason(rule.allowEscalation)
        ? []
        : escalating.map(
            (verb) =>
              `TW296 ${place}.verbs: ${quoted(verb)} lets a run give itself permissions that this account lacks; remove it, or say why in allowEscalation`,
          )),
    ];
  });
}

/** Errors in the account's own name, one line each. */
export function nameProblems({ name }: AccountName): string[] {
  if (name !== 'default') return [];
  return ['TW298 metadata.name: every pod of the namespace without a service account runs as "default"; give the account another name'];
}

/** Bindings of the app that make the account `cluster-admin`, one line each. */
export function clusterAdminProblems(root: IConstruct, account: AccountName): string[] {
  const bindings = root.node.findAll().filter((one): one is ApiObject => ApiObject.isApiObject(one) && BINDINGS.has(one.kind));
  return bindings
    .filter((binding) => makesAdmin(binding, account))
    .map(
      ({ kind, name }) =>
        `TW297 serviceAccount: ${kind} "${name}" makes it "cluster-admin"; bind a Role with what its tasks need, or say why in allowClusterAdmin`,
    )
    .sort();
}

/** Whether the binding gives `cluster-admin` to the account, or to a group that contains it. */
function makesAdmin(binding: ApiObject, { name, namespace }: AccountName): boolean {
  const { roleRef, subjects } = binding.toJson() as { roleRef?: RoleRef; subjects?: readonly Subject[] };
  if (roleRef?.kind !== 'ClusterRole' || roleRef.name !== 'cluster-admin') return false;
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  // in a RoleBinding the namespace of an account defaults to that of the binding (kubernetes pkg/registry/rbac/validation/rule.go
  // appliesToUser)
  const isIn = (other = binding.metadata.namespace) => namespace === undefined || other === undefined || other === namespace;
  return (subjects ?? []).some((one) =>
    one.kind === 'Group' ? groups.includes(one.name) : one.kind === 'ServiceAccount' && one.name === name && isIn(one.namespace),
  );
}

interface RoleRef {
  readonly kind: string;
  readonly name: string;
}

interface Subject extends RoleRef {
  readonly namespace?: string;
}

/** Whether a reason is given and not empty. */
export function isReason(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '';
}

/** Whether it is a wildcard: `*`, or a subresource of all resources such as `*\/scale`. */
function isWildcard(value: string): boolean {
  return value === '*' || value.startsWith('*/');
}
