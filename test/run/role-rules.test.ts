import type { PermissionRule } from '../../src';
import { roleRules } from '../../src/run/role-rules';
import type { Verb } from '../../src/types';
import { fc } from '../support/random';

const read: PermissionRule = { apiGroups: [''], resources: ['pods'], verbs: ['list', 'get'] };

describe('the rules of a Role', () => {
  it('list each permission once, in alphabetical order', () => {
    expect(roleRules([read, { ...read, verbs: ['get'] }, { ...read, verbs: ['watch'] }])).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
  });

  it('combine resources of one group with the same verbs', () => {
    const logs: PermissionRule = { apiGroups: [''], resources: ['pods/log'], verbs: ['get', 'list'] };
    const apps: PermissionRule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] };

    expect(roleRules([apps, logs, read])).toEqual([
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] },
    ]);
  });

  it('separate permissions for named objects from permissions for all objects', () => {
    const secrets = { apiGroups: [''], resources: ['secrets'] } as const;

    expect(
      roleRules([
        { ...secrets, verbs: ['get', 'update'], resourceNames: ['token', 'key'] },
        { ...secrets, verbs: ['get'] },
        { ...secrets, verbs: ['get'], resourceNames: ['password'] },
      ]),
    ).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['get'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['key', 'token'], verbs: ['update'] },
    ]);
  });

  it('have no other verb next to "*"', () => {
    expect(
      roleRules([
        { ...read, verbs: ['get', '*'] },
        { ...read, verbs: ['patch'], resourceNames: ['web'] },
      ]),
    ).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['*'] }]);
  });

  it('allow exactly the declared permissions, in any order of the declarations', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), (rules) => {
        const made = roleRules(rules);

        expect(allowedBy(made)).toEqual(allowedBy(rules));
        expect(roleRules([...rules].reverse())).toEqual(made);
      }),
    );
  });
});

const groups = ['', 'apps'];
const resources = ['pods', 'secrets', 'services'];
const verbs: readonly Verb[] = ['get', 'list', 'patch'];
/** The last stands for every object that no rule names. */
const names = ['a', 'b', 'other'];

function some<T>(values: readonly T[]) {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }).map((found) => found as unknown as readonly [T, ...T[]]);
}

const anyRule: fc.Arbitrary<PermissionRule> = fc.record(
  { apiGroups: some(groups), resources: some(resources), verbs: some(verbs), resourceNames: some(['a', 'b']) },
  { requiredKeys: ['apiGroups', 'resources', 'verbs'] },
);

interface Allowing {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** Every request that Kubernetes would let through. */
function allowedBy(rules: readonly Allowing[]): string[] {
  const requests = groups.flatMap((group) =>
    resources.flatMap((resource) => verbs.flatMap((verb) => names.map((name) => ({ group, resource, verb, name })))),
  );
  const allows = (rule: Allowing, { group, resource, verb, name }: (typeof requests)[number]) =>
    rule.apiGroups.includes(group) &&
    rule.resources.includes(resource) &&
    rule.verbs.includes(verb) &&
    (rule.resourceNames === undefined || rule.resourceNames.includes(name));
  return requests.filter((request) => rules.some((rule) => allows(rule, request))).map((request) => JSON.stringify(request));
}
