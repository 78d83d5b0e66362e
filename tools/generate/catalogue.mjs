// Writes docs/catalogue.md from the components themselves, and from what their tools did when they last ran here; --check compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';

const require = createRequire(import.meta.url);
const { App, Chart } = require('cdk8s');
const catalogue = require(join(root, 'dist/lib/catalogue/index.js'));
const { catalogueImages } = require(join(root, 'dist/lib/lock/index.js'));
const { taggedName } = require(join(root, 'dist/lib/image/index.js'));
const runner = readFileSync(join(root, 'test/scanners/run.sh'), 'utf8');
const listed = (/** @type {RegExp} */ line) => new Set(line.exec(runner)?.[1]?.split(' '));
const blinded = listed(/^for tool in (.*); do$/m);
const slow = listed(/^slow='(.*)'$/m);
const seen = JSON.parse(readFileSync(join(root, 'test/scanners/seen.json'), 'utf8'));
const api = readFileSync(join(root, 'API.md'), 'utf8');
const optionTypes = readFileSync(join(root, 'src/synth/option-table.ts'), 'utf8');
const target = 'docs/catalogue.md';
const chart = new Chart(new App(), 'catalogue');

const INTRODUCTION = `# The catalogue

Every component of \`tekwire/catalogue\`, written from its code. "Seen to run" names the day on which its scan step last ran for real with exactly
the arguments that it emits (\`test/scanners/record.sh\`), and the version that ran; the image itself was not pulled there. "Options" are
those of the program, whose types and defaults your editor shows; "params" are those of the Task, which a SecurityPipeline sets or lifts. The
digests of all images are in a [table](#images).`;

const OWN = `## Your own scanner

Any tool that writes SARIF is a producer, by its image and its arguments; SARIF in an argument stands for the file:

\`\`\`ts
import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from 'tekwire';
import { GitClone, SarifProducer, Summary } from 'tekwire/catalogue';

const app = new App();
const chart = new Chart(app, 'scans');
new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'clone'),
  producers: [new SarifProducer(chart, 'lint', { image: 'acme/lint:1.2.0', command: ['lint'], args: ['--sarif', 'SARIF', '.'] })],
  consumers: [new Summary(chart, 'summary')],
});
app.synth();
\`\`\`

A tool with exit codes of its own, params or a canary is a \`Producer\`: [your own scanner](how-to/own-scanner.md).`;

const IMAGES = `## Images

Components emit \`tag@digest\`: the digest in your \`tekwire.lock\`, else the one of this table. "Looked up" was asked of the registry on that day. Where no
registry could be asked, "agreed by" counts the public repositories that pin this digest for this version and do not copy each other, as they
were on that day; the image was not pulled by us. "Pin another" are those with another digest for the same tag: an earlier build of it, or a
single platform. A wrong digest fails closed: the step does not start. Where fewer than three agree the table has none, and the component emits
the tag alone, which its owner, or who took his account, can move: lock these before their first run.

One command asks the registries, names each digest of this table that is not theirs, and writes theirs to \`tekwire.lock\`, which then counts:

\`\`\`sh
npx tekwire lock catalogue
\`\`\`

[Images of the catalogue](remote-tasks.md#images-of-the-catalogue) shows it with mirrors and in CI.`;

const components = Object.entries(catalogue)
  .filter(([name]) => /^[A-Z]/.test(name) && !/^(Sarif|Sbom)Producer$/.test(name))
  .map(([name, Component]) => ({ name, facts: Component.facts, task: new Component(chart, name.toLowerCase()) }));
const text = printPage();
const path = join(root, target);
const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
if (process.argv.includes('--check')) {
  if (!isCurrent) fail(`${target} is out of date; run npm run catalogue`);
} else writeFileSync(path, text);
console.log(`${components.length} components`);

function printPage() {
  const byRole = (/** @type {string} */ role) => components.filter(({ task }) => task.role === role);
  const sections = [
    ['Sources', 'source'],
    ['Scanners', 'producer'],
    ['Bills of materials', 'sbom'],
    ['Enrichers', 'enricher'],
    ['Consumers', 'consumer'],
    ['Feeds', 'feed'],
  ].map(([title = '', role = '']) => `## ${title}\n\n${byRole(role).map(printComponent).join('\n\n')}`);
  return `${INTRODUCTION}\n\n${printOverview(byRole)}\n\n${OWN}\n\n${sections.join('\n\n')}\n\n${printImages()}\n`;
}

/**
 * The tools in one table, and the other components in a line for each role.
 * @param {(role: string) => typeof components} byRole
 */
function printOverview(byRole) {
  const rows = [...byRole('producer'), ...byRole('sbom')].map(({ name, facts, task }) => {
    const own = task.spec.steps
      .map((/** @type {any} */ step) => taggedName(step.image))
      .filter((/** @type {string} */ one) => one === taggedName(facts.image));
    const digest = own.some((/** @type {string} */ one) => catalogueImages[one]) ? 'yes' : 'no';
    return `| ${link(name)} | ${task.spec.description} | ${facts.network === undefined ? 'no' : 'yes'} | ${digest} | ${seen[name]?.date ?? 'no'} |`;
  });
  const others = [
    ['Sources', 'source'],
    ['Enrichers', 'enricher'],
    ['Consumers', 'consumer'],
    ['Feeds', 'feed'],
  ].map(
    ([title = '', role = '']) =>
      `- ${title}: ${byRole(role)
        .map(({ name }) => link(name))
        .join(', ')}`,
  );
  return `## At a glance\n\n| tool | what it does | needs the network | digest | seen to run |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n${others.join('\n')}`;
}

