import { compareDiagnostics, type Diagnostic } from '../../diagnostics';
import { withoutAllowed } from '../advice/allow';
import { withoutUnusedBesideErrors } from '../advice/unused';
import type { CustomRule } from '../contract/custom-rule';
import type { Report, Rule } from '../contract/rule';
import { fieldRules } from '../object/fields';
import { Context } from '../set/context';
import { MadeObjects } from '../set/made-objects';
import { inOlderWords } from '../set/older-words';
import type { ContextOptions } from '../set/options';
import { type Document, placeKey } from '../view/document';
import type { Twin } from '../view/twin';
import type { Use } from '../view/use';
import type { View } from '../view/view';
import { Views } from '../view/views';
import { allRules, namesWith } from './all-rules';
import { applyCustomRules } from './custom-rules';
import { diagnose } from './diagnose';
import { rulesByList, subjectsOf } from './subjects';

/** How manifests are judged. */
export interface JudgeOptions extends ContextOptions {
  /** Whether to give advice too (rules TW501 and on); a list of codes adds advice that is optional, and with `none` in it nothing else is given. @default false */
  readonly lint?: boolean | readonly string[];
  /** Rules of the user, well-formed (`customRuleProblem`); their warnings are advice. @default - none */
  readonly rules?: readonly CustomRule[];
}

/**
 * Everything that is wrong with the manifests, sorted: each by itself, and as a set what they say of each other. An object
 * that is referred to but not in the set is taken to be in the cluster already. Never throws, whatever the manifests hold.
 */
export function judge(documents: readonly Document[], options: JudgeOptions = {}): readonly Diagnostic[] {
  const made = new MadeObjects(documents);
  const views = new Views([...documents, ...made.documents]);
  const { rules: customRules = [] } = options;
  const names = namesWith(customRules);
  const context = new Context(views, options, names);
  const rules = allRules.filter((rule) => isAsked(rule, options));
  const found: Diagnostic[] = [];
  for (const [list, some] of rulesByList(rules)) apply(some, subjectsOf(list, views), context, found);
  const custom = applyCustomRules(
    customRules.filter((rule) => isCustomAsked(rule, options)),
    views,
  );
  if (found.length + custom.length === 0) return [];
  const keep = (some: readonly Diagnostic[]) => withoutEchoes(inOlderWords(some, views.object), views);
  const kept = keep(found);
  const all = withoutUnusedBesideErrors([...kept, ...repeatForTwins(kept, views.twins), ...keep(custom)]);
  // what a template says of itself holds for what it makes, too
  const allowed = (some: readonly Diagnostic[]) => withoutAllowed(some, views.object, names);
  const said = allowed(made.relocated(allowed(all)));
  return [...said].sort(compareDiagnostics);
}

/** Whether the rule is applied: errors always are. In a list, "none" leaves out all advice that the list does not name. */
function isAsked({ code, slug, lint: kind }: Pick<Rule, 'code' | 'slug' | 'lint'>, { lint = false }: JudgeOptions): boolean {
  if (kind === undefined || typeof lint === 'boolean') return kind === undefined || (lint && kind === 'usual');
  return lint.includes(code) || lint.includes(slug) || (kind === 'usual' && !lint.includes('none'));
}

function isCustomAsked({ code, slug, severity }: CustomRule, options: JudgeOptions): boolean {
  return severity === 'error' || isAsked({ code, slug, lint: 'usual' }, options);
}

/** Whatever a rule says of a field whose type is wrong, and so counts as absent, is an echo of that. */
function withoutEchoes(found: readonly Diagnostic[], views: Views): readonly Diagnostic[] {
  const broken = new Map<string, Set<string>>();
  for (const { document, misfits } of views.object) {
    const fields = misfits.flatMap((misfit) => (misfit.kind === 'type' ? [misfit.field.join('\n')] : []));
    if (fields.length > 0) broken.set(placeKey(document), new Set(fields));
  }
  if (broken.size === 0) return found;
  const fieldCodes = new Set(fieldRules.map((rule) => rule.code));
  return found.filter((one) => {
    const fields = broken.get(placeKey(one));
    if (fields === undefined || fieldCodes.has(one.code)) return true;
    return !one.field.some((_, end) => fields.has(one.field.slice(0, end + 1).join('\n')));
  });
}

/** What is wrong with the `spec` of a Task is wrong with every Task that has the same. */
function repeatForTwins(found: readonly Diagnostic[], twins: readonly Twin[]): Diagnostic[] {
  if (found.length === 0) return [];
  const bySource = new Map<string, Diagnostic[]>();
  for (const one of found) {
    if (one.field[0] !== 'spec') continue;
    const key = placeKey(one);
    const known = bySource.get(key);
    if (known === undefined) bySource.set(key, [one]);
    else known.push(one);
  }
  return twins.flatMap(({ document: { origin, index = 0 }, first }) =>
    (bySource.get(placeKey(first)) ?? []).map((one) => ({ ...one, origin, index })),
  );
}

interface Row {
  readonly report: Report;
  check(subject: View, context: Context, report: Report): void;
}

/** All rules of one list of subjects. One subject after the other, because each is then still at hand for the next rule. */
function apply(rules: readonly Rule[], subjects: readonly View[], context: Context, found: Diagnostic[]): void {
  // a variable and not a field: V8 would compile anew what reads a field of many types
  let current: View | undefined;
  const toRow = (rule: Rule): Row => {
    const report: Report = (field, message, fix, at) => {
      if (current !== undefined) found.push(diagnose(rule, current, field, { message, fix, at }));
    };
    // the row's `on` and `of` say that its check takes these subjects
    return { report, check: rule.check as Row['check'] };
  };
  const rowsOf = rowsBySort(rules, toRow);
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] as View;
    current = subject;
    checkAll(rowsOf(subject), subject, context);
  }
}

/** Gives the rows that concern a subject; subjects of one sort concern the same. */
function rowsBySort(rules: readonly Rule[], toRow: (rule: Rule) => Row): (subject: View) => readonly Row[] {
  const sortOf = sorting(rules);
  if (sortOf === undefined) {
    const all = rules.map(toRow);
    return () => all;
  }
  const bySort = new Map<string, readonly Row[]>();
  return (subject) => {
    const sort = sortOf(subject);
    const known = bySort.get(sort);
    if (known !== undefined) return known;
    const rows = rules.filter((rule) => concerns(rule, subject)).map(toRow);
    bySort.set(sort, rows);
    return rows;
  };
}

/** What decides which of the rules concern a subject: the kind of a `$(…)`, or the fields that are there; undefined when all do. */
function sorting(rules: readonly Rule[]): ((subject: View & { readonly spec?: object }) => string) | undefined {
  if (rules.some(({ of }) => of !== undefined)) return (subject) => (subject as Use).variable.kind;
  return rules.some(({ fields }) => fields !== undefined) ? ({ spec = {} }) => Object.keys(spec).join() : undefined;
}

function concerns({ of, fields }: Rule, subject: View & { readonly spec?: object }): boolean {
  if (of !== undefined) return of.includes((subject as Use).variable.kind);
  return fields === undefined || fields.some((field) => Object.hasOwn(subject.spec ?? {}, field));
}

function checkAll(rows: readonly Row[], subject: View, context: Context): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as Row;
    row.check(subject, context, row.report);
  }
}
