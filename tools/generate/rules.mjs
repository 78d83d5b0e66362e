// Writes docs/rules, one page for each code with the output of `tekwire validate` or of the program for the bad example, and bad.txt of the
// examples in test/rules. With --check it compares the pages instead; test/rules/fixtures.test.ts compares bad.txt.
// Examples: test/rules/<CODE> and test/reader/<CODE> contain manifests, test/check/<CODE> folders of them, test/wiring/<CODE> programs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesiseAll, transpile } from '../lib/programs.mjs';
import { list, read, root } from '../lib/project.mjs';
import { fail, pooled, report } from '../lib/run.mjs';
import { validate as validated } from '../lib/validate.mjs';

/** @typedef {{ code: string, slug: string, title: string, why: string, source: string, severity: string, stricter?: string, refuses?: (field: string[]) => boolean, exception?: string, lint?: string }} RuleText */
/** @typedef {RuleText & { path: string, language: string, bad: string, good: string, check: () => Said | Promise<Said> }} Page */
/** @typedef {{ shown: string, output: string }} Said */

const kept = 'docs/rules';
/** Of a longer example, a page shows the first and last lines; of a page that is still too long, fewer of them. */
const exampleLines = [60, 40];
const MAX_PAGE_LINES = 120;
const require = createRequire(import.meta.url);
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
/** @param {string} path */
const lib = (path) => require(join(root, 'dist/lib', path));

const synthesised = await synthesiseWiring();
const sources = list('src', /\.ts$/).map((path) => ({ path, text: read(path) }));
const rules = [
  ...manifestRules(lib('rules').allRules, 'test/rules'),
  ...manifestRules(lib('reader').readErrorRules, 'test/reader'),
  ...folderRules(lib('rules').kustomizeRules),
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
 * The pages of rules whose examples are manifests. A rule without examples fails here, because its page would not help.
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
      check: () => validate(path, rule),
    };
  });
}

/**
 * The pages of rules whose examples are folders of files.
 * @param {RuleText[]} table
 * @returns {Page[]}
 */
