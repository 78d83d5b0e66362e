import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { transformSync as transformAsTsx } from 'esbuild';

// whole programs, on machines that have other things to do
jest.setTimeout(60_000);

// below dist, so that "tekwire" is the built library, as in a user's project
const folder = join(__dirname, '../../dist/places');
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'node_modules/company'), { recursive: true });
symlinkSync(join(__dirname, '../..'), join(folder, 'node_modules/tekwire'));

const company = `const { Task } = require('tekwire');
exports.Lint = class extends Task {
  constructor(scope, id) {
    super(scope, id, { steps: () => [{ name: 'lint', image: '' }] });
  }
};
`;
writeFileSync(join(folder, 'node_modules/company/index.js'), company);

const program = `import { App, Chart } from 'cdk8s';
import { Pipeline, Task } from 'tekwire';
import { Lint } from 'company';

interface Settings {
  readonly image: string;
}

const settings: Settings = { image: 'busybox:1.37.0' };
const chart = new Chart(new App(), 'ci');
function make(id: string): Task {
  return new Task(chart, id, { steps: () => [{ name: 'UPPER', image: settings.image }] });
}
const one = make('one');
new Lint(chart, 'lint');
const ci = new Pipeline(chart, 'ci', { params: {}, overrides: { timeout: '1h' } as object });
ci.add(one, { name: 'first' });
ci.finally(one, {
  name: 'LAST',
});
chart.node.root.synth();
`;

/** The places that the messages of the program name, by construct. */
function places(file: string, text: string, ...options: string[]): string[] {
  writeFileSync(join(folder, file), text);
  const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'out') };
  const { stderr } = spawnSync(process.execPath, [...options, file], { cwd: folder, encoding: 'utf8', env });
  return [...stderr.matchAll(/^ {2}\[(.+?)\] (TW\d+) .* \((.+?)\)$/gm)].map(([, path, code, place]) => `${path} ${code} ${place}`);
}

