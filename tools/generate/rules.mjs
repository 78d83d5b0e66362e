// Rewrites docs/rules: a page a code, with what `tekwire validate` or the program says of the bad example; and bad.txt of the examples in test/rules.
// With --check compares the pages instead; the texts are compared by test/rules/fixtures.test.ts.
// Examples: test/rules/<CODE> and test/reader/<CODE> hold manifests, test/wiring/<CODE> programs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesise, transpile } from '../lib/programs.mjs';
import { list, read, root } from '../lib/project.mjs';
import { fail, pooled, report } from '../lib/run.mjs';

/** @typedef {{ code: string, slug: string, title: string, why: string, source: string, severity: string, stricter?: string, exception?: string, lint?: string }} RuleText */
/** @typedef {RuleText & { path: string, language: string, bad: string, good: string, judge: () => Said | Promise<Said> }} Page */
/** @typedef {{ shown: string, output: string }} Said */

const kept = 'docs/rules';
/** Longer examples are shown by their first and last lines. */
const MAX_LINES = 60;
const require = createRequire(import.meta.url);
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
/** @param {string} path */
const lib = (path) => require(join(root, 'dist/lib', path));

const sources = list('src', /\.ts$/).map((path) => ({ path, text: read(path) }));
const rules = [
  ...manifestRules(lib('rules').allRules, 'test/rules'),
  ...manifestRules(lib('reader').faultRules, 'test/reader'),
  ...programRules(),
];
rules.sort((a, b) => (a.code < b.code ? -1 : 1));
const pages = new Map(await pooled(rules, 2, async (rule) => [`${rule.code}.md`, await pageOf(rule)]));
const retired = lib('rules').retiredRules;
for (const one of retired) pages.set(`${one.code}.md`, retiredPage(one));
pages.set('README.md', indexPage());

if (process.argv.includes('--check')) report([...differences(), ...unexplained()], `${rules.length} pages`);
else {
  rmSync(join(root, kept), { recursive: true, force: true });
  mkdirSync(join(root, kept), { recursive: true });
  for (const { code, path } of rules) if (path.startsWith('test/rules/')) writeExpected(code, path);
  for (const [name, text] of pages) writeFileSync(join(root, kept, name), text);
  console.log(`${kept}: ${rules.length} pages`);
}

/**
 * Rules whose examples are manifests; one without examples fails here, because a page without them helps nobody.
 * @param {RuleText[]} table
 * @param {string} folder
 * @returns {Page[]}
 */
function manifestRules(table, folder) {
  return table.map((rule) => {
    const path = `${folder}/${rule.code}`;
    for (const file of ['bad.yaml', 'ok.yaml']) if (!existsSync(join(root, path, file))) fail(`${path}/${file} is missing`);
    return {
      ...rule,
      path,
      language: 'yaml',
      bad: read(`${path}/bad.yaml`),
      good: read(`${path}/ok.yaml`),
      judge: () => validate(path, rule),
    };
  });
}

/**
 * The messages of the bad example, which a person then reads in the diff.
 * @param {string} code
 * @param {string} path
 */
function writeExpected(code, path) {
  if (code === 'TW580' && !hasShellcheck) return;
  const { allRules, judge } = lib('rules');
  const { shellcheck } = lib('cli/shellcheck');
  const isAdvice = allRules.some((/** @type {RuleText} */ rule) => rule.code === code && rule.lint !== undefined);
  const documents = parseAllDocuments(read(`${path}/bad.yaml`)).map((one, index) => ({ origin: 'bad.yaml', index, manifest: one.toJS() }));
  const found = judge(documents, { lint: isAdvice && ['none', code], examineScripts: shellcheck(() => undefined) });
  writeFileSync(
    join(root, path, 'bad.txt'),
    found.map((/** @type {unknown} */ one) => `${lib('diagnostics').formatDiagnostic(one)}\n`).join(''),
  );
}

/**
 * Rules that only constructs can break.
 * @returns {Page[]}
 */
