// Checks the built site: the HTML of every page, then pages of each kind in a real Chromium, used as a reader does.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { list, root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';
import { checkInBrowser } from './browser.mjs';
import { listProblems, pageProblems, readPage } from './html.mjs';

/** The exit code of a check that cannot run here. */
const SKIPPED = 77;

/**
 * @param {string} folder - the built site
 */
export async function checkSite(folder) {
  const started = performance.now();
  const packages = createRequire(join(root, 'tools/site/package.json'));
  const { Parser } = packages('htmlparser2');
  const pages = list(folder.slice(root.length + 1), /\.html$/)
    .map((file) => readPage(Parser, pathOf(folder, file), readFileSync(join(root, file), 'utf8')))
    .filter(({ path }) => path !== '/404');
  /** @param {string} path */
  const exists = (path) => existsSync(join(folder, path)) && statSync(join(folder, path)).isFile();
  const problems = [
    ...pageProblems(pages, exists),
    ...['llms.txt', 'llms-full.txt'].flatMap((name) => listProblems(name, readFileSync(join(folder, name), 'utf8'), exists)),
  ];
  if (problems.length > 0) fail(problems.join('\n'));
  const links = pages.reduce((sum, page) => sum + page.links.length, 0);
  console.log(`HTML: ${pages.length} pages, ${links} links, ${seconds(started)}`);

  const executablePath = chromium();
  if (executablePath === undefined) {
    console.log('skipped: no Chromium here; apt-get install chromium, or name one in CHROMIUM');
    process.exit(SKIPPED);
  }
  const opened = performance.now();
  const seen = await checkInBrowser({ driver: packages('playwright-core').chromium, executablePath, folder });
  if (seen.problems.length > 0) fail(seen.problems.join('\n'));
  console.log(`Chromium ${seen.version}: ${seen.pages} pages opened, search, dark mode, menu, ${seconds(opened)}`);
}

/** @param {number} started */
function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** The first Chromium of this machine. */
function chromium() {
  const folders = (process.env.PATH ?? '').split(':');
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  return process.env.CHROMIUM ?? found;
}

/**
 * @param {string} folder
 * @param {string} file
 */
function pathOf(folder, file) {
  return `/${join(root, file).slice(folder.length + 1)}`.replace(/\.html$/, '').replace(/\/index$/, '/');
}
