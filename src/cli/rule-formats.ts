import type { RuleText } from '../diagnostics';

/** The output formats of `tekwire rules`, by their name in `-o`. */
export const ruleFormats = {
  human: { summary: 'one line per rule', print: (rules: readonly RuleText[]) => rules.map(lineOf).join('\n') },
  json: { summary: 'one JSON object per line', print: (rules: readonly RuleText[]) => rules.map(jsonOf).join('\n') },
} as const;

function lineOf(rule: RuleText): string {
  const { code, severity, slug, title } = rule;
  const marks = [severity, ...(isOptIn(rule) ? ['opt-in'] : []), ...(isAllowable(rule) ? ['allowable'] : [])].join(', ');
  return `${code}  ${marks.padEnd(26)}  ${slug.padEnd(30)}  ${title}`;
}

/** A rule as one line of JSON. */
export function jsonOf(rule: RuleText): string {
  const { code, slug, title, severity, why, source, stricter } = rule;
  return JSON.stringify({ code, slug, title, severity, optIn: isOptIn(rule), allowable: isAllowable(rule), why, source, stricter });
}

function isOptIn(rule: RuleText & { readonly lint?: unknown }): boolean {
  return rule.lint === 'optional';
}

/** Whether some diagnostic of the rule can be allowed with a reason. */
function isAllowable({ code, severity, stricter, refuses }: RuleText): boolean {
  if (code === 'TW501' || code.startsWith('TW09')) return false;
  return severity === 'warning' || (stricter !== undefined && refuses?.(['taskSpec']) !== true);
}
