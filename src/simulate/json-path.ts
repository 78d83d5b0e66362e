import { compareKeys } from './go-json';
import { type Path, PathError, PathInteger, type PathNode, parsePath } from './json-path-parser';

/** What a part of a path found, and why it stops there. */
interface Found {
  readonly values: readonly unknown[];
  readonly mistake?: string;
}

/** The values at a path, which stands between braces in Kubernetes. @throws PathError when it has none @see k8s.io/client-go/util/jsonpath */
export function valuesAt(data: unknown, text: string): readonly unknown[] {
  const { values, mistake } = follow([data], parsePath(text));
  if (mistake !== undefined) throw new PathError(mistake);
  return values;
}

function follow(values: readonly unknown[], path: Path): Found {
  let found: Found = { values };
  for (const node of path) {
    found = step(found.values, node);
    if (found.mistake !== undefined) return found;
  }
  return found;
}

function step(values: readonly unknown[], node: PathNode): Found {
  switch (node.kind) {
    case 'field':
      return field(values, node.name);
    case 'wildcard':
      return { values: values.flatMap(itemsOf) };
    case 'recursive':
      return { values: descendants(values) };
    case 'slice':
      return sliced(values, node);
    case 'union':
      return all(node.paths.map((path) => follow(values, path)));
    case 'filter':
      return filtered(values, node);
    case 'value':
      return { values: values.map(() => node.value) };
    default:
      return { values, mistake: `${node.name} is not expected here` };
  }
}

function all(found: readonly Found[]): Found {
  const mistake = found.find((one) => one.mistake !== undefined)?.mistake;
  return { values: found.flatMap((one) => one.values), ...(mistake !== undefined && { mistake }) };
}

function field(values: readonly unknown[], name: string): Found {
  if (values.length === 0) return { values };
  const found = values.flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));
  return found.length === 0 ? { values: found, mistake: `${name} is not found` } : { values: found };
}

/** The items of arrays, the values of objects (sorted by their keys; Go has no order), the bytes of strings. */
function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return [...value];
  if (isObject(value)) {
    return Object.entries(value)
      .sort(([a], [b]) => compareKeys(a, b))
      .map(([, one]) => one);
  }
  return typeof value === 'string' ? [...Buffer.from(value)] : [];
}

function descendants(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => {
    const items = itemsOf(value);
    return items.length === 0 ? [] : [value, ...descendants(items)];
  });
}

function sliced(values: readonly unknown[], node: Extract<PathNode, { kind: 'slice' }>): Found {
  const made: unknown[] = [];
  for (const value of values) {
    if (value === null) continue;
    if (!Array.isArray(value)) return { values, mistake: 'a value before "[" is not an array' };
    const { length } = value;
    const from = (node.from ?? 0) < 0 ? (node.from ?? 0) + length : (node.from ?? 0);
    const end = node.to ?? length;
    const to = end < 0 || (end === 0 && node.isDerived) ? end + length : end;
    if (from === to) return { values: made };
    if (from >= length || from < 0 || to > length || to < 0) return { values, mistake: `there is no item ${from} of ${length}` };
    if (from > to) return { values, mistake: `the first index ${from} is behind the last one ${to}` };
    if (node.step !== undefined && node.step <= 0) return { values, mistake: 'a step must be greater than 0' };
    for (let at = from; at < to; at += node.step ?? 1) made.push(value[at]);
  }
  return { values: made };
}

function filtered(values: readonly unknown[], { left, operator, right }: Extract<PathNode, { kind: 'filter' }>): Found {
  const made: unknown[] = [];
  for (const value of values) {
    if (!Array.isArray(value)) return { values, mistake: 'a value before "[?(" is not an array' };
    for (const item of value) {
      const lefts = follow([item], left);
      if (operator === 'exists') {
        if (lefts.values.length > 0) made.push(item);
        continue;
      }
      if (lefts.mistake !== undefined) return { values, mistake: lefts.mistake };
      if (lefts.values.length === 0) continue;
      const rights = follow([item], right);
      if (rights.mistake !== undefined) return { values, mistake: rights.mistake };
      if (rights.values.length === 0) continue;
      if (lefts.values.length > 1 || rights.values.length > 1) return { values, mistake: 'only single values can be compared' };
      const holds = comparison(lefts.values[0], operator, rights.values[0]);
      if (typeof holds === 'string') return { values: made, mistake: holds };
      if (holds) made.push(item);
    }
  }
  return { values: made };
}

/** Whether a comparison holds, or why the values cannot be compared. */
function comparison(left: unknown, operator: string, right: unknown): boolean | string {
  const [kind, other] = [kindOf(left), kindOf(right)];
  if (kind === undefined || kind !== other)
    return 'values of different types are compared; numbers of JSON are doubles: write 1.0 instead of 1';
  const [a, b] = [plain(left), plain(right)];
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (kind === 'boolean') return 'conditions have no order';
  const order = typeof a === 'string' ? compareKeys(a, String(b)) : Math.sign((a as number) - (b as number));
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  if (operator === '<=') return order <= 0;
  return operator === '>=' ? order >= 0 : `${operator} is not a comparison`;
}

function kindOf(value: unknown): string | undefined {
  if (value instanceof PathInteger) return 'integer';
  return typeof value === 'object' ? undefined : typeof value;
}

function plain(value: unknown): unknown {
  return value instanceof PathInteger ? value.value : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PathInteger);
}
