// The pages of the site that are no files: made of the declarations, the help of the command, the README and the examples.
import { basename, dirname, join } from 'node:path';
import { list, read, root } from '../lib/project.mjs';
import { must, pooled } from '../lib/run.mjs';
import { printDeclaration, readSurface } from '../lib/surface.mjs';
import { section } from './markdown.mjs';
import { onSite } from './pages.mjs';

/** @typedef {import('./pages.mjs').Page} Page */

const cli = join(root, 'dist/lib/cli/main.js');

/**
 * All generated pages.
 * @returns {Promise<Page[]>}
 */
export async function generatedPages() {
  return [quickstart(), await commands(), ...api()];
}

/** The README's quickstart, which a CI run follows from an empty folder. */
function quickstart() {
  const path = 'tutorial/quickstart';
  const text = onSite('README.md', path, section(read('README.md'), '## Quickstart')).replace(/\n+To try this repository:\n[\s\S]*$/, '\n');
  const next = 'Next: [your first pipeline](./first-pipeline.md), written from the start.';
  return { path, source: 'README.md', text: `# Quickstart\n\n${text}\n\n${next}\n` };
}

/** What `tekwire --help` and `tekwire COMMAND --help` print. */
async function commands() {
  const overview = await help();
  const names = [...overview.matchAll(/^ {2}([a-z-]+) +\S/gm)].map(([, name = '']) => name);
  const texts = await pooled(names, 2, async (name) => `## tekwire ${name}\n\n\`\`\`text\n${await help(name)}\n\`\`\``);
  const text = `# Commands

Written from the help of the command itself. [The command](../command.md) explains how files are grouped, and what CI and editors need.

\`\`\`text
${overview}
\`\`\`

${texts.join('\n\n')}
`;
  return { path: 'reference/commands', text };
}

/** @param {string[]} command */
async function help(...command) {
  return (await must(process.execPath, [cli, ...command, '--help'])).trimEnd();
}

/** One page for each door of the package, and a page that lists them. */
function api() {
  const { surface } = readSurface();
  const doors = surface.map((door) => ({ ...door, path: `api/${door.door.replaceAll('/', '-')}` }));
  const rows = doors.map(
    ({ door, path, symbols }) =>
      `| [\`${door}\`](./${basename(path)}.md) | ${symbols.length} | ${symbols
        .slice(0, 6)
        .map(({ name }) => `\`${name}\``)
        .join(', ')}${symbols.length > 6 ? ', …' : ''} |`,
  );
  const text = `# API

Written from the declarations of the package. One page for each name that a program imports from; your editor shows the same texts.

| import from | names | such as |
|---|---|---|
${rows.join('\n')}
`;
  return [{ path: 'api/index', text }, ...doors.map(({ door, path, symbols }) => ({ path, text: printDoor(door, symbols) }))];
}

/**
 * @param {string} door
 * @param {import('../lib/surface.mjs').Exported[]} symbols
 */
function printDoor(door, symbols) {
  const entries = symbols.flatMap(({ name, symbol }) => {
    const declarations = (symbol.declarations ?? []).map((one) => printDeclaration(name, one, wholeDoc));
    return declarations.length === 0 ? [] : [{ name, kind: kindOf(declarations[0] ?? ''), declarations }];
  });
  const groups = ['Classes', 'Functions and values', 'Types'].map((kind) => {
    const found = entries.filter((entry) => entry.kind === kind);
    return found.length === 0 ? '' : `## ${kind}\n\n${found.map(printEntry).join('\n\n')}`;
  });
  return `# ${door}\n\n\`import { … } from '${door}'\`\n\n${groups.filter(Boolean).join('\n\n')}\n`;
}

/** @param {string} declaration */
function kindOf(declaration) {
  const code = declaration.replace(/^\/\*\*[\s\S]*?\*\/\n/, '');
  if (/^(abstract )?class /.test(code)) return 'Classes';
  return /^(interface|type) /.test(code) ? 'Types' : 'Functions and values';
}

/** @param {{ name: string, declarations: string[] }} entry */
function printEntry({ name, declarations }) {
  const docs = declarations.map((text) => /^\/\*\*([\s\S]*?)\*\/\n/.exec(text)?.[1] ?? '').map(proseOf);
  const code = declarations.map((text) => text.replace(/^\/\*\*[\s\S]*?\*\/\n/, '')).join('\n');
  return [`### ${name}`, [...new Set(docs)].filter(Boolean).join('\n\n'), `\`\`\`ts\n${code}\n\`\`\``].filter(Boolean).join('\n\n');
}

/** @param {string} doc */
function proseOf(doc) {
  return doc
    .replace(/^\s*\* ?/gm, '')
    .replace(/\{@link ([^}]+)\}/g, '`$1`')
    .replace(/^@param (\w+)(?: -)? ?/gm, '- `$1`: ')
    .replace(/^@returns? /gm, 'Returns ')
    .replace(/^@default(?: -)? /gm, '\nDefault: ')
    .replace(/^@throws /gm, '\nThrows ')
    .replace(/^@\w+.*$/gm, '')
    .trim();
}

/** @param {string} text */
function wholeDoc(text) {
  const plain = text.replace(/^\s*\* ?/gm, '').trim();
  return plain.startsWith('@internal')
    ? ''
    : `/** ${plain.includes('\n') ? `\n * ${plain.replaceAll('\n', '\n * ')}\n ` : `${plain} `}*/\n`;
}

/**
 * The page of an example with its program below the text.
 * @param {Page} page
 */
export function withProgram(page) {
  if (!page.path.startsWith('examples/') || page.path === 'examples/index' || page.source === undefined) return page;
  const programs = list(dirname(page.source), /\.ts$/).filter((file) => !file.endsWith('.d.ts'));
  const blocks = programs.map((file) => `## ${basename(file)}\n\n\`\`\`ts\n${read(file).trimEnd()}\n\`\`\``);
  return { ...page, text: `${page.text.trimEnd()}\n\n${blocks.join('\n\n')}\n` };
}
