// The order of the pages. A page that no group names is added to the group of its folder, so that a new file needs no line here.
import { titleOf } from './markdown.mjs';

/** @typedef {import('./pages.mjs').Page} Page */
/** @typedef {{ text: string, link?: string, collapsed?: boolean, items?: Item[] }} Item */

/**
 * A group of the sidebar: the pages that come first, in this order, and the folder whose other pages follow by their titles.
 * @type {{ text: string, folder?: string, first: string[], collapsed?: boolean }[]}
 */
const groups = [
  {
    text: 'Tutorial',
    folder: 'tutorial',
    first: ['quickstart', 'first-pipeline', 'scan', 'run', 'findings', 'fix', 'gate'].map((name) => `tutorial/${name}`),
  },
  {
    text: 'How to',
    folder: 'how-to',
    first: [
      'private',
      'caches',
      'testing',
      'many-repositories',
      'platform-policies',
      'own-scanner',
      'air-gap',
      'gitops',
      'from-yaml',
      'from-dracon',
    ]
      .map((name) => (name === 'testing' ? name : `how-to/${name}`))
      .concat('events-github', 'events-nightly', 'events-forks', 'events-flux'),
  },
  {
    text: 'Concepts',
    folder: 'concepts',
    first: ['roles', 'handles', 'directories', 'lift', 'policies', 'rules'].map((name) => `concepts/${name}`),
  },
  {
    text: 'Guides',
    folder: '',
    first: [
      'scripts',
      'values',
      'security-pipeline',
      'findings',
      'events',
      'run',
      'deploy',
      'policies',
      'permissions',
      'remote-tasks',
      'kubernetes-objects',
      'own-rules',
    ],
  },
  {
    text: 'Reference',
    folder: 'reference',
    first: ['api/index', 'reference/commands', 'command', 'config', 'rules/index', 'catalogue', 'variables'],
  },
  { text: 'Examples', folder: 'examples', first: ['examples/index'], collapsed: true },
  {
    text: 'About',
    folder: 'about',
    first: ['about/comparison', 'about/versions', 'security', 'changelog', 'architecture', 'contributing', 'tekton-checks'],
  },
];

/**
 * The sidebars by the folder in which they are shown. The rules, which are hundreds, have their table instead: each item is in every page.
 * @param {Page[]} pages
 * @returns {Record<string, Item[]>}
 */
export function sidebars(pages) {
  const main = grouped(pages).map(({ text, collapsed = false, pages: found }) => ({ text, collapsed, items: found.map(itemOf) }));
  const doors = pages.filter(({ path }) => path.startsWith('api/') && path !== 'api/index').map(itemOf);
  return { '/': main, '/api/': [{ text: 'API', link: '/api/', items: doors }, ...main] };
}

/**
 * The groups with their pages.
 * @param {Page[]} pages
 */
export function grouped(pages) {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const named = new Set(groups.flatMap(({ first }) => first));
  return groups.map(({ text, folder, first, collapsed }) => {
    const others = pages.filter(({ path }) => !named.has(path) && path !== 'index' && folderOf(path) === folder).sort(byTitle);
    const pagesOfGroup = [...first.flatMap((path) => byPath.get(path) ?? []), ...others];
    return { text, collapsed, pages: pagesOfGroup };
  });
}

/** @param {string} path */
function folderOf(path) {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** @type {(a: Page, b: Page) => number} */
const byTitle = (a, b) => (titleOf(a.text) < titleOf(b.text) ? -1 : 1);

/** @param {Page} page */
function itemOf(page) {
  return { text: titleOf(page.text), link: `/${page.path.replace(/(^|\/)index$/, '$1')}` };
}
