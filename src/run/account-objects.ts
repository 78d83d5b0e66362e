import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Named, nameOf, nonEmpty } from '../task';
import { isReason } from './account-problems';
import type { Claim } from './claims';
import { roleRules } from './role-rules';

/** The annotation with the reasons for what is refused without one. */
export const BECAUSE = 'tekwire.dev/because';
const RBAC = 'rbac.authorization.k8s.io/v1';

/** What an account is made of. */
interface AccountProps {
  readonly metadata: ApiObjectMetadata;
  /** The permissions of its Role, read at synth. */
  readonly claims: () => readonly Claim[];
  readonly secrets?: readonly (string | Named)[] | undefined;
  readonly imagePullSecrets?: readonly (string | Named)[] | undefined;
}

/** A ServiceAccount, a Role with exactly what the claims allow, and the RoleBinding between the two. Pods get a token only with a permission. */
export class AccountObjects {
  readonly account: ApiObject;
  readonly role: ApiObject;
  readonly roleBinding: ApiObject;

  constructor(scope: Construct, { metadata, claims, secrets, imagePullSecrets }: AccountProps) {
    const rules = () => roleRules(claims().map(({ rule }) => rule));
    this.account = new ApiObject(scope, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      automountServiceAccountToken: Lazy.any({ produce: () => rules().length > 0 }),
      secrets: references(secrets),
      imagePullSecrets: references(imagePullSecrets),
    });
    const { name } = this.account;
    const { namespace } = this.account.metadata;
    const annotations = { [BECAUSE]: Lazy.any({ produce: () => reasonsOf(claims()) }) as string };
    this.role = new ApiObject(scope, 'Role', {
      apiVersion: RBAC,
      kind: 'Role',
      metadata: { name, namespace, annotations },
      rules: Lazy.any({ produce: rules }),
    });
    this.roleBinding = new ApiObject(scope, 'RoleBinding', {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}

/** The reasons for permissions that are refused without one, one line each. */
function reasonsOf(claims: readonly Claim[]): string | undefined {
  const lines = claims.flatMap(({ rule: { allowWildcard, allowEscalation } }) => [
    ...(isReason(allowWildcard) ? [`TW295: ${allowWildcard}`] : []),
    ...(isReason(allowEscalation) ? [`TW296: ${allowEscalation}`] : []),
  ]);
  return lines.length === 0 ? undefined : [...new Set(lines)].sort().join('\n');
}

function references(secrets: readonly (string | Named)[] = []): { name: string }[] | undefined {
  return nonEmpty(secrets)?.map((secret) => ({ name: nameOf(secret) }));
}