function programRules() {
  return readdirSync(join(root, 'test/wiring')).map((code) => {
    const path = `test/wiring/${code}`;
    const rule =
      lib('rules').wiringRules.find((/** @type {RuleText} */ one) => one.code === code) ?? fail(`src/rules/wiring has no row ${code}`);
    return { ...rule, path, language: 'typescript', bad: read(`${path}/bad.ts`), good: read(`${path}/ok.ts`), judge: () => synth(path) };
  });
}

/**
 * What the command prints, run where the file lies. Advice of other rules is left out, so that a new rule changes no page but its own.
 * @param {string} path
 * @param {RuleText} rule
 */
function validate(path, { code, lint }) {
  const asked = lint === undefined ? ['--lint', 'none'] : ['--lint', 'none', '--lint', code];
  const before = process.cwd();
  process.chdir(join(root, path));
  try {
    const good = printed(...asked, 'ok.yaml');
    const output = printed(...asked, 'bad.yaml');
    if (output === '' || good !== '') fail(`${path}: one of bad.yaml and ok.yaml is not what its name says:\n${output}\n${good}`);
    return { shown: ['tekwire validate', ...asked, 'bad.yaml'].join(' '), output };
  } finally {
    process.chdir(before);
  }
}

/** @param {string[]} args */
function printed(...args) {
  /** @type {string[]} */
  const lines = [];
  lib('cli/main.js').main(['validate', ...args], { out: (/** @type {string} */ text) => lines.push(text), err: () => {} });
  return lines.join('\n');
}

/**
 * What the program fails with; the line of the error, without where it was thrown.
 * @param {string} path
 */
async function synth(path) {
  const run = async (/** @type {string} */ name) => {
    const program = `dist/programs/${path}/${name}.js`;
    await transpile(`${path}/${name}.ts`, program);
    return synthesise(program, { cwd: path, outdir: `dist/programs/${path}/out` });
  };
  const good = await run('ok');
  if (good.code !== 0) fail(`${path}/ok.ts: exit ${good.code}\n${good.output}`);
  const { code, output } = await run('bad');
  const error = output.match(/^\w*Error: ([\s\S]*?)(?=\n {4}at |\n\n)/m);
  if (code === 0 || error === null) fail(`${path}/bad.ts does not fail as it should:\n${output}`);
  return { shown: 'cdk8s synth', output: String(error[1]).trimEnd() };
}

/** @param {Page} rule */
async function pageOf(rule) {
  // its page can only be made where the program is installed
  if (rule.code === 'TW580' && !hasShellcheck) return read(`${kept}/TW580.md`);
  const { code, slug, title, why, source, stricter, exception, severity, lint, path, language, bad, good, judge } = rule;
  const { shown, output } = await judge();
  if (!output.includes(code)) fail(`${rule.path}: the bad example does not bring up ${code}:\n${output}`);
  /** @type {(words: string, text: string) => string} */
  const block = (words, text) => `${fenceFor(text)}${words}\n${text.trimEnd()}\n${fenceFor(text)}\n`;
  return [
    `# ${code} ${title}\n`,
    `\`${slug}\`\n`,
    `${severity === 'error' ? 'An error' : 'A warning'}. ${sentence(why)}\n`,
    ...(lint === 'optional' ? [`Optional: given only with \`--lint ${code}\`.\n`] : []),
    ...(severity === 'warning' && code !== 'TW501'
      ? [`To switch it off for an object: annotation \`tekwire.dev/allow: "${code}: the reason"\`.\n`]
      : []),
    ...(stricter ? [`Stricter than Tekton: ${sentence(stricter, false)}\n`] : []),
    ...(exception ? [`Exception: ${sentence(exception, false)}\n`] : []),
    `Source: ${source}\n`,
    `Check: ${checkedIn(code)
      .map((file) => `\`${file}\``)
      .join(', ')}\n`,
    `## Bad\n\n${block(language, shortened(bad, path))}`,
    `\`${shown}\` says:\n\n${block('text', output)}`,
    `## Good\n\n${block(language, shortened(good, path))}`,
  ].join('\n');
}

