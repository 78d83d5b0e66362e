// Writes API.md from the built declarations of the public entry points; with --check compares instead.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';
import { namesMentioned, printDeclaration, readSurface } from '../lib/surface.mjs';

const { checker, surface } = readSurface();
const exported = new Set(surface.flatMap(({ symbols }) => symbols.map(({ symbol }) => symbol)));
const text = `# API\nThe public surface, written by \`npm run api\` from the declarations; a change here is a change for users.\n${surface.map(printDoor).join('')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(join(root, 'API.md'), text);
  console.log(`API.md: ${exported.size} names of ${surface.length} entry points`);
} else if (readOld() !== text) {
  fail(`API.md is out of date:\n${difference(readOld(), text)}`);
} else console.log(`${exported.size} names of ${surface.length} entry points`);

/** @param {import('../lib/surface.mjs').Door} door */
function printDoor({ door, symbols }) {
  const declarations = symbols.flatMap(({ name, symbol }) =>
    (symbol.declarations ?? []).map((one) => printDeclaration(name, one, shortDoc)),
  );
  const mentioned = [
    ...new Set(symbols.flatMap(({ symbol }) => (symbol.declarations ?? []).flatMap((one) => namesMentioned(checker, exported, one)))),
  ].sort();
  const hidden = mentioned.length > 0 ? `\nMentioned, not exported: ${mentioned.join(', ')}\n` : '';
  return `\n## ${door}\n\`\`\`ts\n${declarations.join('\n')}\n\`\`\`\n${hidden}`;
}

/**
 * The first sentence of a docstring and its default, in one line; empty for what only the library uses.
 * @param {string} text
 */
function shortDoc(text) {
  const plain = text.replace(/^\s*\* ?/gm, '').trim();
  if (plain.startsWith('@internal')) return '';
  const [, sentence = ''] = /^([\s\S]*?(?:\.(?=\s+[A-Z`]|$)|$))/.exec(plain.replace(/(?:^|\s)@\w[\s\S]*/, '')) ?? [];
  const [, given = ''] = /@default([\s\S]*?)(?=\s@\w|$)/.exec(plain) ?? [];
  const words = [sentence, given && `Default: ${given.replace(/^\s*-\s*/, '').trim()}.`].join(' ').replace(/\s+/g, ' ').trim();
  return words === '' ? '' : `/** ${words} */\n`;
}

function readOld() {
  try {
    return read('API.md');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Lines that only one of the two holds; enough to see what changed.
 * @param {string} old
 * @param {string} now
 */
function difference(old, now) {
  const [before, after] = [old.split('\n'), now.split('\n')];
  /** @type {(lines: string[], others: string[], sign: string) => string[]} */
  const only = (lines, others, sign) => lines.filter((line) => !others.includes(line)).map((line) => `${sign} ${line}`);
  return [...only(before, after, '-'), ...only(after, before, '+')].slice(0, 60).join('\n');
}
