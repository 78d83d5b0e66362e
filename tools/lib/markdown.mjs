import { list, read } from './project.mjs';

/** The pages whose blocks are checked. */
export const pages = () =>
  [...list('.', /^README\.md$/), ...list('docs', /\.md$/)].filter((path) => /^(README|docs|examples)\b/.test(path));

/**
 * A fenced block of a page: language, info string, lines, and the page line of the first one.
 * @typedef {{ page: string, fence: string, language: string, words: string[], line: number, lines: string[] }} Block
 */

/**
 * The fenced blocks of a page.
 * @param {string} page
 */
export function blocksOf(page) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Block | undefined} */
  let open;
  for (const [index, text] of read(page).split('\n').entries()) {
    const [, fence, language = '', words = ''] = text.match(/^\s*(`{3,})\s*(\S*)\s*(.*)$/) ?? [];
    if (open && fence === open.fence && language === '') {
      blocks.push(open);
      open = undefined;
    } else if (open) open.lines.push(text);
    else if (fence) open = { page, fence, language, words: words.split(/\s+/).filter(Boolean), line: index + 2, lines: [] };
  }
  return blocks;
}
