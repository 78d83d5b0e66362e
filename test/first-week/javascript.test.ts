import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, project } from '../support/installed';
import { imports, typedImports, untyped } from './javascript-mistakes';

const root = join(__dirname, '../..');
const HEAD = `const { App, Chart } = require('cdk8s');
const { EmbeddedTask, param, Pipeline, PipelineRun, SecurityPipeline, sh, StepAction, Task, TaskRun, Workspace, workspace } = require('tekwire');
const { Gosec, GitClone } = require('tekwire/catalogue');
const app = new App();
const chart = new Chart(app, 'ci');
`;

interface Thrown {
  readonly message: string;
  readonly stack: string;
}

let folder: string;
let thrown: Readonly<Record<string, Thrown | null>>;
let compiled: string;

// all programs in one process, each in a file of its own, in a project with the packed tarball
beforeAll(() => {
  folder = project({ tekwire: pack() });
  for (const [, file, lines] of imports) writeFileSync(join(folder, file), `${lines}\n`);
  for (const [at, [, lines]] of untyped.entries()) writeFileSync(join(folder, `p${at}.cjs`), `${HEAD}${lines}\napp.synth();\n`);
  for (const [at, [, lines]] of typedImports.entries()) writeFileSync(join(folder, `t${at}.ts`), lines);
  const files = [...imports.map(([, file]) => file), ...untyped.map((_, at) => `p${at}.cjs`)];
  const runner = `const thrown = {};
for (const file of ${JSON.stringify(files)}) {
  thrown[file] = await import('./' + file).then(() => null, ({ message, stack }) => ({ message, stack }));
}
console.log(JSON.stringify(thrown));
`;
  writeFileSync(join(folder, 'all.mjs'), runner);
  const { stdout, stderr } = spawnSync(process.execPath, ['all.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TEKWIRE_WARNINGS: 'off' },
  });
  if (stdout === '') throw new Error(stderr);
  thrown = JSON.parse(stdout) as typeof thrown;
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--module',
    'node16',
    '--pretty',
    'false',
    '--types',
    '',
  ];
  const sources = typedImports.map((_, at) => `t${at}.ts`);
  compiled = spawnSync(join(root, 'node_modules/.bin/tsc'), [...options, ...sources], { cwd: folder, encoding: 'utf8' }).stdout;
});

it.each(imports)('a wrong import ends in a message that says what to import: %s', (_, file, __, message) => {
  expect(thrown[file]?.message).toMatch(message);
  // Node's own error for an ES module names the file in the message, or before the stack
  if (file.endsWith('.cjs')) expect(thrown[file]?.stack).toContain(`${join(folder, file)}:1:`);
});

it.each(typedImports.map(([mistake, , message], at) => [mistake, `t${at}.ts`, message] as const))(
  'a wrong import is a compile error: %s',
  (_, file, message) => {
    const lines = compiled.split('\n').filter((line) => line.startsWith(file));

    expect(lines.join('\n')).toMatch(message);
  },
);

it.each(untyped.map(([mistake, , message], at) => [mistake, `p${at}.cjs`, message] as const))(
  'plain JavaScript gets a message with the place and the way out: %s',
  (_, file, message) => {
    const { message: text = 'nothing was thrown', stack = '' } = thrown[file] ?? {};

    expect(text).toMatch(message);
    const [first] = stack.slice(stack.indexOf(text) + text.length).match(/\n {4}at .*/) ?? [];
    expect(first).toContain(`${file}:`);
  },
);
