import type { PermissionRule } from '../task';

/** One rule of a Role, as the manifest holds it. */
export interface RoleRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

/** The verbs allowed on one resource, for objects of any name or for the named ones. */
interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly any: Set<string>;
  readonly named: Map<string, Set<string>>;
}

interface Row {
  readonly group: string;
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

/** The rules of a Role that allows exactly what `rules` allow together; the order of `rules` does not matter. */
export function roleRules(rules: readonly PermissionRule[]): RoleRule[] {
  const rows = [...grantsOf(rules).values()].flatMap(rowsOf);
  const merged = joined(rows, ({ group, names, verbs }) => [group, names, verbs], mergeResources);
  return sorted(merged).map(({ group, resources, names, verbs }) => ({
    apiGroups: [group],
    resources: [...resources],
    ...(names.length > 0 && { resourceNames: [...names] }),
    verbs: [...verbs],
  }));
}

/** A rule is a product of its fields, so a union of two is exact only when each pair of group and resource keeps its own verbs. */
function grantsOf(rules: readonly PermissionRule[]): Map<string, Grant> {
  const grants = new Map<string, Grant>();
  for (const { apiGroups, resources, verbs, resourceNames } of rules)
    for (const group of apiGroups)
      for (const resource of resources) {
        const key = JSON.stringify([group, resource]);
        const grant = grants.get(key) ?? { group, resource, any: new Set(), named: new Map() };
        grants.set(key, grant);
        for (const allowed of resourceNames?.map((name) => verbsFor(grant, name)) ?? [grant.any])
          for (const verb of verbs) allowed.add(verb);
      }
  return grants;
}

function verbsFor({ named }: Grant, name: string): Set<string> {
  const known = named.get(name) ?? new Set();
  named.set(name, known);
  return known;
}

/** Verbs that are allowed for any name are not repeated for named objects. */
function rowsOf({ group, resource, any, named }: Grant): Row[] {
  const all = sortedVerbs(any);
  const rest = all.includes('*')
    ? []
    : [...named].flatMap(([name, verbs]) => {
        const more = sortedVerbs(new Set([...verbs].filter((verb) => !any.has(verb))));
        return more.length === 0 ? [] : [{ group, resources: [resource], names: [name], verbs: more }];
      });
  const own = all.length === 0 ? [] : [{ group, resources: [resource], names: [], verbs: all }];
  return [...own, ...joined(rest, ({ verbs }) => verbs, mergeNames)];
}

function sortedVerbs(verbs: ReadonlySet<string>): string[] {
  return verbs.has('*') ? ['*'] : [...verbs].sort();
}

function mergeNames(a: Row, b: Row): Row {
  return { ...a, names: [...a.names, ...b.names].sort() };
}

function mergeResources(a: Row, b: Row): Row {
  return { ...a, resources: [...a.resources, ...b.resources].sort() };
}

/** Merges all rows with the same key. */
function joined(rows: readonly Row[], keyOf: (row: Row) => unknown, merge: (a: Row, b: Row) => Row): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const known = found.get(key);
    found.set(key, known === undefined ? row : merge(known, row));
  }
  return [...found.values()];
}

/** Sorts by group, then resources, names and verbs. */
function sorted(rows: readonly Row[]): Row[] {
  const keyOf = ({ group, resources, names, verbs }: Row) => [group, resources, names, verbs].join('\n');
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
