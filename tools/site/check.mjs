/// <reference lib="dom" />
// Opens every page of the built site in a real Chromium, as a reader with a phone has it: no error in the console, no sideways scrolling,
// no link into nothing. Then uses what a reader uses: search, dark mode, the menu of a phone.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { list, root } from '../lib/project.mjs';
import { pooled, report } from '../lib/run.mjs';

/** The exit code of a check that cannot run here. */
const SKIPPED = 77;
/** Milliseconds for a page; a busy machine needs long for the first one. */
const timeout = 120_000;
const phone = { width: 360, height: 740 };
const kinds = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
});

/**
 * What a page showed: its links and the ids that links may name.
 * @typedef {{ path: string, links: string[], ids: string[], problems: string[] }} Visit
 */

/**
 * @param {string} folder - the built site
 */
export async function checkSite(folder) {
  const executablePath = chromium();
  if (executablePath === undefined) {
    console.log('skipped: no Chromium here; apt-get install chromium, or name one in CHROMIUM');
    process.exit(SKIPPED);
  }
  const { chromium: driver } = createRequire(join(root, 'tools/site/package.json'))('playwright-core');
  const server = createServer((request, response) => serve(folder, request.url ?? '/', response));
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const browser = await driver.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const paths = list(folder.slice(root.length + 1), /\.html$/)
      .map((file) => pathOf(folder, file))
      .filter((path) => path !== '/404');
    const visits = await visitAll(browser, origin, paths);
    const problems = [...visits.flatMap(({ problems: found }) => found), ...brokenLinks(visits), ...(await useAsReader(browser, origin))];
    report(problems, `${visits.length} pages, ${visits.reduce((sum, { links }) => sum + links.length, 0)} links, ${browser.version()}`);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** The first Chromium of this machine. */
function chromium() {
  const folders = (process.env.PATH ?? '').split(':');
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  return process.env.CHROMIUM ?? found;
}

/**
 * Answers like a host of static files with clean addresses.
 * @param {string} folder
 * @param {string} url
 * @param {import('node:http').ServerResponse} response
 */
function serve(folder, url, response) {
  const path = normalize(decodeURIComponent(new URL(url, 'http://site').pathname));
  const candidates = [path, `${path}.html`, join(path, 'index.html')].map((one) => join(folder, one));
  const file = candidates.find((one) => existsSync(one) && statSync(one).isFile());
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'text/plain; charset=utf-8' });
  createReadStream(file).pipe(response);
}

/**
 * @param {string} folder
 * @param {string} file
 */
function pathOf(folder, file) {
  return `/${join(root, file).slice(folder.length + 1)}`.replace(/\.html$/, '').replace(/\/index$/, '/');
}

/**
 * Every page with the width of a phone, a few at a time; a page of the browser is used again, because a new one costs more than a visit.
 * @param {any} browser
 * @param {string} origin
 * @param {string[]} paths
 * @returns {Promise<Visit[]>}
 */
async function visitAll(browser, origin, paths) {
  const lanes = 3;
  const shares = Array.from({ length: lanes }, (_, lane) => paths.filter((_path, at) => at % lanes === lane));
  const visits = await pooled(shares, lanes, async (share) => {
    const context = await browser.newContext({ viewport: phone });
    const tab = await context.newPage();
    /** @type {string[]} */
    let problems = [];
    tab.on('console', (/** @type {any} */ message) => message.type() === 'error' && problems.push(message.text()));
    tab.on('pageerror', (/** @type {Error} */ error) => problems.push(error.message));
    /** @type {Visit[]} */
    const found = [];
    for (const path of share) {
      problems = [];
      const visit = await visitPage(tab, origin, path);
      found.push({ ...visit, problems: [...visit.problems, ...problems.map((text) => `${path}: ${text}`)] });
    }
    await context.close();
    return found;
  });
  return visits.flat();
}

/**
 * @param {any} tab
 * @param {string} origin
 * @param {string} path
 * @returns {Promise<Visit>}
 */
