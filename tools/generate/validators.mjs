// Writes docs/tekton-checks.md: every function of Tekton and Triggers that refuses something, and the rules that do the same. Needs the Go modules
// of Tekton (npm run import fetches them). With --check compares the file instead; a function without a rule or a reason is an error.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { read, root } from '../lib/project.mjs';
import { fail, must } from '../lib/run.mjs';
import { validatorRows } from '../lib/validator-rows.mjs';
import { validatorsIn } from '../lib/validators.mjs';

const kept = 'docs/tekton-checks.md';
const require = createRequire(import.meta.url);
/** @type {{ allRules: { code: string, source: string }[] }} */
const { allRules } = require(join(root, 'dist/lib/rules'));
const folder = join(root, 'test/conformance/judge');
/** @param {string} name */
const module = async (name) => (await must('go', ['list', '-m', '-f', '{{.Dir}}', `github.com/tektoncd/${name}`], { cwd: folder })).trim();
const found = validatorsIn({ pipeline: await module('pipeline'), triggers: await module('triggers') });

const rows = found.map(({ name, files }) => ({ name, files, by: rulesOf(name) }));
const open = rows.filter(({ by }) => by === '').map(({ name, files: [file] }) => `${name} (${file})`);
if (open.length > 0) fail(`no rule gives these as its source; write one, or a line in tools/lib/validator-rows.mjs:\n${open.join('\n')}`);
const text = `# What Tekton refuses, and the rules that do the same
Written by \`npm run import\` from the pinned Go modules: every function whose name begins with "validate", of the webhooks, the reconcilers, the resolvers
and Triggers. Rules give the function as their source, unless it is part of another one.

| function | file | rules |
|---|---|---|
${rows.map(({ name, files, by }) => `| \`${name}\` | ${files.map((file) => `\`${file}\``).join('<br>')} | ${by} |`).join('\n')}
`;
if (!process.argv.includes('--check')) writeFileSync(join(root, kept), text);
else if (read(kept) !== text) fail(`${kept} is not what the Go modules say; run node tools/generate/validators.mjs`);
console.log(`${kept}: ${rows.length} functions`);

/**
 * The rules that name the function, or what the table says of it.
 * @param {string} name
 */
function rulesOf(name) {
  const short = name.split('.').at(-1) ?? name;
  const wanted = /^[vV]alidate$/.test(short) ? name : short;
  const named = allRules.flatMap(({ code, source }) => (new RegExp(`\\b${wanted}\\b`).test(source) ? [code] : []));
  const text = [...new Set([...named, ...(validatorRows[name] ?? '').split(/ (?=TW)|^(?=[a-z])/)])].filter(Boolean);
  return text.map((one) => one.replace(/^(TW\d+)/, '[$1](rules/$1.md)')).join(', ');
}
