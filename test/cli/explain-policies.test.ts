import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const folder = join(root, 'dist/policies');

const app = `const { ApiObject, App, Chart } = require('cdk8s');
const { mirrorImages, Policy, setMetadata, Task } = require('tekwire');
const app = new App();
const chart = new Chart(app, 'web');
const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
new Task(chart, 'build', { steps: () => [step] });
new ApiObject(chart, 'plain', { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'plain' }, spec: { steps: [step] } });
Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker' }));
Policy.of(chart).add(setMetadata({ labels: { team: 'web' } }), { except: [chart.node.findChild('plain')] });
`;
const CHANGES = `web/build spec.steps[0].image: "busybox:1.37.0" → "registry.acme.example/docker/library/busybox:1.37.0" (mirrorImages)
web/build metadata.labels: nothing → {"team":"web"} (setMetadata)
web/plain spec.steps[0].image: "busybox:1.37.0" → "registry.acme.example/docker/library/busybox:1.37.0" (mirrorImages)
`;

/** A project of somebody who uses the built library; gives what the command line says there. */
function explain(files: Readonly<Record<string, string>>, ...args: string[]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/tekwire'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const command = [join(root, 'dist/lib/cli/main.js'), 'explain', 'policies', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const config = 'language: typescript\napp: node main.js\n';

describe('tekwire explain policies', () => {
  it('runs the app of cdk8s.yaml and prints every changed field with its policy, old and new value', () => {
    const said = explain({ 'cdk8s.yaml': config, 'main.js': `${app}console.log('made');\napp.synth();\n` });

    expect(said).toEqual({ status: 0, stdout: CHANGES, stderr: 'made\n' });
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  it('runs the app of --app, and prints one JSON object per line', () => {
    const { status, stdout } = explain({ 'other.js': `${app}app.synth();\n` }, '--app', 'node other.js', '-o', 'json');

    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))[1],
    ).toEqual({
      construct: 'web/build',
      kind: 'Task',
      field: 'metadata.labels',
      after: { team: 'web' },
      policy: 'setMetadata',
    });
  });

  it('shows the changes of policies together with the errors of the rules', () => {
    const broken = `${app}Policy.of(app).add({ name: 'broken', step: ({ image, ...step }) => step });\napp.synth();\n`;
    const { status, stdout, stderr } = explain({ 'cdk8s.yaml': config, 'main.js': broken });

    expect(status).toBe(3);
    expect(stdout).toContain('→ nothing (broken)\n');
    expect(stderr).toContain('[web/build] TW120 steps.run.image');
    expect(stderr).toContain('the app failed with exit code 1: node main.js\n');
  });

  it('reports when there are no policies, or when they change nothing', () => {
    const none = `const { App } = require('cdk8s');\nnew App().synth();\n`;
    const idle = `${none}const { Policy } = require('tekwire');\nconst app = new App();\nPolicy.of(app).add((one) => one);\napp.synth();\n`;

    expect(explain({ 'cdk8s.yaml': config, 'main.js': none })).toEqual({
      status: 0,
      stdout: '',
      stderr: 'the app has no policies, or does not call app.synth(): node main.js\n',
    });
    expect(explain({ 'cdk8s.yaml': config, 'main.js': idle }).stderr).toBe('the policies of the app change nothing\n');
  });

  it('requires --app when no file names the app', () => {
    expect(explain({})).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cdk8s.yaml not found in the working directory; pass the command'),
    });
    expect(explain({ 'cdk8s.yaml': 'language: typescript\n' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cdk8s.yaml has no "app"'),
    });
    expect(explain({ 'cdk8s.yaml': config }, '-o', 'yaml')).toMatchObject({ status: 2, stdout: '' });
  });
});
