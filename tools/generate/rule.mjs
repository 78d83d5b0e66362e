// Creates a rule: `npm run rule SUBJECT NAME` takes the next free code, and writes the file with its row, its line in the subject's index, and
// both examples. Fill in the row and the examples; `npm run rules` then adds the expected text and the page.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../lib/project.mjs';
import { fail, run } from '../lib/run.mjs';

const task = ['tekton.dev/v1', 'Task', 'build', 'steps: [{name: run, image: docker.io/library/alpine:3.22, command: ["true"]}]'];
const taskRun = ['tekton.dev/v1', 'TaskRun', 'build', 'taskRef: {name: build}'];
const pipeline = ['tekton.dev/v1', 'Pipeline', 'ci', 'tasks: [{name: build, taskRef: {name: build}}]'];
const customRun = ['tekton.dev/v1beta1', 'CustomRun', 'build', 'customRef: {apiVersion: example.dev/v1, kind: Wait}'];
const binding = ['triggers.tekton.dev/v1beta1', 'TriggerBinding', 'push', 'params: [{name: branch, value: $(body.ref)}]'];

/** @typedef {{ digits: number[], on: string, view: string[], manifest: string[], isAdvice?: boolean }} Subject */

/**
 * By folder of src/rules: the first digits of its codes (the next one when a hundred is full), the subject of its rows, and the manifest that the examples begin with.
 * @type {Record<string, Subject>}
 */
const subjects = {
  object: { digits: [0], on: 'object', view: ['ObjectView', 'object-view'], manifest: task },
  task: { digits: [1, 8], on: 'task', view: ['TaskView', 'task-view'], manifest: task },
  pipeline: { digits: [2], on: 'pipeline', view: ['PipelineView', 'pipeline-view'], manifest: pipeline },
  run: { digits: [3], on: 'run', view: ['RunView', 'run-view'], manifest: taskRun },
  advice: { digits: [5, 9], on: 'task', view: ['TaskView', 'task-view'], manifest: task, isAdvice: true },
  trigger: { digits: [6], on: 'TriggerBinding', view: ['ObjectView', 'object-view'], manifest: binding },
  other: { digits: [7], on: 'CustomRun', view: ['ObjectView', 'object-view'], manifest: customRun },
};

const [subject = '', name = ''] = process.argv.slice(2);
const usage = `npm run rule SUBJECT NAME, for example npm run rule task step-ports; subjects: ${Object.keys(subjects).join(', ')}`;
const begun = subjects[subject] ?? fail(`"${subject}" is not a subject; ${usage}`);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) fail(`"${name}" is not a name of lower-case letters, digits and "-"; ${usage}`);
const folder = `src/rules/${subject}`;
const file = `${folder}/${name}.ts`;
if (existsSync(join(root, file))) fail(`${file} exists already; add the row to its table, with the code ${nextCode(begun)}`);

const code = nextCode(begun);
const variable = `${name.replace(/-./g, (dash) => dash.slice(1).toUpperCase())}Rules`;
const examples = `test/rules/${code}`;
write(file, rowText(begun));
write(`${folder}/index.ts`, withRow(read(`${folder}/index.ts`)));
// a short table fits on one line
await run(join(root, 'node_modules/.bin/biome'), ['format', '--write', file, `${folder}/index.ts`]);
mkdirSync(join(root, examples), { recursive: true });
write(`${examples}/bad.yaml`, manifestText(begun));
write(`${examples}/ok.yaml`, manifestText(begun));
console.log(`${code}: write the row in ${file}, an example that breaks the rule in ${examples}/bad.yaml and the nearest valid one in ${examples}/ok.yaml,
then npm run rules, and read the text and the page that it writes`);

/**
 * One more than the highest of the subject's codes, or of those of its next digit: a code is never used again. TWx90 to TWx99 belong to the
 * wiring of constructs.
 * @param {Subject} begun
 */
function nextCode({ digits }) {
  const retired = [...read('src/rules/contract/retired.ts').matchAll(/code: '(TW\d{3})'/g)].map(([, one = '']) => one);
  const known = [...readdirSync(join(root, 'test/rules')), ...retired]
    .filter((one) => /^TW\d[0-8]\d$/.test(one))
    .map((one) => Number(one.slice(2)));
  for (const digit of digits) {
    const next = Math.max(...known.filter((one) => Math.floor(one / 100) === digit), digit * 100) + 1;
    if (next % 100 < 90) return `TW${String(next).padStart(3, '0')}`;
  }
  return fail(`all codes of ${subject} are used`);
}

/** @param {Subject} begun */
function rowText(begun) {
  const { on, view, isAdvice } = begun;
  const [type, module] = view;
  return `import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ${type} } from '../view/${module}';

/** ${name.replaceAll('-', ' ')} */
export const ${variable}: readonly Rule[] = [
  {
    code: '${code}',
    slug: '${name}',
    title: 'the defect, in a few words',
    why: 'what the cluster does when the rule is broken',
    source: "Tekton's file and function",
    severity: '${isAdvice ? 'warning' : 'error'}',${isAdvice ? "\n    lint: 'optional'," : ''}
    on: '${on}',
    check,
  },
];

function check(subject: ${type}, context: Context, report: Report): void {
  void [subject, context, report];
}
`;
}

/** @param {Subject} begun */
function manifestText(begun) {
  const [apiVersion, kind, metadataName, spec] = begun.manifest;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${metadataName}\nspec:\n  ${spec}\n`;
}

/**
 * An index with the import and the rows of the new file.
 * @param {string} text
 */
function withRow(text) {
  const table = /(export const rules: readonly Rule\[\] = \[)([^\]]*)\];/;
  if (!table.test(text)) fail(`${folder}/index.ts has no table of rules`);
  const lines = text.split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const sorted = [...imports, `import { ${variable} } from './${name}';`].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const rest = lines.filter((line) => !line.startsWith('import ')).join('\n');
  return `${sorted.join('\n')}\n${rest.replace(table, (_, head, rows) => `${head}${rows.replace(/,?\s*$/, '')},\n  ...${variable},\n];`)}`;
}

/** @param {string} line */
function pathOf(line) {
  return line.match(/from '(.+)'/)?.[1] ?? '';
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  writeFileSync(join(root, path), text);
}
