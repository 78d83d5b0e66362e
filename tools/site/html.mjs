// Checks the HTML of every page of the built site, without a browser: links, anchors, pictures, loaded files, headings.

/**
 * What the HTML of a page has. `files` is what a browser loads; `headings` are those of the text, not of menus.
 * @typedef {{
 *   path: string, title: string, length: number, ids: string[], links: string[], files: string[],
 *   images: { source: string, alt: string }[], headings: number[],
 * }} PageFacts
 */

const external = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Reads a page with the parser of htmlparser2, which only the package of the site installs.
 * @param {any} Parser
 * @param {string} path
 * @param {string} html
 * @returns {PageFacts}
 */
export function readPage(Parser, path, html) {
  /** @type {PageFacts} */
  const facts = { path, title: '', length: 0, ids: [], links: [], files: [], images: [], headings: [] };
  /** @type {string[]} */
  const open = [];
  let inText = 0;
  const parser = new Parser({
    /**
     * @param {string} name
     * @param {Record<string, string>} attributes
     */
    onopentag(name, attributes) {
      const { id, href, src, alt = '', rel = '' } = attributes;
      open.push(name);
      if (id !== undefined) facts.ids.push(id);
      if (name === 'a' && href !== undefined) facts.links.push(href);
      if (name === 'img') facts.images.push({ source: src ?? '', alt });
      if ((name === 'script' || name === 'iframe') && src !== undefined) facts.files.push(src);
      if (name === 'link' && /preload|stylesheet|icon/.test(rel)) facts.files.push(href ?? '');
      if (inText > 0 || isText(name, attributes.class)) inText++;
      if (inText > 0 && /^h[1-6]$/.test(name)) facts.headings.push(Number(name[1]));
    },
    /** @param {string} text */
    ontext(text) {
      if (open.at(-1) === 'title') facts.title += text;
      if (inText > 0) facts.length += text.trim().length;
    },
    onclosetag() {
      open.pop();
      if (inText > 0) inText--;
    },
  });
  parser.end(html);
  return facts;
}

/**
 * Where the text of a page begins; the first page has no `main`.
 * @param {string} name
 * @param {string} [classes]
 */
function isText(name, classes = '') {
  return name === 'main' || classes.split(' ').includes('VPHome');
}

/**
 * What is wrong with the pages, a line each.
 * @param {readonly PageFacts[]} pages
 * @param {(path: string) => boolean} exists - whether the site has the file of this path
 * @returns {string[]}
 */
export function pageProblems(pages, exists) {
  const ids = new Map(pages.map((page) => [page.path, new Set(page.ids)]));
  /** @type {Map<string, string>} */
  const titles = new Map();
  return pages.flatMap((page) => {
    const twin = titles.get(page.title);
    titles.set(page.title, page.path);
    const problems = [
      ...(twin === undefined ? [] : [`has the title of ${twin}: ${page.title}`]),
      ...(page.title.trim() === '' ? ['has no title'] : []),
      ...(page.length > 50 ? [] : ['is empty']),
      ...headingProblems(page.headings),
      ...repeated(page.ids).map((id) => `has the id "${id}" twice`),
      ...[...new Set(page.links)].flatMap((link) => linkProblem(page.path, link, ids, exists)),
      ...page.files.flatMap((file) => fileProblem(page.path, file, exists)),
      ...page.images.flatMap(({ source, alt }) => [
        ...fileProblem(page.path, source, exists),
        ...(alt.trim() === '' ? [`shows the picture ${source.slice(0, 60)} without a text for those who do not see it`] : []),
      ]),
    ];
    return problems.map((problem) => `${page.path}: ${problem}`);
  });
}

/** @param {readonly number[]} headings */
function headingProblems(headings) {
  const first = headings.filter((level) => level === 1).length;
  const skips = headings.filter((level, at) => level > (headings[at - 1] ?? 0) + 1);
  return [
    ...(first === 1 ? [] : [`has ${first} headings of the first level; expected one`]),
    ...[...new Set(skips)].map((level) => `has a heading of level ${level} below none of level ${level - 1}`),
  ];
}

/** @param {readonly string[]} ids */
function repeated(ids) {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

/**
 * @param {string} path
 * @param {string} link
 * @param {ReadonlyMap<string, ReadonlySet<string>>} ids
 * @param {(path: string) => boolean} exists
 */
function linkProblem(path, link, ids, exists) {
  if (external.test(link)) return /^(https:\/\/[^/]+|mailto:.)/.test(link) && URL.canParse(link) ? [] : [`links ${link}; expected https`];
  const { pathname, hash } = new URL(link, `http://site${path}`);
  const target = decodeURIComponent(pathname);
  const found = ids.get(target) ?? ids.get(`${target}/`);
  if (found === undefined) return exists(target) ? [] : [`links ${link}, which does not exist`];
  return hash === '' || found.has(decodeURIComponent(hash.slice(1))) ? [] : [`links ${link}, which has no such heading`];
}

/**
 * @param {string} path
 * @param {string} file
 * @param {(path: string) => boolean} exists
 */
function fileProblem(path, file, exists) {
  if (file.startsWith('data:image/')) return [];
  if (external.test(file) || file.startsWith('//')) return [`loads ${file}; expected a file of the site`];
  return exists(decodeURIComponent(new URL(file, `http://site${path}`).pathname)) ? [] : [`loads ${file}, which does not exist`];
}

/**
 * Links of a text for programs, such as llms.txt, whose pages do not exist.
 * @param {string} name
 * @param {string} text
 * @param {(path: string) => boolean} exists
 */
export function listProblems(name, text, exists) {
  const links = [...text.matchAll(/(?:\]\(|^<!-- )(\/[^)#\s]+)/gm)].map(([, link = '']) => link);
  if (links.length === 0) return [`${name}: lists no page`];
  return links.filter((link) => !exists(link)).map((link) => `${name}: links ${link}, which does not exist`);
}
