// `npm run site` builds the documentation site into dist/site/public; `npm run site -- check` checks the HTML of every page,
// and opens pages of each kind in Chromium.
// `npm run site -- pages` only writes the Markdown that VitePress reads.
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/project.mjs';
import { fail, must, run } from '../lib/run.mjs';
import { generatedPages, withProgram } from './generated.mjs';
import { home } from './home.mjs';
import { llms, llmsFull } from './llms.mjs';
import { escaped } from './markdown.mjs';
import { sidebars } from './navigation.mjs';
import { writtenPages } from './pages.mjs';

const folder = join(root, 'dist/site');
const here = join(root, 'tools/site');
const [task = 'build'] = process.argv.slice(2);
if (!['build', 'check', 'pages'].includes(task)) fail(`unknown task "${task}"; expected one of: build, check, pages`);

if (task !== 'check') await build();
if (task === 'check') {
  await install();
  if (!existsSync(join(folder, 'public/index.html'))) await build();
  const { checkSite } = await import('./check.mjs');
  await checkSite(join(folder, 'public'));
}

async function build() {
  const pages = [home(), ...writtenPages().map(withProgram), ...(await generatedPages())];
  rmSync(folder, { recursive: true, force: true });
  for (const page of pages) write(`pages/${page.path}.md`, escaped(page.text));
  // pages link pictures beside them; the first page, and the pages as Markdown, by their address
  for (const place of ['pages/pictures', 'pages/public/pictures'])
    cpSync(join(root, 'docs/pictures'), join(folder, place), { recursive: true });
  write('sidebar.json', JSON.stringify(sidebars(pages)));
  if (task === 'pages') return;
  await install();
  // the pages are compiled to modules, which import Vue
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
  await must(process.execPath, [join(here, 'node_modules/vitepress/bin/vitepress.js'), 'build', here], { cwd: here });
  // each page as Markdown, too, for programs that read documentation
  for (const page of pages) write(`public/${page.path}.md`, page.text);
  write('public/llms.txt', llms(pages));
  write('public/llms-full.txt', llmsFull(pages));
  console.log(`${pages.length} pages in dist/site/public`);
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The generator and the driver of the browser are a package of their own, which only this command installs. */
async function install() {
  if (existsSync(join(here, 'node_modules/vitepress'))) return;
  const { code, output } = await run('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund']);
  if (code !== 0) fail(output);
}