function folderRules(table) {
  return table.map((rule) => {
    const path = `test/check/${rule.code}`;
    const shown = (/** @type {string} */ folder) =>
      list(`${path}/${folder}`, /\.yaml$/)
        .map((file) => `# ${file.slice(path.length + 1)}\n${read(file)}`)
        .join('\n');
    const check = () => {
      const [good, output] = ['ok', 'bad'].map((folder) => validated(['--lint', 'none', folder], path).out);
      if (!output || good) fail(`${path}: bad must have diagnostics, and ok must have none:\n${output}\n${good}`);
      return { shown: 'tekwire validate --lint none bad', output: output.replace(/\n?"tekwire explain [^\n]*$/, '') };
    };
    return { ...rule, path, language: 'yaml', bad: shown('bad'), good: shown('ok'), check };
  });
}

/**
 * Writes the messages of the bad example, for review in the diff.
 * @param {string} code
 * @param {string} path
 */
function writeExpected(code, path) {
  if (code === 'TW580' && !hasShellcheck) return;
  const { allRules, checkDocuments } = lib('rules');
  const { shellcheck } = lib('cli/shellcheck');
  const isAdvice = allRules.some((/** @type {RuleText} */ rule) => rule.code === code && rule.lint !== undefined);
  const documents = parseAllDocuments(read(`${path}/bad.yaml`)).map((one, index) => ({ origin: 'bad.yaml', index, manifest: one.toJS() }));
  const found = checkDocuments(documents, { lint: isAdvice && ['none', code], examineScripts: shellcheck(() => undefined) });
  writeFileSync(
    join(root, path, 'bad.txt'),
    found.map((/** @type {unknown} */ one) => `${lib('diagnostics').formatDiagnostic(one)}\n`).join(''),
  );
}

/**
 * The pages of rules that only constructs can break.
 * @returns {Page[]}
 */
function programRules() {
  return readdirSync(join(root, 'test/wiring')).map((code) => {
    const path = `test/wiring/${code}`;
    const rule =
      lib('rules').wiringRules.find((/** @type {RuleText} */ one) => one.code === code) ?? fail(`src/rules/wiring has no row ${code}`);
    const check = () => synth(path, rule);
    return { ...rule, path, language: 'typescript', bad: read(`${path}/bad.ts`), good: read(`${path}/ok.ts`), check };
  });
}

/**
 * Runs the command in the folder of the example. Leaves out advice of other rules, so that a new rule changes only its own page.
 * @param {string} path
 * @param {RuleText} rule
 */
function validate(path, { code, lint }) {
  const asked = lint === undefined ? ['--lint', 'none'] : ['--lint', 'none', '--lint', code];
  // the command that explains the rule is the page itself
  const printed = (/** @type {string} */ file) => validated([...asked, file], path).out.replace(/\n?"tekwire explain [^\n]*$/, '');
  const [good, output] = [printed('ok.yaml'), printed('bad.yaml')];
  if (output === '' || good !== '') fail(`${path}: bad.yaml must have diagnostics, and ok.yaml must have none:\n${output}\n${good}`);
  return { shown: ['tekwire validate', ...asked, 'bad.yaml'].join(' '), output };
}

/**
 * Returns the error of the program, without its stack, or its warnings.
 * @param {string} path
 * @param {RuleText} rule
 */
function synth(path, { severity, code }) {
  const [good, bad] = ['ok', 'bad'].map((name) => synthesised.get(`${path}/${name}`) ?? fail(`${path}/${name}.ts was not run`));
  if (good?.code !== 0) fail(`${path}/ok.ts: exit ${good?.code}\n${good?.output}`);
  if (good.output.includes(code)) fail(`${path}/ok.ts has a warning:\n${good.output}`);
  if (severity === 'warning' && bad?.code === 0) return { shown: 'cdk8s synth', output: bad.output.trimEnd() };
  const error = bad?.output.match(/^\w*Error: ([\s\S]*?)(?=\n {4}at |\n\n)/m);
  if (bad?.code === 0 || !error) fail(`${path}/bad.ts does not fail as it should:\n${bad?.output}`);
  return { shown: 'cdk8s synth', output: String(error[1]).trimEnd() };
}

/** The outcomes of all programs of test/wiring, by their paths. */
async function synthesiseWiring() {
  const names = readdirSync(join(root, 'test/wiring')).flatMap((code) => ['ok', 'bad'].map((name) => `test/wiring/${code}/${name}`));
  const programs = await pooled(names, 2, async (name) => {
    const program = `dist/programs/${name}.js`;
    await transpile(`${name}.ts`, program);
    return { program, cwd: dirname(name), outdir: `dist/programs/${dirname(name)}/out` };
  });
  const outcomes = await synthesiseAll(programs);
  return new Map(names.map((name, at) => [name, outcomes[at]]));
}

/** @param {Page} rule */
async function pageOf(rule) {
  // its page can only be written where shellcheck is installed
  if (rule.code === 'TW580' && !hasShellcheck) return read(`${kept}/TW580.md`);
  const { code, slug, title, why, source, stricter, exception, severity, lint, path, language, bad, good, check } = rule;
  const { shown, output } = await check();
  if (!output.includes(code)) fail(`${rule.path}: the bad example does not report ${code}:\n${output}`);
  /** @type {(words: string, text: string) => string} */
  const block = (words, text) => `${fenceFor(text)}${words}\n${text.trimEnd()}\n${fenceFor(text)}\n`;
  /** @param {number} limit */
  const page = (limit) =>
    [
      `# ${code} ${title}\n`,
      `\`${slug}\`\n`,
      `${severity === 'error' ? 'An error' : 'A warning'}. ${sentence(why)}\n`,
      ...(lint === 'optional' ? [`Opt-in: reported only with \`--lint ${code}\`.\n`] : []),
      ...(severity === 'warning' && code !== 'TW501'
        ? [`To allow it for an object: annotation \`tekwire.dev/allow: "${code}: the reason"\`.\n`]
        : []),
      ...(stricter ? [`Stricter than Tekton: ${sentence(stricter, false)}\n`] : []),
      ...(stricter && severity === 'error' && path.startsWith('test/rules/') ? [allowable(code, rule.refuses)] : []),
      ...(exception ? [`Exception: ${sentence(exception, false)}\n`] : []),
      `Source: ${source}\n`,
      `Check: ${checkedIn(code)
        .map((file) => `\`${file}\``)
        .join(', ')}\n`,
      `## Bad\n\n${block(language, shortened(bad, path, limit))}`,
      `\`${shown}\` reports:\n\n${block('text', output)}`,
      `## Good\n\n${block(language, shortened(withoutSame(good, bad), path, limit))}`,
    ].join('\n');
  const texts = exampleLines.map(page);
  return texts.find((text) => text.split('\n').length <= MAX_PAGE_LINES) ?? texts.at(-1) ?? '';
}

/**
 * How to allow an error that Tekton does not report.
 * @param {string} code
 * @param {((field: string[]) => boolean) | undefined} refuses
 */
function allowable(code, refuses) {
  if (refuses?.(['taskSpec'])) return 'It cannot be allowed, because the API server can refuse the object, too.\n';
  const where = refuses === undefined ? '' : ' where Tekton accepts it';
  return `It can be allowed with a reason${where}: annotation \`tekwire.dev/allow: "${code}: the reason"\`, \`--allow "${code}: the reason"\`, or \`ignore\` in the config.\n`;
}

/**
 * The source files that report the code: the file of its row, or the constructs that find it.
 * @param {string} code
 */
function checkedIn(code) {
  const named = sources.filter(({ text }) => text.includes(`'${code}'`) || text.includes(`\`${code} `)).map(({ path }) => path);
  const rows = named.filter((path) => /^src\/(rules|reader)\//.test(path) && read(path).includes(`code: '${code}'`));
  const [row = ''] = rows;
  return row.startsWith('src/rules/wiring/') ? named.filter((path) => path !== row) : rows;
}

/**
 * The good example without the documents that are the same in the bad one.
 * @param {string} good
 * @param {string} bad
 */
function withoutSame(good, bad) {
  const split = (/** @type {string} */ text) => text.trimEnd().split('\n---\n');
  const known = new Set(split(bad));
  const changed = split(good).filter((one) => !known.has(one));
  const isSame = changed.length === 0 || changed.length === split(good).length;
  return isSame ? good : `${changed.join('\n---\n')}\n# the other documents are the same as above\n`;
}

/**
 * The start and the end of a long example, which repeats similar lines between them.
 * @param {string} text
 * @param {string} path
 * @param {number} limit
 */
function shortened(text, path, limit) {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= limit) return text;
  const left = lines.length - limit / 2 - limit / 4;
  const indent = ' '.repeat(String(lines[limit / 2]).search(/\S|$/));
  return [...lines.slice(0, limit / 2), `${indent}# … ${left} more lines; see ${path}`, ...lines.slice(-limit / 4)].join('\n');
}

/** @param {{ code: string, replacedBy: string, why: string }} retired */
function retiredPage({ code, replacedBy, why }) {
  const now = rules.find((rule) => rule.code === replacedBy) ?? fail(`${code} is replaced by ${replacedBy}, which is not a rule`);
  return `# ${code} is retired\n\nUse [${replacedBy}](${replacedBy}.md), \`${now.slug}\`: ${now.title}.\n\n${sentence(why)} The code is never used again.\n`;
}

/** @param {string} text */
function sentence(text, isStart = true) {
  const whole = isStart && !text.startsWith('kubectl') ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return whole.endsWith('.') ? whole : `${whole}.`;
}

/**
 * A fence longer than any run of backquotes in the text.
 * @param {string} text
 */
function fenceFor(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

function indexPage() {
  const rows = rules.map(
    ({ code, slug, title, severity, stricter, lint }) =>
      `| [${code}](${code}.md) | ${slug} | ${severity}${stricter ? ', stricter' : ''}${lint === 'optional' ? ', opt-in' : ''} | ${title.replaceAll('|', '\\|')} |`,
  );
  const gone = retired.map(
    (/** @type {{ code: string, replacedBy: string }} */ { code, replacedBy }) =>
      `| [${code}](${code}.md) | [${replacedBy}](${replacedBy}.md) |`,
  );
  return `# Rules\n\nWritten by \`npm run rules\`. \`tekwire explain RULE\` prints a page, by code or slug. Where a rule is stricter than Tekton, its page says why.\n\n| code | slug | severity | reports |\n|---|---|---|---|\n${rows.join('\n')}\n\n## Retired codes\nNever used again.\n\n| code | replaced by |\n|---|---|\n${gone.join('\n')}\n`;
}

function differences() {
  const there = list(kept).map((path) => path.slice(kept.length + 1));
  const gone = there.filter((name) => !pages.has(name)).map((name) => `${kept}/${name}: unknown rule`);
  const changed = [...pages].filter(([name, text]) => !there.includes(name) || read(`${kept}/${name}`) !== text);
  return [...gone, ...changed.map(([name]) => `${kept}/${name} is out of date`)];
}

/** Codes in the sources without a page. */
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
