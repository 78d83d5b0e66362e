import { type Diagnostic, quoted, type RuleText } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { placeKey } from '../view/document';
import type { ObjectView } from '../view/object-view';

/** The annotation that switches off warnings of one object: `TW513: the image's sh is bash`, several by `;` or line; the rule's slug may stand for its code. */
const ALLOW = 'tekwire.dev/allow';

/** What the annotation itself must be like. */
export const lintAllowRules: readonly Rule[] = [
  {
    code: 'TW501',
    slug: 'invalid-ignore',
    title: 'ignored rule without a code or a reason',
    why: 'nobody can tell later whether the reason still holds; and a code that does not exist switches nothing off',
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

// a reason may hold a semicolon, too
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
    const severity = context.options.rules.get(code)?.severity;
    if (severity === undefined) {
      // which codes are near depends on what rules there are, and says nothing
      const known = /^TW\d/i.test(code) ? '' : context.suggest(code, warningsAmong(context.options.rules));
      report(field, `${quoted(code)} is no code of a warning${known}`, known === '' ? 'copy the code from the warning' : undefined);
    } else if (severity === 'error') report(field, `${code} is an error, which cannot be switched off`);
    else if (reason === '') report(field, `${code} is switched off without a reason`, `write "${code}: why it does not matter here"`);
  }
}

function warningsAmong(rules: ReadonlyMap<string, RuleText>): string[] {
  return [...rules].flatMap(([name, { code, severity }]) => (severity === 'warning' && code !== 'TW501' ? [name] : []));
}

/** The diagnostics without the warnings that their object switches off, by code or slug. Warnings about the annotation itself stay. */
export function withoutAllowed(
  found: readonly Diagnostic[],
  objects: readonly ObjectView[],
  rules: ReadonlyMap<string, RuleText>,
): readonly Diagnostic[] {
  if (!found.some(({ severity }) => severity === 'warning')) return found;
  const allowed = new Set<string>();
  for (const object of objects) {
    for (const { code, reason } of allowancesOf(object))
      if (reason !== '') allowed.add(`${rules.get(code)?.code}\n${placeKey(object.document)}`);
  }
  return allowed.size === 0
    ? found
    : found.filter((one) => one.severity === 'error' || one.code === 'TW501' || !allowed.has(`${one.code}\n${placeKey(one)}`));
}
