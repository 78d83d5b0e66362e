// The pages of the site and the files of the repository that they are made of.
import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { list, read, root } from '../lib/project.mjs';
import { outsideCode } from './markdown.mjs';

/**
 * A page of the site: its path without `.md`, its Markdown, and the file of the repository that it comes from, if there is one.
 * @typedef {{ path: string, text: string, source?: string }} Page
 */

const repository = 'https://github.com/tekwire/tekwire/blob/main';
/** How pages of the package, which has no examples, link them. */
const exampleLink = /(\]\()https:\/\/github\.com\/tekwire\/tekwire\/tree\/main\/(examples(?:\/[\w-]+)?)(?=\))/g;

/** Files outside of docs/ that are pages, too. @type {Record<string, string>} */
const others = {
  'CHANGELOG.md': 'changelog',
  'ARCHITECTURE.md': 'architecture',
  'CONTRIBUTING.md': 'contributing',
  'SECURITY.md': 'security',
};

/** Pages that are generated in place of a file or folder of the repository. @type {Record<string, string>} */
const generated = { 'API.md': 'api/index', 'README.md': 'tutorial/quickstart' };

/** The pages that are files of the repository, with their links rewritten. */
export function writtenPages() {
  return [...sources()].map(([source, path]) => ({ source, path, text: onSite(source, path, read(source)) }));
}

/** @type {Map<string, string> | undefined} */
let known;

/** The path of each file that is a page. */
function sources() {
  known ??= findSources();
  return known;
}

function findSources() {
  const found = new Map(list('docs', /\.md$/).map((source) => [source, source.replace(/^docs\//, '').replace(/\.md$/, '')]));
  for (const [source, path] of found) if (path.endsWith('/README')) found.set(source, path.replace(/README$/, 'index'));
  for (const source of list('examples', /^README\.md$/))
    found.set(source, source === 'examples/README.md' ? 'examples/index' : dirname(source));
  for (const [source, path] of Object.entries(others)) if (existsSync(join(root, source))) found.set(source, path);
  return found;
}

/**
 * The Markdown of a file as it is on the page `path`: links lead to pages, or to the repository where no page exists.
 * @param {string} source
 * @param {string} path
 * @param {string} text
 */
export function onSite(source, path, text) {
  return outsideCode(text, (prose) =>
    prose
      .replace(/(\]\()((?!https?:|#|mailto:)[^)#\s]+)(#[^)\s]*)?(?=[)\s])/g, (_, open, link, anchor = '') => {
        const target = posix.normalize(posix.join(posix.dirname(source), link)).replace(/\/$/, '');
        return `${open}${address(path, target, anchor)}`;
      })
      .replace(exampleLink, (_, open, folder) => `${open}${address(path, folder, '')}`),
  );
}

/**
 * @param {string} path
 * @param {string} target
 * @param {string} anchor
 */
function address(path, target, anchor) {
  const page = sources().get(target) ?? sources().get(`${target}/README.md`) ?? generated[target];
  if (page !== undefined) return relativeTo(path, `${page}.md${anchor}`);
  if (target.startsWith('docs/pictures/')) return relativeTo(path, target.replace('docs/', ''));
  // A file that does not exist stays as it is, and the build of the site refuses it.
  return existsSync(join(root, target)) ? `${repository}/${target}${anchor}` : target;
}

/**
 * @param {string} path
 * @param {string} target
 */
function relativeTo(path, target) {
  const found = posix.relative(posix.dirname(path), target);
  return found.startsWith('.') ? found : `./${found}`;
}