async function visitPage(tab, origin, path) {
  const answer = await tab.goto(origin + path, { waitUntil: 'load', timeout });
  // Vue marks its element when the page has become alive
  await tab.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}), undefined, { timeout });
  const seen = await tab.evaluate(() => ({
    links: [...document.querySelectorAll('a[href]')].map((link) => /** @type {HTMLAnchorElement} */ (link).href),
    ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    width: document.documentElement.scrollWidth,
    broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map(({ src }) => src),
    words: document.querySelector('main, .VPHome, #VPContent')?.textContent?.trim().length ?? 0,
  }));
  const links = seen.links
    .filter((/** @type {string} */ link) => link.startsWith(origin))
    .map((/** @type {string} */ link) => link.slice(origin.length));
  const problems = [
    ...(answer?.status() === 200 ? [] : [`${path}: answered with ${answer?.status()}`]),
    ...(seen.width <= phone.width ? [] : [`${path}: is ${seen.width} pixels wide on a phone of ${phone.width}`]),
    ...seen.broken.map((/** @type {string} */ source) => `${path}: the picture ${source} does not load`),
    ...(seen.words > 50 ? [] : [`${path}: is empty`]),
  ];
  return { path, links: [...new Set(/** @type {string[]} */ (links))], ids: seen.ids, problems };
}

/**
 * Links to pages or headings that do not exist.
 * @param {Visit[]} visits
 */
function brokenLinks(visits) {
  const ids = new Map(visits.map(({ path, ids: found }) => [path, new Set(found)]));
  return visits.flatMap(({ path, links }) =>
    links.flatMap((link) => {
      const [page = '', anchor] = link.split('#');
      const target = ids.get(page) ?? ids.get(`${page}/`);
      if (target === undefined) return /\.(md|txt)$/.test(page) ? [] : [`${path}: links ${link}, which does not exist`];
      return anchor === undefined || anchor === '' || target.has(decodeURIComponent(anchor))
        ? []
        : [`${path}: links ${link}, which has no such heading`];
    }),
  );
}

/**
 * Search, dark mode, and the menu of a phone.
 * @param {any} browser
 * @param {string} origin
 */
async function useAsReader(browser, origin) {
  /** @type {string[]} */
  const problems = [];
  const desk = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await desk.goto(`${origin}/tutorial/quickstart`);
  const isDark = () => desk.evaluate(() => document.documentElement.classList.contains('dark'));
  const before = await isDark();
  await desk.locator('.VPNavBarAppearance .VPSwitchAppearance').click();
  if ((await isDark()) === before) problems.push('the switch does not change between light and dark');
  await desk.reload();
  if ((await isDark()) === before) problems.push('the choice of light or dark is forgotten by the next page');
  for (const { words, page } of [
    { words: 'unknown task result', page: '/rules/TW203' },
    { words: 'PipelineServiceAccount', page: '/permissions' },
  ]) {
    await desk.locator('#local-search button').click();
    await desk.locator('.VPLocalSearchBox input').fill(words);
    const hit = desk.locator(`.VPLocalSearchBox a.result[href^="${page}"]`).first();
    const isFound = await hit.waitFor({ timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    if (isFound) {
      await hit.click();
      await desk
        .waitForURL(`**${page}*`, { timeout: 10_000 })
        .catch(() => problems.push(`the hit of the search "${words}" leads elsewhere`));
    } else problems.push(`the search "${words}" does not find ${page}`);
    if (!isFound) await desk.keyboard.press('Escape');
  }
  await desk.close();
  const small = await browser.newPage({ viewport: phone });
  await small.goto(`${origin}/concepts/roles`);
  await small.locator('.VPLocalNav .menu').click();
  const menu = await small
    .locator('.VPSidebar.open')
    .waitFor({ timeout: 5000 })
    .then(
      () => true,
      () => false,
    );
  if (!menu) problems.push('the menu does not open on a phone');
  await small.close();
  return problems;
}
