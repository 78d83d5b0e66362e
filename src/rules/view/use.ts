import type { FieldPath } from '../../diagnostics';
import { parseVariable, scan, type Variable } from '../../refs';
import type { Document } from './document';
import type { View } from './view';

/** One `$(…)` in a part of a manifest. */
export class Use<V extends Variable = Variable, O extends View = View> implements View {
  constructor(
    /** The Task or pipeline task in which it stands. */
    readonly owner: O,
    readonly variable: V,
    /** What stands between the parentheses. */
    readonly body: string,
    /** The field of the owner that holds the text. */
    readonly path: FieldPath,
    /** Whether the text is this variable and nothing else. */
    readonly isAlone: boolean,
    /** Whether the text has a variable inside a variable of Tekton, as in `$(workspaces.$(params.dir).path)`. */
    readonly isNested: boolean,
  ) {}

  get document(): Document {
    return this.owner.document;
  }

  get field(): FieldPath {
    return [...this.owner.field, ...this.path];
  }
}

// a shell may nest as it likes, Tekton's own words not; no bracket and no space can be passed over, so that the search stays linear
const NESTED = /\$\((params|tasks|finally|results|workspaces|context|steps?|artifacts)[.[][^()\s]*\$\(/;
// deeper than any field of Tekton; what lies deeper holds no variable, and cycles of aliases end here
const MAX_DEPTH = 40;

/** Every `$(…)` in the texts of a value, in the order of its fields. */
export function usesIn<O extends View>(value: unknown, owner: O): readonly Use<Variable, O>[] {
  const found: Use<Variable, O>[] = [];
  if (typeof value === 'string') addUses(value, [], found, owner);
  else if (typeof value === 'object' && value !== null) collect(value, [], found, owner);
  return found;
}

function collect<O extends View>(value: object, path: (string | number)[], found: Use<Variable, O>[], owner: O): void {
  if (path.length > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) visit(value[at], at, path, found, owner);
    return;
  }
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    // most texts hold no variable
    if (typeof item !== 'string' || item.includes('$(')) visit(item, key, path, found, owner);
  }
}

function visit<O extends View>(item: unknown, key: string | number, path: (string | number)[], found: Use<Variable, O>[], owner: O): void {
  if (typeof item === 'string') {
    if (item.includes('$(')) addUses(item, [...path, key], found, owner);
  } else if (typeof item === 'object' && item !== null) {
    path.push(key);
    collect(item, path, found, owner);
    path.pop();
  }
}

function addUses<O extends View>(text: string, field: FieldPath, found: Use<Variable, O>[], owner: O): void {
  const hasOne = text.indexOf('$(', text.indexOf('$(') + 2) < 0;
  if (hasOne && text.startsWith('$(') && text.indexOf(')') === text.length - 1) {
    const body = text.slice(2, -1);
    found.push(new Use(owner, parseVariable(body), body, field, true, false));
    return;
  }
  const isNested = !hasOne && NESTED.test(text);
  for (const { body } of scan(text))
    found.push(new Use(owner, parseVariable(body), body, field, text.length === body.length + 3, isNested));
}
