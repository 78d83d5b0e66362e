import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

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

function compiled(sourceMaps: 'inline' | false): string {
  return transformSync(program, {
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
