import type { Rule } from '../contract/rule';
import { isKind, type Kind } from '../view/kind';
import type { View } from '../view/view';
import type { SomeObjects, Subjects, UseSubjects, Views } from '../view/views';

/** The name of a kind of subject: a value of `Rule.on` or of `Rule.only`. */
type ListName = keyof Subjects | keyof UseSubjects | keyof SomeObjects | Kind;

/** The rules for each kind of subject, in rule order. */
export function rulesByList(rules: readonly Rule[]): ReadonlyMap<ListName, readonly Rule[]> {
  const found = new Map<ListName, Rule[]>();
  for (const rule of rules) {
    for (const name of listsOf(rule)) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [rule]);
      else known.push(rule);
    }
  }
  return found;
}

/** The subjects of the kind. */
export function subjectsOf(name: ListName, views: Views): readonly View[] {
  return isKind(name) ? views.ofKind(name) : views[name];
}

function listsOf({ on, only }: Rule): readonly ListName[] {
  if (only !== undefined) return [only];
  return typeof on === 'string' ? [on] : on;
}
