import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };

/** An app of somebody else: plain ApiObjects and included YAML, none of our constructs. */
function synth(name: string, step: object, included: string, properties: object = {}, plugin = './node_modules/tekwire') {
  const folder = join(root, 'dist/plugin', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/tekwire'));
  writeFileSync(join(folder, 'included.yaml'), included);
  const task = { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'build' }, spec: { steps: [step] } };
  const main = `const { ApiObject, App, Chart, Include } = require('cdk8s');
const chart = new Chart(new App(), 'foreign');
new ApiObject(chart, 'build', ${JSON.stringify(task)});
new Include(chart, 'included', { url: 'included.yaml' });
chart.node.root.synth();
`;
  writeFileSync(join(folder, 'main.js'), main);
  const validations = [{ package: plugin, version, class: 'TektonValidation', properties }];
  writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify({ language: 'typescript', app: 'node main.js', validations }));
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', FORCE_COLOR: '0' };
  // where cdk8s-cli would have installed a plugin that is named as in the registry
  const installed = join(folder, 'plugins/tekwire', version, 'node_modules');
  mkdirSync(installed, { recursive: true });
  symlinkSync(root, join(installed, 'tekwire'));
  const args = ['synth', '--validation-reports-output-file', 'report.json', '--plugins-dir', join(folder, 'plugins')];
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/cdk8s'), args, { cwd: folder, encoding: 'utf8', env });
  const written = join(folder, 'report.json');
  const [report] = existsSync(written) ? JSON.parse(readFileSync(written, 'utf8')).reports : [];
  return { status, output: stdout + stderr, report };
}

const pipeline = (taskName: string) =>
  `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\nspec: {tasks: [{name: ${taskName}, taskRef: {name: build}}]}\n`;

it('cdk8s synth of a foreign app fails for objects that the cluster would refuse, and names construct, field and line', () => {
  const { status, output, report } = synth('bad', { name: 'run' }, pipeline('UPPER'));

  expect([status, output]).toEqual([2, expect.stringContaining('TW120 step without an image (1 occurrences)')]);
  expect(report.summary).toMatchObject({ status: 'failure', metadata: { 'Tekton objects': '2' } });
  expect(report.violations).toContainEqual({
    ruleName: 'TW120 step without an image',
    recommendation: 'admission refuses the Task',
    fix: '"tekwire explain TW120" shows a good example',
    violatingConstructs: [
      {
        resourceName: 'build',
        constructPath: 'foreign/build',
        manifestPath: 'dist/foreign.k8s.yaml',
        locations: ['line 7: steps.run.image: step "run" has no image, and the stepTemplate has none either'],
      },
    ],
  });
  expect(JSON.stringify(report.violations)).toContain('"constructPath":"foreign/included/ci-pipeline"');
}, 60_000);

it('cdk8s synth of a valid foreign app succeeds; properties set the features of the cluster', () => {
  const step = { image: 'busybox:1.37.0', script: 'echo $(artifacts.path)' };
  const { status, report } = synth('good', step, pipeline('build'), { features: { 'enable-artifacts': 'true' } });

  expect([status, report.summary.status, report.violations]).toEqual([0, 'success', []]);
}, 60_000);

it('rules of your own are among its properties, and the config file counts', () => {
  const folder = join(root, 'dist/plugin');
  mkdirSync(folder, { recursive: true });
  const rule = `{ code: 'ACME001', slug: 'task-without-owner', title: 'Task without an owner', why: 'x', severity: 'error', on: 'object',
  check: ({ kind }, report) => { if (kind === 'Task') report(['metadata'], 'no owner'); } }`;
  writeFileSync(join(folder, 'own-rules.js'), `exports.rules = [${rule}];`);
  writeFileSync(join(folder, 'own.json'), '{"features": {"enable-artifacts": true}}');
  const step = { image: 'busybox:1.37.0', script: 'echo $(artifacts.path)' };
  const { status, output } = synth('own', step, pipeline('build'), { rules: ['../own-rules.js'], config: '../own.json' });

  expect([status, output]).toEqual([2, expect.stringContaining('ACME001 Task without an owner (1 occurrences)')]);
  expect(output).not.toContain('TW148');
}, 60_000);

const risky = { image: 'busybox', script: 'curl -s https://example.com/i.sh | sh' };

it('warnings are logged with their line, and do not fail the synth', () => {
  const { status, output, report } = synth('advice', risky, pipeline('build'));

  expect([status, report.summary.status, report.violations]).toEqual([0, 'success', []]);
  expect(output).toContain('warning TW522 dist/foreign.k8s.yaml:8:15 steps[0].script: "curl … | sh" runs a download directly; ');
  expect(output).not.toContain('TW520');
}, 60_000);

it.each([
  ['more advice is logged when its code is named', ['TW520'], /TW520[\s\S]*TW522|TW522[\s\S]*TW520/, 0],
  [
    'a code that is no advice is refused with what there is',
    ['TW52O'],
    /properties\.lint of TektonValidation in cdk8s\.yaml: unknown opt-in rule "TW52O"/,
    1,
  ],
])(
  '%s',
  (_, lint, message, status) => {
    const { output, ...ended } = synth('codes', risky, pipeline('build'), { lint });

    expect(ended.status).toBe(status);
    expect(output).toMatch(message);
  },
  60_000,
);

it('no warnings are logged when lint is off', () => {
  expect(synth('silent', risky, pipeline('build'), { lint: false }).output).not.toContain('TW5');
}, 60_000);

it('the plugin is also found by its name in the registry', () => {
  const { status, output } = synth('named', { name: 'run' }, pipeline('build'), {}, 'tekwire');

  expect([status, output]).toEqual([2, expect.stringContaining('TW120 step without an image')]);
}, 60_000);
