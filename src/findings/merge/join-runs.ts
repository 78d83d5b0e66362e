import { distinct } from '../log/distinct';
import { isObject, type JsonObject, rewrite } from '../log/rewrite';
import { ruleFinder } from '../log/rule';
import type { SarifDriver, SarifResult, SarifRule, SarifRun } from '../log/sarif';
import { severityProperty } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { isTable, type JoinedTable, joinTable, joinTables } from './join-tables';

/** A run without duplicate rules and artifacts; references to them are updated. */
export function joinWithItself(run: SarifRun): SarifRun {
  return joinRuns({ tool: { driver: { name: run.tool.driver.name } }, results: [] }, run);
}

/**
 * Joins two runs of one tool: their arrays are concatenated, rules are unique by id, artifacts are unique, and every index in the second
 * run's results is updated. For fields with a single value (`columnKind`, `language`) the first run wins.
 */
export function joinRuns(first: SarifRun, second: SarifRun): SarifRun {
  const driver = joinDrivers(first.tool.driver, second.tool.driver);
  const extensions = joinTable(first.tool.extensions ?? [], second.tool.extensions ?? [], 'distinct');
  const tool = {
    ...second.tool,
    ...first.tool,
    driver,
    ...(extensions.items.length > 0 && { extensions: extensions.items as readonly SarifDriver[] }),
  };
  const tables = new Map([...joinTables(asObject(first), asObject(second)), ['extensions', extensions]]);
  const moved = rewrite(second, indexMover(tables));
  // items are compared before their indexes are updated, and added after
  const joined = joinMembers(asObject(first), asObject(moved), tables) as unknown as SarifRun;
  return { ...joined, tool, results: [...first.results, ...repointRules(moved.results, second, { tool })] };
}

function asObject(run: SarifRun): JsonObject {
  return run as unknown as JsonObject;
}

function joinDrivers(first: SarifDriver, second: SarifDriver): SarifDriver {
  const byId = new Map<string, SarifRule>();
  for (const rule of [...(first.rules ?? []), ...(second.rules ?? [])]) if (!byId.has(rule.id)) byId.set(rule.id, rule);
  const rules = [...byId.values()];
  const notifications = distinct([...(first.notifications ?? []), ...(second.notifications ?? [])]);
  return { ...second, ...first, ...(rules.length > 0 && { rules }), ...(notifications.length > 0 && { notifications }) };
}

function joinMembers(first: JsonObject, second: JsonObject, tables: ReadonlyMap<string, JoinedTable>): JsonObject {
  const joined: Record<string, unknown> = { ...second, ...first };
  for (const [name, theirs] of Object.entries(second)) {
    const ours = first[name];
    const table = isTable(name) ? tables.get(name) : undefined;
    if (table && Array.isArray(theirs)) joined[name] = placeAdded(Array.isArray(ours) ? ours : [], theirs, table);
    else if (Array.isArray(theirs)) joined[name] = distinct([...(Array.isArray(ours) ? ours : []), ...theirs]);
    else if (isObject(ours) && isObject(theirs)) joined[name] = { ...theirs, ...ours };
  }
  return joined;
}

/** The joined array, with the added items of the second array after their indexes were updated. */
function placeAdded(ours: readonly unknown[], theirs: readonly unknown[], { items, positions }: JoinedTable): readonly unknown[] {
  const placed = [...items];
  for (const [at, position] of positions.entries()) if (position >= ours.length) placed[position] = theirs[at];
  return placed;
}

/** Fields that hold an index, and the run's array that it refers to, by the key of their object. */
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

/** References that also have an id or name, so that their index may be omitted. */
const named: ReadonlySet<string> = new Set(['rule', 'associatedRule', 'descriptor', 'target', 'taxa', 'toolComponent']);

function indexMover(tables: ReadonlyMap<string, JoinedTable>): (object: JsonObject, key: string) => JsonObject {
  return (object, key) => {
    if (named.has(key) && (object.id ?? object.guid ?? object.name) !== undefined && 'index' in object) {
      const { index: _position, ...rest } = object;
      return rest;
    }
    if (key === 'toolComponent') return moveIndex(object, 'index', tables.get('extensions'));
    const fields = Object.hasOwn(positions, key) ? (positions[key] ?? []) : [];
    return fields.reduce((moved, [field, list]) => moveIndex(moved, field, tables.get(list)), object);
  };
}

function moveIndex(object: JsonObject, field: string, table: JoinedTable | undefined): JsonObject {
  const position = object[field];
  const target = typeof position === 'number' ? table?.positions[position] : undefined;
  return target === undefined || target === position ? object : { ...object, [field]: target };
}

/** Updates the rule references of results. Where the joined rule of the same id has another severity, the result keeps its own. */
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
    const hasSameSeverity = severityOf(result, rule, after.tool.driver.name) === severity;
    return {
      ...result,
      ...(index !== undefined && { ruleIndex: index }),
      ...(!hasSameSeverity && { properties: { ...result.properties, [severityProperty]: severity } }),
    };
  });
}

function withoutPositions({ ruleIndex: _ruleIndex, rule, ...rest }: SarifResult): SarifResult {
  if (!rule) return rest;
  const { index: _index, ...reference } = rule;
  return { ...rest, rule: reference };
}
