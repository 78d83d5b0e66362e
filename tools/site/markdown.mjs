// Markdown as VitePress needs it: it reads HTML and Vue templates in the text, our pages have neither.

/** HTML that pages may use. */
const tags = /^<\/?(?:br|a|img|p|sub|sup|details|summary)\b/;

/**
 * Rewrites the parts of a page that are not code: neither in a fenced block nor in backquotes.
 * @param {string} text
 * @param {(prose: string) => string} rewrite
 */
export function outsideCode(text, rewrite) {
  return text
    .split(/(^[ \t]*(`{3,})[^\n]*\n[\s\S]*?^[ \t]*\2[ \t]*$)/m)
    .filter((_, at) => at % 3 !== 2)
    .map((part) => (/^[ \t]*`{3,}/.test(part) ? part : outsideSpans(part, rewrite)))
    .join('');
}

/**
 * @param {string} text
 * @param {(prose: string) => string} rewrite
 */
function outsideSpans(text, rewrite) {
  return text
    .split(/((?<!`)(`+)(?!`)(?:(?!\n\s*\n)[\s\S])*?(?<!`)\2(?!`))/)
    .filter((_, at) => at % 3 !== 2)
    .map((part) => (part.startsWith('`') ? part : rewrite(part)))
    .join('');
}

/**
 * Escapes everything that looks like HTML or a template, except the tags that pages use.
 * @param {string} text
 */
export function escaped(text) {
  return outsideCode(text, (prose) =>
    prose.replace(/<\/?[a-zA-Z][^>]*>?/g, (tag) => (tags.test(tag) ? tag : tag.replace('<', '&lt;'))).replace(/\{\{/g, '&#123;&#123;'),
  );
}

/**
 * The title of a page: its first heading, without marks.
 * @param {string} text
 */
export function titleOf(text) {
  return (/^title: (.+)$/m.exec(/^---\n[\s\S]*?\n---/.exec(text)?.[0] ?? '')?.[1] ?? /^# (.+)$/m.exec(text)?.[1] ?? '').replace(/`/g, '');
}

/**
 * The first paragraph of a page, as plain text.
 * @param {string} text
 */
export function firstParagraph(text) {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^# .+$/m, '');
  const paragraph = body.split(/\n\s*\n/).find((part) => /^\s*[A-Za-z`*[]/.test(part) && !/^\s*```/.test(part)) ?? '';
  return paragraph
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

/**
 * One section of a page: from the heading to the next one of its level.
 * @param {string} text
 * @param {string} heading
 */
export function section(text, heading) {
  const level = /^#+/.exec(heading)?.[0] ?? '##';
  const [, body] = text.split(`\n${heading}\n`);
  if (body === undefined) throw new Error(`no section "${heading}"`);
  return body.split(new RegExp(`^${level} `, 'm'))[0]?.trim() ?? '';
}
