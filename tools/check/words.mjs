// Finds phrases of the former prose style in the folders that no longer use it, and suggests the plain word.
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
  [/\b(?:a|no) list of texts\b/, '"an array of strings"'],
  [/(?<!\b[Tt]here )\bis no (?!longer\b|more\b)/, '"is not a …"'],
  [/\b(?:takes|take) no\b/, '"cannot be applied to", "does not accept"'],
  [/\bstands? (?:in|inside|behind|beside|where|outside|alone|here)\b/, '"is in", "follows"'],
  [/\bas (?:it|they) (?:lies?|stands?)\b/, '"in the manifest", "as written"'],
  [/\bare? (?:given|told) behind\b/, '"after"'],
  [/\blist of texts\b|\ba list or object\b/, '"string", "array", "object"'],
  [/\b(?:is|are) given; (?:write|give|return|pass)\b/, '"expected …, found …"'],
  [/\bjudged? by the same rules\b/, '"checked by the same rules"'],
  [/\bwin over all others\b/, '"replace the rendered ones"'],
  [/\bseen to fail\b|\bhanded over\b|\btakes? for its\b/, '"failed", "passed"'],
  [/\bnone of (?:ours|theirs|Tekton's)\b/, '"not …"'],
  [/\b[Ww]hoever\b|\b[Ww]hichever\b|(?<!`)\b[Nn]obody\b/, 'name the person or thing: "an attacker", "every user", "no task"'],
  [/\b(?:tasks?|those|one) of finally\b/, '"finally task"'],
  [/\bcomplain(?:s|ed|ts?)?\b/, '"report", "diagnostic"'],
  [/\b(?:is|are|be) told\b(?! apart)/, '"is reported", "is passed"'],
  [/\b(?:is|are|be) judged\b|\bjudges? (?:the|it|them|what|every|each|all)\b/, '"is checked", "checks"'],
  [/\bwithout a word\b/, '"silently"'],
  [/\bas (?:it is|they are) written\b/, '"literally", "unchanged"'],
  [/\bgo(?:es)? nowhere\b/, '"has no effect"'],
  [/\bhand(?:s|ed)? (?:down|on)\b/, '"pass", "propagate"'],
  [/\bholds? (?:itself|themselves)\b/, '"is cyclic"'],
  [/\bany more\b/, '"no longer"'],
  [/\b(?:is|be|becomes?|not|no|empty|as a|into a) (?:an? )?texts?\b(?! (?:files?|of|in|that|after|between|here)\b)/, '"a string"'],
  [/\bthe set has no\b/, '"… is not among the checked manifests"'],
  [/\bhow grave\b/, '"severity"'],
  [/\bside by side\b/, '"in parallel"'],
  [/\b(?:speak|tell)s? of\b/, '"is about", "reports"'],
  [/\blies? (?:in|inside|under|below)\b/, '"is in"'],
  [/\bhas not the\b/, '"does not match", "is not"'],
];

/** The checked folders. */
const folders = [
  'src/findings',
  'src/roles',
  'src/catalogue',
  'src/policy',
  'src/render',
  'src/plugin',
  'src/testing',
  'src/cli',
  'src/spec',
  'src/diagnostics',
  'src/refs',
  'src/image',
  'src/graph',
  'src/cel',
  'src/lock',
  'src/check',
  'src/extension',
  'src/reader',
  'src/script',
  'src/shell',
  'src/program',
  'src/synth',
  'src/run',
  'src/task',
  'src/pipeline',
  'src/rules',
];

/**
 * Returns one line for each refused phrase in a text.
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
  const pages = ['tutorial', 'how-to', 'concepts', 'about'].flatMap((folder) => list(`docs/${folder}`, /\.md$/));
  const paths = [...folders.flatMap((folder) => list(folder, /\.ts$/)), ...list('tools', /(?<!words|words\.test)\.mjs$/), ...pages];
  report(
    paths.flatMap((path) => wordProblems(path, readFileSync(join(root, path), 'utf8'))),
    `${paths.length} files in plain words`,
  );
}