/**
 * The sources that report the code: where its row stands, or the constructs that find it.
 * @param {string} code
 */
function checkedIn(code) {
  const named = sources.filter(({ text }) => text.includes(`'${code}'`) || text.includes(`\`${code} `)).map(({ path }) => path);
  const rows = named.filter((path) => /^src\/(rules|reader)\//.test(path) && read(path).includes(`code: '${code}'`));
  const [row = ''] = rows;
  return row.startsWith('src/rules/wiring/') ? named.filter((path) => path !== row) : rows;
}

/**
 * The beginning and the end of a long example: what lies between is more of the same, as in those of sizes.
 * @param {string} text
 * @param {string} path
 */
function shortened(text, path) {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= MAX_LINES) return text;
  const left = lines.length - MAX_LINES / 2 - MAX_LINES / 4;
  const indent = ' '.repeat(String(lines[MAX_LINES / 2]).search(/\S|$/));
  return [
    ...lines.slice(0, MAX_LINES / 2),
    `${indent}# … ${left} more lines like these; all of them stand in ${path}`,
    ...lines.slice(-MAX_LINES / 4),
  ].join('\n');
}

/** @param {{ code: string, replacedBy: string, why: string }} retired */
function retiredPage({ code, replacedBy, why }) {
  const now = rules.find((rule) => rule.code === replacedBy) ?? fail(`${code} is replaced by ${replacedBy}, which is no rule`);
  return `# ${code} is retired\n\nUse [${replacedBy}](${replacedBy}.md), \`${now.slug}\`: ${now.title}.\n\n${sentence(why)} The code is never used again.\n`;
}

/** @param {string} text */
function sentence(text, isStart = true) {
  const whole = isStart && !text.startsWith('kubectl') ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return whole.endsWith('.') ? whole : `${whole}.`;
}

/**
 * Longer than any that the text holds.
 * @param {string} text
 */
function fenceFor(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

function indexPage() {
  const rows = rules.map(
    ({ code, slug, title, severity, stricter, lint }) =>
      `| [${code}](${code}.md) | ${slug} | ${severity}${stricter ? ', stricter' : ''}${lint === 'optional' ? ', optional' : ''} | ${title.replaceAll('|', '\\|')} |`,
  );
  const gone = retired.map(
    (/** @type {{ code: string, replacedBy: string }} */ { code, replacedBy }) =>
      `| [${code}](${code}.md) | [${replacedBy}](${replacedBy}.md) |`,
  );
  return `# Rules\n\nWritten by \`npm run rules\`. \`tekwire explain RULE\` prints a page, by code or slug. Where a rule is stricter than Tekton, its page says why.\n\n| code | slug | severity | reports |\n|---|---|---|---|\n${rows.join('\n')}\n\n## Retired codes\nNever used again.\n\n| code | replaced by |\n|---|---|\n${gone.join('\n')}\n`;
}

function differences() {
  const there = list(kept).map((path) => path.slice(kept.length + 1));
  const gone = there.filter((name) => !pages.has(name)).map((name) => `${kept}/${name}: there is no such rule`);
  const changed = [...pages].filter(([name, text]) => !there.includes(name) || read(`${kept}/${name}`) !== text);
  return [...gone, ...changed.map(([name]) => `${kept}/${name} is not what the rule and its examples say`)];
}

/** Codes that sources name although no page explains them. */
function unexplained() {
  const codes = new Set(
    list('src', /\.ts$/).flatMap((path) =>
      [...read(path).matchAll(/'(TW\d{3})'|`(TW\d{3}) /g)].map(([, quoted, thrown]) => quoted ?? thrown),
    ),
  );
  return [...codes]
    .filter((code) => !pages.has(`${code}.md`))
    .map((code) => `${code} has no page; add its row to src/rules/wiring and test/wiring/${code}`);
}