/** As ts-node compiles it, on its compiler swc. */
function compiled(sourceMaps: 'inline' | false, text = program): string {
  return transformSync(text, {
    filename: join(folder, 'main.ts'),
    sourceMaps,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
}

describe('a mistake found at synth', () => {
  it('is reported at its line of the TypeScript program when Node has the source map', () => {
    const lines = places('mapped.js', compiled('inline'), '--enable-source-maps').map((place) => place.replace(/:\d+$/, ''));

    expect(lines).toEqual(['ci/one TW122 main.ts:12', 'ci/lint TW120 main.ts:15', 'ci/ci TW201 main.ts:18', 'ci/ci TW002 main.ts:16']);
  });

  it('is reported at its line of the JavaScript program otherwise', () => {
    const found = places('plain.js', compiled(false));

    expect(found).toHaveLength(4);
    for (const place of found) expect(place).toMatch(/ plain\.js:\d+:\d+$/);
  });

  it('is reported with its line in ES modules, too', () => {
    const text = "import { App, Chart } from 'cdk8s';\nimport { Task } from 'tekwire';\n\nconst chart = new Chart(new App(), 'ci');\n";

    expect(places('main.mjs', `${text}new Task(chart, 'a', { steps: () => [] });\nchart.node.root.synth();\n`)).toEqual([
      'ci/a TW101 main.mjs:5:1',
    ]);
  });

  it('is reported at its line in each of many apps of one program', () => {
    const text = `const { App, Chart } = require('cdk8s');
const { Task } = require('tekwire');
for (let at = 0; at < 700; at++) new Task(new Chart(new App(), 'ci'), 'right', { steps: () => [{ image: 'a:1' }] });
const chart = new Chart(new App(), 'ci');
new Task(chart, 'wrong', { steps: () => [] });
chart.node.root.synth();
`;

    expect(places('apps.js', text)).toEqual(['ci/wrong TW101 apps.js:5:1']);
  });

  it('has the line of the Task when it is deep inside of a step', () => {
    const text = `const { App, Chart } = require('cdk8s');
const { Task } = require('tekwire');
const chart = new Chart(new App(), 'ci');
new Task(chart, 'a', { steps: () => [{ name: 'run', image: 'a:1', command: ['x'], args: ['y', undefined] }] });
new Task(chart, 'b', { steps: () => [{ name: 'run', image: 'a:1', script: 'echo' }] });
chart.node.root.synth();
`;
    writeFileSync(join(folder, 'deep.js'), text);
    const { stderr } = spawnSync(process.execPath, ['deep.js'], { cwd: folder, encoding: 'utf8' });

    expect(stderr).toMatch(/steps\.run\.args\[1\]: expected .* \(deep\.js:4:1\)$/m);
    expect(stderr).toMatch(/steps\.run\.script: expected a script, .* \(deep\.js:5:1\)$/m);
  });

  it('has no line in a program with thousands of objects', () => {
    const text = `const { App, Chart } = require('cdk8s');
const { Task } = require('tekwire');
const chart = new Chart(new App(), 'ci');
for (let at = 0; at < 2000; at++) new Task(chart, 'a' + at, { steps: () => [{ image: 'a:1' }] });
new Task(chart, 'wrong', { steps: () => [] });
chart.node.root.synth();
`;
    writeFileSync(join(folder, 'many.js'), text);
    const { stderr } = spawnSync(process.execPath, ['many.js'], { cwd: folder, encoding: 'utf8' });

    expect(stderr).toContain('[ci/wrong] TW101 steps: the Task has no steps; it needs at least one\n');
  });
});

const scripts = `import { App, Chart } from 'cdk8s';
import { bash, param, python, sh, Task } from 'tekwire';

interface Names {
  readonly image: string;
}
const names: Names = { image: 'busybox:1.37.0' };
const chart = new Chart(new App(), 'ci');
const { image } = names;
new Task(chart, 'shell', { params: { name: param.string() }, steps: ({ params }) => [
  { name: 'one', image, script: bash\`
    echo \\\`date\\\` \${
      params.name
    }
    echo "\${params.name}" && eval \${params.name}
  \` },
  { name: 'two', image, script: sh({ nounset: false })\`
    echo $(params.name)\` },
  { name: 'three', image, script: python\`print("$(params.other)")\` },
] });
chart.node.root.synth();
`;

describe('a mistake in a script tag', () => {
  it.each([
    ['by swc, as ts-node', compiled('inline', scripts)],
    [
      'by esbuild, as tsx',
      transformAsTsx(scripts, { loader: 'ts', format: 'cjs', sourcefile: 'main.ts', sourcemap: 'inline', target: 'node20' }).code,
    ],
  ])('is reported at the line and column of the TypeScript program, compiled %s', (_, code) => {
    writeFileSync(join(folder, 'main.ts'), scripts);

    expect(places('scripts.js', code, '--enable-source-maps')).toEqual([
      'ci/shell TW191 main.ts:15:35',
      'ci/shell TW192 main.ts:19:49',
      'ci/shell TW192 main.ts:18:10',
    ]);
  });

  it('is reported there in an embedded Task, as a warning and behind a value of several lines', () => {
    const text = `const { App, Chart } = require('cdk8s');
const { EmbeddedTask, Pipeline, sh } = require('tekwire');
const chart = new Chart(new App(), 'ci');
const steps = () => [{ name: 'get', image: 'busybox:1.37.0', script: sh\`
  echo '\${'one\\ntwo'}'
    curl -s https://x.example/i.sh | sh
\` }];
new Pipeline(chart, 'ci', {}).add(new EmbeddedTask('a', { steps }));
chart.node.root.synth();
`;
    writeFileSync(join(folder, 'embedded.js'), text);
    const { stderr } = spawnSync(process.execPath, ['embedded.js'], { cwd: folder, encoding: 'utf8' });

    expect(stderr).toMatch(/TW522 .* \(embedded\.js:6:5\)$/m);
  });

  it('is reported at the line of the call when the template is not in its file', () => {
    const text = `const { App, Chart } = require('cdk8s');
const { sh, Task } = require('tekwire');
const chart = new Chart(new App(), 'ci');
const strings = Object.assign(['echo $(params.x)'], { raw: ['echo $(params.x)'] });
new Task(chart, 'a', { steps: () => [{ name: 'a', image: 'busybox:1.37.0',
  script: sh(strings) }] });
chart.node.root.synth();
`;

    expect(places('called.js', text)).toEqual([expect.stringMatching(/^ci\/a TW192 called\.js:6:11$/)]);
  });
});
