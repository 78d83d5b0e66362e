import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkYaml, formatDiagnostic } from '../../src/extension/rules';
import { compiled } from './compiled';
import { manifests } from './manifests';
import { synthesised } from './synthesised';

const root = join(__dirname, '../..');

// what each program of the table begins with
const HEAD = `import { App, Chart } from 'cdk8s';
import { lift, Pipeline, PipelineRun, param, result, SecurityPipeline, setFeatures, sh, Task, Workspace, workspace } from 'tekwire';
import { Deduplicate, GitClone, SeverityGate } from 'tekwire/catalogue';
import { runStep } from 'tekwire/testing';
void [lift, PipelineRun, SecurityPipeline, setFeatures, Deduplicate, GitClone, SeverityGate, runStep];
const chart = new Chart(new App(), 'app');
const clone = new Task(chart, 'clone', { results: { commit: result.string() }, steps: () => [] });
const build = new Task(chart, 'build', { params: { commit: param.string() }, steps: () => [] });
const test = new Task(chart, 'test', { workspaces: { source: workspace() }, steps: () => [] });
const ci = new Pipeline(chart, 'ci', { params: { url: param.string() }, workspaces: { code: Workspace.emptyDir() } });
const cloned = ci.add(clone);
void [build, test, cloned];
`;

// the only two mistakes of the table that no default set reports
const OPT_IN = ['TW510', 'TW520'];

/** The errors of the compiler for each program of the table, as one text. */
function compilerErrors(): string[] {
  const folder = join(root, 'dist/first-week');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = {
    noUnusedLocals: false,
    paths: {
      tekwire: ['../../src/index.ts'],
      'tekwire/catalogue': ['../../src/catalogue/index.ts'],
      'tekwire/testing': ['../../src/testing/index.ts'],
    },
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: options, include: ['*.ts'], exclude: [] }),
  );
  writeFileSync(join(folder, 'right.ts'), HEAD);
  for (const [at, [, lines]] of compiled.entries()) writeFileSync(join(folder, `p${at}.ts`), HEAD + lines);
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { encoding: 'utf8', cwd: folder });
  const errors = compiled.map(() => '');
  let current = -1;
  for (const line of stdout.split('\n')) {
    const [, file] = /^(?:.*\/)?(\w+)\.ts\(/.exec(line) ?? [];
    if (file !== undefined) current = file.startsWith('p') ? Number(file.slice(1)) : -1;
    if (file === 'right') throw new Error(`the beginning of the programs is wrong: ${line}`);
    if (current >= 0) errors[current] += `${line}\n`;
  }
  return errors;
}

describe('a mistake of the first week', () => {
  const errors = compilerErrors();

  it.each(compiled.map(([mistake, , message], at) => [mistake, errors[at] ?? '', message] as const))(
    'is a compile error: %s',
    (_, error, message) => {
      expect(error).toMatch(message);
    },
  );

  it.each(synthesised)('is an error at synth: %s', (_, problems, message) => {
    expect(problems().join('\n')).toMatch(message);
  });

  it.each(manifests)('is a diagnostic in YAML: %s', (_, yaml, message) => {
    expect(checkYaml(yaml, { lint: OPT_IN }).map(formatDiagnostic).join('\n')).toMatch(message);
  });

  it('is one of at least 96', () => {
    const all = [...compiled, ...synthesised, ...manifests].map(([mistake]) => mistake);

    expect(all.length).toBeGreaterThanOrEqual(96);
  });
});
