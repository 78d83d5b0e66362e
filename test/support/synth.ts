import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Runs a program with an App in a folder of its own, as `cdk8s synth` runs it. */
export function synth(body: string, files: Readonly<Record<string, string>> = {}, env: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-synth-'));
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, '.git'));
  symlinkSync(root, join(folder, 'node_modules/tekwire'));
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const head =
    "const { App, Chart } = require('cdk8s');\nconst tekwire = require('tekwire');\nconst { Pipeline, param, setFeatures, sh, Task } = tekwire;\n";
  writeFileSync(join(folder, 'main.js'), `${head}const app = new App();\nconst chart = new Chart(app, 'ci');\n${body}\napp.synth();\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['main.js'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  const dist = join(folder, 'dist');
  const read = () =>
    readdirSync(dist)
      .map((name) => readFileSync(join(dist, name), 'utf8'))
      .join('---\n');
  const validate = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'dist/lib/cli/main.js'), 'validate', 'dist', ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr, read, validate };
}
