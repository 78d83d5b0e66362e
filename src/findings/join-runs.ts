import { isObject, type JsonObject, rewrite } from './rewrite';
import { ruleFinder } from './rule';
import type { SarifDriver, SarifResult, SarifRule, SarifRun } from './sarif';
import { severityProperty } from './severity';
import { severityOf } from './weigh';

/**
 * Two runs of one tool as one: their lists one behind the other, rules once for each id, and every position in the second run's
 * results moved to where its thing stands now. Where both runs say something only once (`columnKind`, `language`), the first is right.
 */
export function joinRuns(first: SarifRun, second: SarifRun): SarifRun {
  const driver = joinDrivers(first.tool.driver, second.tool.driver);
  const extensions = [...(first.tool.extensions ?? []), ...(second.tool.extensions ?? [])];
  const tool = { ...second.tool, ...first.tool, driver, ...(extensions.length > 0 && { extensions }) };
  const moved = rewrite(second, moveVisit(first));
  const joined = joinMembers(first as unknown as JsonObject, moved as unknown as JsonObject) as unknown as SarifRun;
  return { ...joined, tool, results: [...first.results, ...repointRules(moved.results, second, { tool })] };
}

function joinDrivers(first: SarifDriver, second: SarifDriver): SarifDriver {
  const ids = new Set(first.rules?.map(({ id }) => id));
  const rules = [...(first.rules ?? []), ...(second.rules ?? []).filter(({ id }) => !ids.has(id))];
  const notifications = unique([...(first.notifications ?? []), ...(second.notifications ?? [])]);
  return { ...second, ...first, ...(rules.length > 0 && { rules }), ...(notifications.length > 0 && { notifications }) };
}

/** Lists that results point into by position; the others hold what one tool says alike in every run. */
const tables: ReadonlySet<string> = new Set([
  'addresses',
  'artifacts',
  'graphs',
  'invocations',
  'logicalLocations',
  'results',
  'threadFlowLocations',
  'webRequests',
  'webResponses',
]);

function joinMembers(first: JsonObject, second: JsonObject): JsonObject {
  const joined: Record<string, unknown> = { ...second, ...first };
  for (const [name, theirs] of Object.entries(second)) {
    const ours = first[name];
    if (Array.isArray(ours) && Array.isArray(theirs)) joined[name] = tables.has(name) ? [...ours, ...theirs] : unique([...ours, ...theirs]);
    else if (isObject(ours) && isObject(theirs)) joined[name] = { ...theirs, ...ours };
  }
  return joined;
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Map([...items].reverse().map((item) => [JSON.stringify(item), item])).values()].reverse();
}

/** Fields that hold a position, and in which of the run's lists, by the key under which their object stands. */
const positions: Readonly<Record<string, readonly (readonly [field: string, list: string])[]>> = {
  artifactLocation: [['index', 'artifacts']],
  location: [['index', 'artifacts']],
  analysisTarget: [['index', 'artifacts']],
  artifacts: [['parentIndex', 'artifacts']],
  logicalLocations: [
    ['index', 'logicalLocations'],
    ['parentIndex', 'logicalLocations'],
  ],
  locations: [['index', 'threadFlowLocations']],
  webRequest: [['index', 'webRequests']],
  webResponse: [['index', 'webResponses']],
  address: [
    ['index', 'addresses'],
    ['parentIndex', 'addresses'],
  ],
  addresses: [
    ['index', 'addresses'],
    ['parentIndex', 'addresses'],
  ],
  graphTraversals: [['runGraphIndex', 'graphs']],
  provenance: [['invocationIndex', 'invocations']],
};

/** References that also name what they mean, so that their position may be left out. */
const named: ReadonlySet<string> = new Set(['rule', 'associatedRule', 'descriptor', 'target', 'taxa', 'toolComponent']);

function moveVisit(first: SarifRun): (object: JsonObject, key: string) => JsonObject {
  const lists = first as unknown as JsonObject;
  const lengthOf = (list: string) => (Array.isArray(lists[list]) ? lists[list].length : 0);
  return (object, key) => {
    if (named.has(key) && (object.id ?? object.guid ?? object.name) !== undefined && 'index' in object) {
      const { index: _position, ...rest } = object;
      return rest;
    }
    if (key === 'toolComponent') return move(object, 'index', first.tool.extensions?.length ?? 0);
    const fields = Object.hasOwn(positions, key) ? (positions[key] ?? []) : [];
    return fields.reduce((moved, [field, list]) => move(moved, field, lengthOf(list)), object);
  };
}

function move(object: JsonObject, field: string, offset: number): JsonObject {
  const position = object[field];
  return typeof position === 'number' && position >= 0 && offset > 0 ? { ...object, [field]: position + offset } : object;
}

/** Points results at the joined rules. Where a rule of the same id weighs differently there, the result keeps the severity that it had. */
function repointRules(results: readonly SarifResult[], before: SarifRun, after: Pick<SarifRun, 'tool'>): readonly SarifResult[] {
  const findBefore = ruleFinder(before);
  const findAfter = ruleFinder(after);
  const indexes = new Map(after.tool.driver.rules?.map((rule, index): [SarifRule, number] => [rule, index]));
  return results.map((moved, position) => {
    const old = before.results[position] ?? moved;
    const result = moved.rule?.toolComponent ? moved : withoutPositions(moved);
    const rule = findAfter(result);
    const index = rule && moved.ruleIndex !== undefined ? indexes.get(rule) : undefined;
    const severity = severityOf(old, findBefore(old), before.tool.driver.name);
    const weighsAlike = severityOf(result, rule, after.tool.driver.name) === severity;
    return {
      ...result,
      ...(index !== undefined && { ruleIndex: index }),
      ...(!weighsAlike && { properties: { ...result.properties, [severityProperty]: severity } }),
    };
  });
}

function withoutPositions({ ruleIndex: _ruleIndex, rule, ...rest }: SarifResult): SarifResult {
  if (!rule) return rest;
  const { index: _index, ...reference } = rule;
  return { ...rest, rule: reference };
}
