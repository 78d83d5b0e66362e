/** What a value that matches a pattern can be: only digits and a minus, or also other signs that are no code in any shell. */
export type Content = 'digits' | 'name';

const RANGE = String.raw`(?:[0-9]-[0-9]|[a-z]-[a-z]|[A-Z]-[A-Z]|\[:(?:digit|alpha|alnum|lower|upper|xdigit):\]|[A-Za-z0-9_.:@/+,])`;
/** A minus elsewhere could be a range, as in `[+-z]`. */
const SIGNS = `-?(?:${RANGE})*-?`;
const CLASS = String.raw`\[(?!\])${SIGNS}\]`;
const ATOM = String.raw`(?:[A-Za-z0-9_:@/,-]|\\[.+-]|${CLASS})`;
const REGEX = new RegExp(String.raw`^\^(?:(?:${ATOM}|\((?:\?:)?|\||\))(?:[*+?]|\{\d+(?:,\d*)?\})?)+\$$`);
const DIGITS_REGEX = /^\^(?:\[(?:[-0-9]|\[:digit:\])+\]|[-0-9*+?(){},|]|\\-)+\$$/;

/** What the whole of a value is that matches a regular expression of `[[ =~ ]]`; undefined when it can be code. */
export function contentOfRegex(regex: string): Content | undefined {
  if (!REGEX.test(regex) || hasAlternativesOutside(regex)) return undefined;
  return DIGITS_REGEX.test(regex) ? 'digits' : 'name';
}

/** Whether a `|` is outside the brackets, where it separates from the anchors, as in `^a|b$`. */
function hasAlternativesOutside(regex: string): boolean {
  let depth = 0;
  for (const char of regex) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (depth < 0 || (char === '|' && depth === 0)) return true;
  }
  return depth !== 0;
}

const GLOB = new RegExp(`^(?:[A-Za-z0-9_.:@/+,-]|${CLASS})*$`);
const DIGITS_GLOB = /^(?:[-0-9]|\[(?:[-0-9]|\[:digit:\])+\])*$/;
const QUOTED = /^(?:""|''|"([A-Za-z0-9_.:@/+,-]+)"|'([A-Za-z0-9_.:@/+,-]+)')$/;

/** What a value is that matches a pattern of `case` or `[[ == ]]`. */
export function contentOfGlob(glob: string): Content | undefined {
  const quoted = QUOTED.exec(glob);
  const text = quoted === null ? glob : (quoted[1] ?? quoted[2] ?? '');
  if (!GLOB.test(text)) return undefined;
  return DIGITS_GLOB.test(text) ? 'digits' : 'name';
}

const WITHOUT = new RegExp(String.raw`^\*\[[!^](${SIGNS})\]\*$`);

/** What a value is that does not match a pattern such as `*[!0-9]*`. */
export function contentOutside(glob: string): Content | undefined {
  const signs = WITHOUT.exec(glob)?.[1];
  if (!signs) return undefined;
  return /^(?:[-0-9]|\[:digit:\])+$/.test(signs) ? 'digits' : 'name';
}
