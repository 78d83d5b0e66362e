import type { FieldPath } from '../../diagnostics';
import { parseVariable, scan, scanBraced, scanUnclosed, type Variable } from '../../refs';
import type { Document } from './document';
import type { View } from './view';

/** One `$(…)` in a part of a manifest. */
export class Use<V extends Variable = Variable, O extends View = View> implements View {
  constructor(
    /** The Task or pipeline task that contains it. */
    readonly owner: O,
    readonly variable: V,
    /** The part between the parentheses. */
    readonly body: string,
    /** The field path in the owner. */
    readonly path: FieldPath,
    /** Whether the whole string is this one variable. */
    readonly isAlone: boolean,
    /** Whether the string has a variable inside a Tekton variable, as in `$(workspaces.$(params.dir).path)`. */
    readonly isNested: boolean,
    /** Offset of the `$` in the text. */
    readonly at: number = 0,
  ) {}

  get document(): Document {
    return this.owner.document;
  }

  get field(): FieldPath {
    return [...this.owner.field, ...this.path];
  }
}

// shell substitutions may nest, Tekton variables may not; the pattern crosses no bracket and no space, so the search stays linear
const NESTED = /\$\((params|tasks|finally|results|workspaces|context|steps?|artifacts)[.[][^()\s]*\$\(/;
// deeper than any field of Tekton; the limit also ends cycles of YAML aliases
const MAX_DEPTH = 40;

/** Every `$(…)` in the strings of a value, in field order. */
export function usesIn<O extends View>(value: unknown, owner: O): readonly Use<Variable, O>[] {
  const found: Use<Variable, O>[] = [];
  if (typeof value === 'string') addUses(value, [], found, owner);
  else if (typeof value === 'object' && value !== null) collect(value, [], found, owner);
  return found;
}

/** The variables of each `spec`, which several rules read. */
const ofSpecs = new WeakMap<View, readonly Use[]>();

/** Every `$(…)` in the `spec` of a view, found once. */
export function usesInSpec<O extends View & { readonly spec: unknown }>(view: O): readonly Use<Variable, O>[] {
  const known = ofSpecs.get(view) as readonly Use<Variable, O>[] | undefined;
  if (known !== undefined) return known;
  const found = usesIn(view.spec, view);
  ofSpecs.set(view, found);
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
    // most strings contain no variable
    if (typeof item !== 'string' || item.includes('$')) visit(item, key, path, found, owner);
  }
}

function visit<O extends View>(item: unknown, key: string | number, path: (string | number)[], found: Use<Variable, O>[], owner: O): void {
  if (typeof item === 'string') {
    if (item.includes('$(')) addUses(item, [...path, key], found, owner);
    if (item.includes('${'))
      for (const { body, at } of scanBraced(item)) found.push(new Use(owner, { kind: 'braced' }, body, [...path, key], false, false, at));
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
  for (const { body, at } of scan(text))
    found.push(new Use(owner, parseVariable(body), body, field, text.length === body.length + 3, isNested, at));
  for (const { body, at, isRead } of scanUnclosed(text))
    found.push(new Use(owner, { kind: 'unclosed', isRead }, body, field, false, false, at));
}
