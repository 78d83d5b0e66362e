import { type Diagnostic, quoted, type Severity } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { placeKey } from '../view/document';
import type { ObjectView } from '../view/object-view';

/** The annotation that switches off warnings of one object: `TW513: the image's sh is bash`, several by `;` or line. */
const ALLOW = 'tekwire.dev/allow';

/** What the annotation itself must be like. */
export const lintAllowRules: readonly Rule[] = [
  {
    code: 'TW501',
    title: 'a warning is switched off by its code and with a reason',
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
const BETWEEN = /\n|;(?=\s{0,9}[A-Za-z]{2}\d{3}\b)/;

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
    const severity = context.severities.get(code);
    if (severity === undefined) {
      report(field, `${quoted(code)} is no code of a warning${context.suggest(code, warningsAmong(context.severities))}`);
    } else if (severity === 'error') report(field, `${code} is an error, which cannot be switched off`);
    else if (reason === '') report(field, `${code} is switched off without a reason`, `write "${code}: why it does not matter here"`);
  }
}

function warningsAmong(severities: ReadonlyMap<string, Severity>): string[] {
  return [...severities].flatMap(([code, severity]) => (severity === 'warning' && code !== 'TW501' ? [code] : []));
}

/** The diagnostics without the warnings that their object switches off. What is said of the annotation cannot be. */
export function withoutAllowed(found: readonly Diagnostic[], objects: readonly ObjectView[]): readonly Diagnostic[] {
  if (!found.some(({ severity }) => severity === 'warning')) return found;
  const allowed = new Set<string>();
  for (const object of objects) {
    for (const { code, reason } of allowancesOf(object)) if (reason !== '') allowed.add(`${code}\n${placeKey(object.document)}`);
  }
  return allowed.size === 0
    ? found
    : found.filter((one) => one.severity === 'error' || one.code === 'TW501' || !allowed.has(`${one.code}\n${placeKey(one)}`));
}
