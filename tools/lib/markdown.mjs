import { list, read } from './project.mjs';

/** The pages whose blocks are judged. */
export const pages = () =>
  [...list('.', /^README\.md$/), ...list('docs', /\.md$/)].filter((path) => /^(README|docs|examples)\b/.test(path));

/** Fenced blocks of a page: language, the words after it, the lines, and the page's line of the first of them. */
export function blocksOf(page) {
  const blocks = [];
  let open;
  for (const [index, text] of read(page).split('\n').entries()) {
    const fence = text.match(/^\s*(`{3,})\s*(\S*)\s*(.*)$/);
    if (open && fence?.[1] === open.fence && fence[2] === '') {
      blocks.push(open);
      open = undefined;
    } else if (open) open.lines.push(text);
    else if (fence)
      open = { page, fence: fence[1], language: fence[2], words: fence[3].split(/\s+/).filter(Boolean), line: index + 2, lines: [] };
  }
  return blocks;
}
