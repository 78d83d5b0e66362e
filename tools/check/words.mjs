// Finds phrases of the project's former prose style in the folders that no longer use it, and names the plain word to use instead.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { list, root } from '../lib/project.mjs';
import { report } from '../lib/run.mjs';

/**
 * The refused phrases and their replacements.
 * @type {[RegExp, string][]}
 */
const phrases = [
  [/\bwhat is none\b/, 'name the thing'],
  [/\b(?:lies?|lives?) elsewhere\b/, '"external"'],
  [/\btakes? and gives?\b/, '"interface", or "params, results and workspaces"'],
  [/\bthat no compiler reads\b/, '"untyped callers"'],
  [/\bwho breaks the rule\b/, '"when the rule is broken"'],
  [/\bis no (?:name|address|digest|list|text|URL)\b/, '"is not a …"'],
  [/\b(?:a|no) list of texts\b/, '"an array of strings"'],
  [/\bhow grave\b/, '"severity"'],
  [/\bside by side\b/, '"in parallel"'],
];

/** The folders that are checked; each colleague's folder is added when its prose is done. */
const folders = ['src/findings', 'src/roles', 'src/catalogue', 'src/policy', 'src/render', 'src/plugin', 'src/testing', 'src/cli'];

/**
 * One line for each refused phrase in a text.
 * @param {string} path
 * @param {string} text
 */
export function wordProblems(path, text) {
  return text.split('\n').flatMap((line, at) =>
    phrases.flatMap(([phrase, better]) => {
      const found = phrase.exec(line)?.[0];
      return found === undefined ? [] : [`${path}:${at + 1}: "${found}"; write ${better}`];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = folders.flatMap((folder) => list(folder, /\.ts$/));
  report(
    paths.flatMap((path) => wordProblems(path, readFileSync(join(root, path), 'utf8'))),
    `${paths.length} files in plain words`,
  );
}
