import { TekwireError } from '../diagnostics';
import type { Manifest } from '../spec';
import { isRecord } from '../synth';
import type { PermissionRule } from '../task';

/** A permission to look for: every verb on every resource of every group. */
export type Permission = Pick<PermissionRule, 'apiGroups' | 'resources' | 'verbs' | 'resourceNames'>;

/** One verb on one resource. `name` is undefined for objects of any name. */
interface Access {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly name: string | undefined;
}

interface RoleRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** A PipelineServiceAccount. @open */
interface RoleHolder {
  readonly role: { toJson(): unknown };
}

/** The manifest of a Role or ClusterRole. @open */
interface RoleManifest extends Manifest {}

/** A PipelineServiceAccount, or the manifest of a Role or ClusterRole. */
export type AnyRole = RoleManifest | RoleHolder;

/**
 * Splits a permission by what the role grants of it, in words: `patch deployments.apps "web"`. As Kubernetes does it: a rule without
 * names is for all objects, and `*` for every group, resource or verb.
 * @throws TekwireError when the value is not a role
 */
export function grantsOf(role: AnyRole, permission: Permission): { readonly granted: string[]; readonly missing: string[] } {
  const rules = rulesOf(role);
  const all = accesses(permission);
  const isGranted = (access: Access) => rules.some((rule) => allows(rule, access));
  return { granted: all.filter(isGranted).map(inWords), missing: all.filter((one) => !isGranted(one)).map(inWords) };
}

function rulesOf(role: AnyRole): readonly RoleRule[] {
  const emitted: unknown = isRecord(role) && isRecord(role.role) && typeof role.role.toJson === 'function' ? role.role.toJson() : role;
  if (isRecord(emitted) && (emitted.kind === 'Role' || emitted.kind === 'ClusterRole')) return (emitted.rules ?? []) as readonly RoleRule[];
  throw new TekwireError('expected a PipelineServiceAccount, or the manifest of a Role or ClusterRole');
}

function accesses({ apiGroups, resources, verbs, resourceNames = [undefined] as never }: Permission): Access[] {
  return apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) => (resourceNames as readonly (string | undefined)[]).map((name) => ({ group, resource, verb, name }))),
    ),
  );
}

// kubernetes/component-helpers auth/rbac/validation/policy_comparator.go ruleCovers
function allows(
  { apiGroups = [], resources = [], verbs = [], resourceNames = [] }: RoleRule,
  { group, resource, verb, name }: Access,
): boolean {
  const isNamed = resourceNames.length > 0;
  return (
    has(apiGroups, group) &&
    (has(resources, resource) || resources.includes(`*/${resource.split('/')[1] ?? ''}`)) &&
    has(verbs, verb) &&
    (!isNamed || (name !== undefined && resourceNames.includes(name)))
  );
}

function has(list: readonly string[], word: string): boolean {
  return list.includes(word) || list.includes('*');
}

function inWords({ group, resource, verb, name }: Access): string {
  return `${verb} ${resource}${group === '' ? '' : `.${group}`}${name === undefined ? '' : ` "${name}"`}`;
}
