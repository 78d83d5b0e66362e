/// <reference lib="dom" />
// Opens pages of each kind in a real Chromium, as a reader with a phone has them: no error in the console, no sideways scrolling, no picture
// that does not load. Then uses what a reader uses: search, dark mode, the menu of a phone, a wrong address.
// One tab for all: a new one costs more than a visit, and every page is made of the same parts.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** Milliseconds for one page; a busy machine needs long for the first one. */
const timeout = 60_000;
const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 900 };
const kinds = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
});

/** The pages that are opened: the first page, then of each kind of page the plain ones and the largest. */
const opened = [
  ['/', '/tutorial/quickstart', '/tutorial/first-pipeline', '/tutorial/scan', '/tutorial/findings'],
  ['/how-to/own-scanner', '/concepts/roles', '/scripts', '/tekton-checks', '/about/comparison', '/changelog'],
  ['/rules/', '/rules/TW203', '/rules/TW191', '/api/', '/api/tekwire', '/api/tekwire-types'],
  ['/catalogue', '/reference/commands', '/examples/', '/examples/tekton'],
].flat();

/**
 * @param {{ driver: any, executablePath: string, folder: string }} site - the driver of browsers, the browser, the built site
 * @returns {Promise<{ problems: string[], pages: number, version: string }>}
 */
export async function checkInBrowser({ driver, executablePath, folder }) {
  const server = createServer((request, response) => serve(folder, request.url ?? '/', response));
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const browser = await driver.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage({ viewport: phone });
    tab.setDefaultTimeout(timeout);
    const problems = [...(await visitAll(tab, origin)), ...(await useAsReader(tab, origin))];
    return { problems, pages: opened.length, version: browser.version() };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
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
  const answer = file ?? join(folder, '404.html');
  response.writeHead(file === undefined ? 404 : 200, { 'content-type': kinds[extname(answer)] ?? 'text/plain; charset=utf-8' });
  createReadStream(answer).pipe(response);
}

/**
 * @param {any} tab
 * @param {string} origin
 */
async function visitAll(tab, origin) {
  /** @type {string[]} */
  let errors = [];
  tab.on('console', (/** @type {any} */ message) => message.type() === 'error' && errors.push(message.text()));
  tab.on('pageerror', (/** @type {Error} */ error) => errors.push(error.message));
  /** @type {string[]} */
  const problems = [];
  for (const path of opened) {
    errors = [];
    const found = await visitPage(tab, origin, path);
    problems.push(...[...found, ...errors].map((problem) => `${path}: ${problem}`));
  }
  return problems;
}

/**
 * @param {any} tab
 * @param {string} origin
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function visitPage(tab, origin, path) {
  const answer = await open(tab, origin + path);
  const seen = await tab.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map(({ src }) => src),
    length: document.querySelector('main, .VPHome, #VPContent')?.textContent?.trim().length ?? 0,
  }));
  return [
    ...(answer?.status() === 200 ? [] : [`answered with ${answer?.status()}`]),
    ...(seen.width <= phone.width ? [] : [`is ${seen.width} pixels wide on a phone of ${phone.width}`]),
    ...seen.broken.map((/** @type {string} */ source) => `the picture ${source} does not load`),
    ...(seen.length > 50 ? [] : ['is empty']),
  ];
}

/**
 * Opens a page and waits until it reacts: Vue marks its element then.
 * @param {any} tab
 * @param {string} address
 */
async function open(tab, address) {
  const answer = await tab.goto(address, { waitUntil: 'load' });
  await tab.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
  return answer;
}

/**
 * @param {any} tab
 * @param {string} origin
 */
async function useAsReader(tab, origin) {
  await tab.setViewportSize(desk);
  const problems = [...(await useDarkMode(tab, origin)), ...(await useSearch(tab))];
  await open(tab, `${origin}/no-such-page`);
  if ((await tab.locator('.NotFound a[href="/"]').count()) !== 1) problems.push('a wrong address shows no way to the first page');
  await tab.setViewportSize(phone);
  await open(tab, `${origin}/concepts/roles`);
  await tab.locator('.VPLocalNav .menu').click();
  if (!(await shown(tab.locator('.VPSidebar.open')))) problems.push('the menu does not open on a phone');
  return problems;
}

/**
 * @param {any} tab
 * @param {string} origin
 */
async function useDarkMode(tab, origin) {
  /** @type {string[]} */
  const problems = [];
  const colours = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open(tab, `${origin}/tutorial/quickstart`);
  const before = await colours();
  await tab.locator('.VPNavBarAppearance .VPSwitchAppearance').click();
  const after = await colours();
  if (after === before) problems.push('the switch does not change between light and dark');
  await tab.reload({ waitUntil: 'load' });
  await tab.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
  if ((await colours()) !== after) problems.push('the choice of light or dark is forgotten by the next page');
  return problems;
}

/** @param {any} tab */
async function useSearch(tab) {
  /** @type {string[]} */
  const problems = [];
  for (const { words, page } of [
    { words: 'unknown task result', page: '/rules/TW203' },
    { words: 'PipelineServiceAccount', page: '/permissions' },
    { words: 'submoduleDepth', page: '/security-pipeline' },
  ]) {
    await tab.locator('#local-search button').click();
    await tab.locator('.VPLocalSearchBox input').fill(words);
    const hit = tab.locator(`.VPLocalSearchBox a.result[href^="${page}"]`).first();
    if (!(await shown(hit))) {
      problems.push(`the search "${words}" does not find ${page}`);
      await tab.keyboard.press('Escape');
      continue;
    }
    await hit.click();
    await tab.waitForURL(`**${page}*`).catch(() => problems.push(`the hit of the search "${words}" leads elsewhere`));
  }
  return problems;
}

/** @param {any} element */
function shown(element) {
  return element.waitFor().then(
    () => true,
    () => false,
  );
}