/** @param {string} name */
function link(name) {
  return `[${name}](#${name.toLowerCase()})`;
}

/**
 * The names of the options, from the API and the types of options.
 * @param {string} name
 */
function printOptions(name) {
  const [, parameters = ''] = new RegExp(`^class ${name} .*\\n(?: .*\\n)*? {4}constructor\\(([^)]*)\\);`, 'm').exec(api) ?? [];
  const [, type = ''] = /: (\w+)$/.exec(parameters) ?? [];
  const [, keys = ''] = new RegExp(`^ {2}${type}: '(.*)',$`, 'm').exec(optionTypes) ?? [];
  return keys
    .split(' ')
    .filter((key) => key !== '')
    .map((key) => code(key.replace(/[>*].*/, '')))
    .join(', ');
}

/** Every image with its digest and where that is from, as the comments of the table that tekwire ships say. */
function printImages() {
  const table = readFileSync(join(root, 'src/lock/catalogue-images.ts'), 'utf8');
  const rows = [...table.matchAll(/^ {2}'(.*)': '(.*)',(?: \/\/ (.*))?$/gm)].map(
    ([, name = '', digest = '', from = '']) => `| ${code(name)} | ${digest === '' ? 'none' : `${code(digest)}, ${from}`} |`,
  );
  return `${IMAGES}\n\n| image | digest |\n|---|---|\n${rows.join('\n')}`;
}

/** @param {{ name: string, facts?: any, task: any }} component */
function printComponent({ name, facts, task }) {
  const { description, params = [], results = [], workspaces = [], steps = [] } = task.spec;
  const images = [...new Set(steps.map((/** @type {any} */ step) => step.image))];
  const rows = [
    ...(facts
      ? [
          ['tool', `[${facts.tool}](${facts.page})`],
          ['licence', facts.licence],
        ]
      : []),
    ['images', images.map((image) => printImage(String(image))).join(', ')],
    ...(facts ? [['network', facts.network ?? 'nothing']] : []),
    ...(facts ? [['seen to run', printSeen(name)]] : []),
    ['options', printOptions(name)],
    ['params', params.map(printParam).join(', ')],
    ['results', results.map((/** @type {any} */ one) => code(one.name)).join(', ')],
    ['workspaces', workspaces.map((/** @type {any} */ one) => `${code(one.name)}${one.optional ? ' (optional)' : ''}`).join(', ')],
    ['graph', printGraph(task)],
    ...printCanary(name, facts),
    ...printCodes(facts),
  ];
  const table = rows.filter(([, value]) => value !== '').map(([key, value]) => `| ${key} | ${value} |`);
  return `### ${name}\n\n${description}.\n\n| | |\n|---|---|\n${table.join('\n')}`;
}

/** @param {any} facts */
function printCodes(facts) {
  const codes = Object.entries(facts?.exitCodes ?? {}).map(([code, meaning]) => `${code}: ${meaning}`);
  return codes.length === 0 ? [] : [['exit codes', codes.join('; ')]];
}

/** @param {string} image */
function printImage(image) {
  const digest = catalogueImages[taggedName(image)];
  return `${code(image.replace(/@.*/, ''))}${digest === '' ? ' (no digest)' : ''}`;
}

/**
 * What goes in, the steps in their order, and what comes out.
 * @param {{ spec: any, preset?: readonly string[] }} task
 */
function printGraph({ spec: { params = [], results = [], workspaces = [], steps = [] } }) {
  const needed = params.filter((/** @type {any} */ one) => one.default === undefined);
  const from = [...workspaces.filter((/** @type {any} */ one) => !one.optional), ...needed].map(({ name }) => code(name)).join(' + ');
  const to = results.map((/** @type {any} */ one) => code(one.name)).join(' + ');
  return [from, ...steps.map((/** @type {any} */ one) => one.name), to].filter((one) => one !== '').join(' → ');
}

/**
 * What the scanner must find, and whether the real tool was made blind to see that it is noticed: test/scanners/run.sh does so.
 * @param {string} name
 * @param {any} facts
 */
function printCanary(name, facts) {
  if (!facts?.canary) return [];
  const rules = facts.canary.finds.map((/** @type {string | string[]} */ one) => code([one].flat()[0] ?? '')).join(', ');
  const tool = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  const where = slow.has(tool) ? ' where it is built' : '';
  const proof = blinded.has(tool) ? `CI makes the real tool blind in each known way${where}` : 'not seen to run';
  return [['canary', `must find ${rules}; ${proof}`]];
}

/** @param {any} param */
function printParam({ name, default: value }) {
  return value === undefined ? code(name) : `${code(name)} (default ${value === '' ? 'empty' : code(value)})`;
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}

/** @param {string} name */
function printSeen(name) {
  const run = seen[name];
  return run === undefined ? 'not here: its arguments follow its documentation' : `${run.date}, version ${run.version}`;
}
