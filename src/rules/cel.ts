import { quoted } from '../diagnostics';

const TEXT =
  /(?:[rR][bB]?|[bB][rR])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')|[bB]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/;
const TOKEN = new RegExp(
  [
    `(?<text>${TEXT.source})`,
    '(?<quote>["\'])',
    '(?<dot>\\.\\s*)?(?<word>[_a-zA-Z]\\w*)(?<call>\\s*\\()?',
    '\\d[\\w.]*|//.*',
    '(?<variable>\\$(?:\\([^()\\s]*\\))?)',
    '(?<opening>[[({])',
    '(?<closing>[\\])}])',
    '[=!<>]=|(?<equals>=)',
  ].join('|'),
  'g',
);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const TYPES = 'int uint double bool string bytes type';
const WORDS: ReadonlySet<string> = new Set(`true false null in list map null_type ${TYPES}`.split(' '));
const CALLS: ReadonlySet<string> = new Set(
  `${TYPES} dyn size timestamp duration matches has contains startsWith endsWith getFullYear getMonth getDate getDayOfMonth
  getDayOfWeek getDayOfYear getHours getMinutes getSeconds getMilliseconds`.split(/\s+/),
);
// these name the items of a list, or types by long names
const NAMING = /\.\s*(?:all|exists|exists_one|existsOne|filter|map)\s*\(|\bgoogle\./;

/**
 * Why CEL cannot read a condition, as far as single words tell; undefined when nothing is seen. There are no variables and no
 * extensions, because Tekton compiles the text as it is written (when_validation.go validateWhenExpressionFields).
 */
export function celMistake(text: string): string | undefined {
  const open: string[] = [];
  const isNaming = NAMING.test(text);
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const { quote, dot, word, call, variable, opening, closing, equals } = groups;
    if (quote !== undefined) return `the text that begins with ${quote} has no end`;
    if (variable !== undefined) return `${quoted(variable)} stands outside quotes; write '${variable}'`;
    if (equals !== undefined) return 'it compares by "==", not "="';
    if (word !== undefined && !isNaming && !isKnown(word, dot !== undefined, call !== undefined))
      return `${quoted(word)} is no word of it; texts stand in quotes`;
    if (opening !== undefined) open.push(CLOSING[opening] ?? '');
    if (call !== undefined) open.push(')');
    if (closing !== undefined && open.pop() !== closing) return `${quoted(closing)} closes nothing`;
  }
  const missing = open.pop();
  return missing === undefined ? undefined : `${quoted(missing)} is missing at the end`;
}

function isKnown(word: string, isField: boolean, isCall: boolean): boolean {
  if (isCall && word !== 'in') return CALLS.has(word);
  return isField || WORDS.has(word);
}
