import type { ReadError } from './compose';

const MESSAGE = 'this file is a Helm template, which becomes YAML only when it is rendered';
const FIX = 'check what Helm renders: helm template CHART | npx tekwire validate -';

/** The error of any other template, without its offset. */
export const RENDERED = {
  code: 'TW090',
  message: 'this file is a template, which becomes YAML only when it is rendered',
  fix: 'render it first, and check the output',
} as const;

const HELM =
  /\{\{-?\s*(?:\/\*|\$|\.(?:Values|Release|Chart|Capabilities|Files)\b|(?:if|else|end|range|with|define|include|template|tpl|toYaml|required)\b)/;
/** A statement of Jinja or Django: `{% if x %}`. */
const STATEMENT = /^[ \t]*\{%[-+]?\s*\w+.*%\}/m;
/** An action where YAML has a value, a key or a line of its own. */
const PLAIN = /(?:^|[:-][ \t]+|\[|, ?)[ \t]*\{\{/m;

/**
 * Returns the one error of a template that a tool must render before it is YAML; undefined for other files.
 * @param text - a whole file, or a document of it, that has syntax errors
 */
export function templateError(text: string, first: ReadError): ReadError | undefined {
  const helm = HELM.exec(text);
  if (helm !== null) return { code: 'TW090', offset: helm.index, message: MESSAGE, fix: FIX };
  const statement = STATEMENT.exec(text);
  if (statement !== null) return { ...RENDERED, offset: statement.index };
  const lineStart = text.lastIndexOf('\n', first.offset - 1) + 1;
  const lineEnd = text.indexOf('\n', first.offset);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  if (!PLAIN.test(line)) return undefined;
  return { ...RENDERED, offset: lineStart + line.indexOf('{{') };
}

/** A variable of Pipelines-as-Code, which it replaces in the text before it reads the YAML (pkg/templates/templating.go). */
const VARIABLE = /\{\{[^{}\n]+\}\}/g;
const SHIFT = 0xe000;
const SHIFTED = /[\ue000-\ue07f]/g;

/** Replaces the characters of variables with characters that have no meaning in YAML. The length stays the same. */
export function maskVariables(text: string): string {
  return text.replace(VARIABLE, (variable) => variable.replace(/[\0-\x7f]/g, (sign) => String.fromCharCode(SHIFT + sign.charCodeAt(0))));
}

/** Restores the variables in a value that was read from masked text. */
export function unmaskVariables(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SHIFTED, (sign) => String.fromCharCode(sign.charCodeAt(0) - SHIFT));
  if (Array.isArray(value)) return value.map(unmaskVariables);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [unmaskVariables(key), unmaskVariables(item)]));
}
