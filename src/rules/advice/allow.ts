import { type Diagnostic, quoted, type RuleText } from '../../diagnostics';
import { retiredRules } from '../contract/retired';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { documentKey } from '../view/document';
import type { ObjectView } from '../view/object-view';

/**
 * The annotation that allows warnings of one object, and errors that Tekton would not report: `TW513: the image's sh is bash`. Several
 * entries are separated by `;` or line breaks. A slug can replace a code.
 */
const ALLOW = 'tekwire.dev/allow';

/** Rules about the annotation itself. */
export const lintAllowRules: readonly Rule[] = [
  {
    code: 'TW501',
    slug: 'invalid-ignore',
    title: 'allowed rule without a known code or a reason',
    why: 'without a reason, later readers cannot check whether it still holds; an unknown code allows nothing',
    source: 'docs/rules/TW501.md: the annotation tekwire.dev/allow',
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    check: checkAllowances,
  },
];

interface Allowance {
  readonly code: string;
  readonly reason: string;
}

// a reason can contain a semicolon
const BETWEEN = /\n|;(?=\s{0,9}(?:[A-Za-z]{2,10}\d{3}\b|[a-z]{1,20}(?:-[a-z]{1,20}){1,8}:))/;

function allowancesOf({ metadata }: ObjectView): readonly Allowance[] {
  const text = metadata.annotations?.[ALLOW];
  if (typeof text !== 'string') return [];
  return text.split(BETWEEN).flatMap((part) => {
    const [code = '', ...reason] = part.trim().split(':');
    return code === '' ? [] : [{ code: code.trim(), reason: reason.join(':').trim() }];
  });
}

function checkAllowances(object: ObjectView, context: Context, report: Report): void {
  const field = ['metadata', 'annotations', ALLOW];
  for (const { code, reason } of allowancesOf(object)) {
    const { rules } = context.options;
    const known = tryFindAllowable(code, rules);
    if (typeof known === 'string') report(field, known);
    else if (known === undefined) {
      // similar TW codes are no useful suggestion
      const near = /^TW\d/i.test(code) ? '' : context.suggest(code, allowableNames(rules));
      report(field, `unknown rule ${quoted(code)}${near}`, near === '' ? 'copy the code from the diagnostic' : undefined);
    } else if (reason === '') report(field, `${code} is allowed without a reason`, `write "${code}: why it does not matter here"`);
  }
}

/** Returns the rule of that code or slug, or the reason why it cannot be allowed; undefined when there is no such rule. */
export function tryFindAllowable(name: string, rules: ReadonlyMap<string, RuleText>): RuleText | string | undefined {
  const retired = retiredRules.find(({ code }) => code === name);
  if (retired !== undefined) return `${name} is retired; ${retired.replacedBy} reports it now`;
  const rule = rules.get(name);
  if (rule === undefined || rule.severity === 'warning' || rule.stricter !== undefined) return rule;
  return `${name} is an error that Tekton reports, too, so it cannot be allowed`;
}

/** Whether the diagnostic may be allowed: a warning, or an error that Tekton would not report. */
export function isAllowable({ code, severity, field }: Diagnostic, rule: RuleText | undefined): boolean {
  if (code === 'TW501') return false;
  return severity === 'warning' || (rule?.stricter !== undefined && rule.refuses?.(field) !== true);
}

/** The codes and slugs of all rules that can be allowed. */
export function allowableNames(rules: ReadonlyMap<string, RuleText>): string[] {
  return [...rules].flatMap(([name, rule]) => (isAllowable({ ...NOWHERE, ...rule }, rule) ? [name] : []));
}

const NOWHERE = { origin: '', index: 0, field: [], where: '', message: '' } as const;

/** Returns the diagnostics without those that their object allows, by code or slug. Warnings about the annotation itself stay. */
export function withoutAllowed(
  found: readonly Diagnostic[],
  objects: readonly ObjectView[],
  rules: ReadonlyMap<string, RuleText>,
): readonly Diagnostic[] {
  if (!found.some((one) => isAllowable(one, rules.get(one.code)))) return found;
  const allowed = new Set<string>();
  for (const object of objects) {
    for (const { code, reason } of allowancesOf(object))
      if (reason !== '') allowed.add(`${rules.get(code)?.code}\n${documentKey(object.document)}`);
  }
  if (allowed.size === 0) return found;
  return found.filter((one) => !allowed.has(`${one.code}\n${documentKey(one)}`) || !isAllowable(one, rules.get(one.code)));
}
