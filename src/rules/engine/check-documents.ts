import { compareDiagnostics, type Diagnostic } from '../../diagnostics';
import { withoutAllowed } from '../advice/allow';
import { withoutUnusedBesideErrors } from '../advice/unused';
import type { CustomRule } from '../contract/custom-rule';
import type { Report, Rule } from '../contract/rule';
import { fieldRules } from '../object/fields';
import { Context } from '../set/context';
import { GeneratedResources } from '../set/generated-resources';
import { withLegacyNames } from '../set/legacy-names';
import type { ContextOptions } from '../set/options';
import { type Document, documentKey } from '../view/document';
import type { Duplicate } from '../view/duplicate';
import type { Use } from '../view/use';
import type { View } from '../view/view';
import { Views } from '../view/views';
import { allRules, namesWith } from './all-rules';
import { applyCustomRules } from './custom-rules';
import { diagnose } from './diagnose';
import { locationInString } from './script-location';
import { rulesByList, subjectsOf } from './subjects';

/** Options of a check. */
export interface RuleOptions extends Omit<ContextOptions, 'repeated'> {
  /**
   * Whether to report recommended rules, too (TW501 and up). An array adds the opt-in rules whose codes it lists; with `none` in it,
   * only the listed rules are reported besides errors. @default false
   */
  readonly lint?: boolean | readonly string[];
  /** Custom rules, checked with `customRuleProblems`. Their warnings count as recommended rules. @default - none */
  readonly rules?: readonly CustomRule[];
}

/**
 * Checks the manifests, each by itself and all of them together, and returns sorted diagnostics. A referenced object that is not
 * among the manifests is assumed to be in the cluster. Never throws, whatever the manifests contain.
 */
export function checkDocuments(documents: readonly Document[], options: RuleOptions = {}): readonly Diagnostic[] {
  const generated = new GeneratedResources(documents);
  const views = new Views([...documents, ...generated.documents]);
  const { rules: customRules = [] } = options;
  const names = namesWith(customRules);
  const found = applyAll(views, options, names);
  const custom = applyCustomRules(
    customRules.filter((rule) => isCustomSelected(rule, options)),
    views,
  );
  if (found.length + custom.length === 0) return [];
  const keep = (some: readonly Diagnostic[]) => withoutEchoes(withLegacyNames(some, views.object), views);
  const kept = keep(found);
  const all = withoutUnusedBesideErrors([...kept, ...repeatForDuplicates(kept, views.duplicates), ...keep(custom)]);
  // a rule that a template allows is also allowed in the resources that it generates
  const allowed = (some: readonly Diagnostic[]) => withoutAllowed(some, views.object, names);
  const reported = allowed(generated.relocated(allowed(all)));
  return [...reported].sort(compareDiagnostics);
}

/**
 * Applies all rules. Where several Tasks or Pipelines have the same name (TW005), it is not known which one a reference means: only what is
 * wrong for every one of them is reported.
 */
function applyAll(views: Views, options: RuleOptions, names: Context['options']['rules']): readonly Diagnostic[] {
  const rules = rulesByList(allRules.filter((rule) => isSelected(rule, options)));
  const examine = options.examineScripts;
  const applyTo = (context: Context) => {
    const found: Diagnostic[] = [];
    for (const [list, some] of rules) apply(some, subjectsOf(list, views), context, found);
    return found;
  };
  let scripts: ReturnType<NonNullable<typeof examine>> | undefined;
  // the scripts are the same each time
  const once = examine && { examineScripts: (all: Parameters<typeof examine>[0]) => (scripts ??= examine(all)) };
  const context = new Context(views, { ...options, ...once }, names);
  let found = applyTo(context);
  for (let repeated = 1; repeated < context.lookup.mostRepeated; repeated++) {
    const others = new Set(applyTo(new Context(views, { ...options, ...once, repeated }, names)).map(fieldKey));
    found = found.filter((one) => others.has(fieldKey(one)));
  }
  return found;
}

function fieldKey(one: Diagnostic): string {
  return [documentKey(one), one.code, ...one.field].join('\n');
}

/** Whether the rule is applied. Errors always are. In an array, "none" leaves out all other rules that it does not list. */
function isSelected({ code, slug, lint: kind }: Pick<Rule, 'code' | 'slug' | 'lint'>, { lint = false }: RuleOptions): boolean {
  if (kind === undefined || typeof lint === 'boolean') return kind === undefined || (lint && kind === 'usual');
  return lint.includes(code) || lint.includes(slug) || (kind === 'usual' && !lint.includes('none'));
}

function isCustomSelected({ code, slug, severity }: CustomRule, options: RuleOptions): boolean {
  return severity === 'error' || isSelected({ code, slug, lint: 'usual' }, options);
}

/** Leaves out further diagnostics of a field of the wrong type, which counts as absent for other rules. */
function withoutEchoes(found: readonly Diagnostic[], views: Views): readonly Diagnostic[] {
  const broken = new Map<string, Set<string>>();
  for (const { document, mismatches } of views.object) {
    const fields = mismatches.flatMap((mismatch) => (mismatch.kind === 'type' ? [mismatch.field.join('\n')] : []));
    if (fields.length > 0) broken.set(documentKey(document), new Set(fields));
  }
  if (broken.size === 0) return found;
  const fieldCodes = new Set(fieldRules.map((rule) => rule.code));
  return found.filter((one) => {
    const fields = broken.get(documentKey(one));
    if (fields === undefined || fieldCodes.has(one.code)) return true;
    return !one.field.some((_, end) => fields.has(one.field.slice(0, end + 1).join('\n')));
  });
}

/** Repeats the diagnostics of a Task's `spec` for every Task with the same `spec`. */
function repeatForDuplicates(found: readonly Diagnostic[], duplicates: readonly Duplicate[]): Diagnostic[] {
  if (found.length === 0) return [];
  const bySource = new Map<string, Diagnostic[]>();
  for (const one of found) {
    if (one.field[0] !== 'spec') continue;
    const key = documentKey(one);
    const known = bySource.get(key);
    if (known === undefined) bySource.set(key, [one]);
    else known.push(one);
  }
  return duplicates.flatMap(({ document: { origin, index = 0 }, first }) =>
    (bySource.get(documentKey(first)) ?? []).map((one) => ({ ...one, origin, index })),
  );
}

interface Row {
  readonly report: Report;
  check(subject: View, context: Context, report: Report): void;
}

/** Applies all rules of one kind of subject. The outer loop runs over subjects, so each is still in the CPU cache for the next rule. */
function apply(rules: readonly Rule[], subjects: readonly View[], context: Context, found: Diagnostic[]): void {
  // a variable and not a field: V8 would deoptimise code that reads a field of many types
  let current: View | undefined;
  const toRow = (rule: Rule): Row => {
    const report: Report = (field, message, fix, at) => {
      if (current === undefined) return;
      const place = at ?? locationInString(current, [...current.field, ...field], field, message);
      found.push(diagnose(rule, current, field, { message, fix, at: place }));
    };
    // the row's `on` and `of` guarantee that its check accepts these subjects
    return { report, check: rule.check as Row['check'] };
  };
  const rowsOf = rowsBySort(rules, toRow);
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] as View;
    current = subject;
    checkAll(rowsOf(subject), subject, context);
  }
}

/** Returns a function that selects the rows for a subject. Subjects with the same sort key get the same rows. */
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

/** Returns the sort key of subjects: the kind of a `$(…)`, or the fields that are present; undefined when all rules apply to all subjects. */
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
