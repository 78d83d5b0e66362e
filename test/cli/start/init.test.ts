import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run';

const root = join(__dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const folders = mkdtempSync(join(tmpdir(), 'tekwire-init-'));

/** A folder with these files. */
function project(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(folders, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return folder;
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const manifestOf = (folder: string) => JSON.parse(read(folder, 'package.json')) as Record<string, Record<string, string>>;

describe.each(['security', 'ci', 'empty'])('the template %s', (template) => {
  // its tests, as jest runs them in a project
  require(`../../../templates/${template}/pipeline.jest`);

  it('is a whole app', () => {
    const folder = join(folders, template);
    const { code, out } = run('init', folder, '--template', template);

    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      '.gitignore',
      'cdk8s.yaml',
      'main.ts',
      'package.json',
      'pipeline.test.ts',
      'pipeline.ts',
      'tsconfig.json',
    ]);
    expect(read(folder, 'main.ts')).toBe(read(root, `templates/${template}/main.ts`));
    expect(out.join('\n')).toMatch(
      /next:\n {2}cd \S+ && npm install +# .*\n {2}npm run build +# .*\n {2}kubectl apply -f dist\/\w+\.k8s\.yaml/,
    );
  });
});

describe('tekwire init', () => {
  it('has the versions with which tekwire is tested', () => {
    const folder = join(folders, 'versions');
    run('init', folder);

    expect(manifestOf(folder)).toMatchObject({
      scripts: { build: 'npm test && npm run synth' },
      dependencies: { tekwire: expect.stringMatching(/^\^\d/), cdk8s: '^2.68.11', constructs: '^10.3.0' },
      devDependencies: { 'cdk8s-cli': expect.stringMatching(/^\^2/), typescript: '^7.0.2' },
    });
  });

  it('changes nothing the second time', () => {
    const folder = join(folders, 'twice');
    run('init', folder, '--ci', 'github');
    const before = readdirSync(folder).filter((name) => name.includes('.') && name !== '.github');
    const contents = before.map((name) => read(folder, name));

    const { code, out } = run('init', folder, '--ci', 'github');

    expect(code).toBe(0);
    expect(out.filter((line) => /^(added|mended)/.test(line))).toEqual([]);
    expect(before.map((name) => read(folder, name))).toEqual(contents);
  });

  it('never writes over a file, not even through a link', () => {
    const folder = project('own', { 'tsconfig.json': '{}', 'main.ts': '// mine\n' });
    symlinkSync(join(folders, 'elsewhere.yaml'), join(folder, 'cdk8s.yaml'));

    const { code, out } = run('init', folder);

    expect(code).toBe(0);
    expect(out).toEqual(expect.arrayContaining([`kept  ${join(folder, 'main.ts')}`, `kept  ${join(folder, 'cdk8s.yaml')}`]));
    expect([read(folder, 'main.ts'), read(folder, 'tsconfig.json')]).toEqual(['// mine\n', '{}']);
    expect(existsSync(join(folders, 'elsewhere.yaml'))).toBe(false);
  });

  it('adds to an app of cdk8s init its pipeline, a test for its jest and the dependencies, and says what to add to main.ts', () => {
    const manifest = {
      name: 'shop',
      scripts: { synth: 'cdk8s synth', test: 'jest' },
      dependencies: { cdk8s: '^2.70.0', 'cdk8s-plus-33': '^2.4.0', constructs: '^10.4.0' },
      devDependencies: { jest: '^29', 'ts-jest': '^29', typescript: '5.9.x' },
    };
    const folder = project('shop', {
      'package.json': JSON.stringify(manifest, null, 4),
      'cdk8s.yaml': 'language: typescript\napp: npx ts-node main.ts\nimports:\n  - k8s\n',
      'main.ts': 'app.synth();\n',
      'tsconfig.json': '{}',
    });

    const { code, err } = run('init', folder, '--template', 'ci');

    expect(code).toBe(0);
    expect(read(folder, 'package.json')).toBe(
      `${JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, tekwire: `^${version}` } }, null, 4)}\n`,
    );
    expect(read(folder, 'pipeline.test.ts')).toContain('expect(problemsOf');
    expect(err.join('\n')).toContain("add to main.ts: import { PipelineChart } from './pipeline';");
  });

  it('writes for vitest and for ES modules what these need', () => {
    const folder = project('modules', { 'package.json': '{"type":"module","devDependencies":{"vitest":"^4"}}' });
    run('init', folder);

    expect(read(folder, 'pipeline.test.ts')).toMatch(/^import \{ expect, test \} from 'vitest';\n/);
    expect(read(folder, 'main.ts')).toContain("from './pipeline.js'");
    expect(manifestOf(folder).scripts?.test).toBe('vitest run');
  });

  it('writes no app beside a pipeline.ts that is not its own', () => {
    const folder = project('mine', { 'pipeline.ts': 'export const mine = 1;\n' });

    const { err } = run('init', folder);

    expect(err.join()).toContain('pipeline.ts is your own');
    expect([existsSync(join(folder, 'main.ts')), existsSync(join(folder, 'pipeline.test.ts'))]).toEqual([false, false]);
  });

  it.each([
    ['github', '.github/workflows/manifests.yaml', 'permissions:\n  contents: read'],
    ['gitlab', '.gitlab-ci.yml', 'junit: tekwire.xml'],
  ])('writes a file for %s that runs what a person runs', (service, path, text) => {
    const folder = join(folders, service);
    run('init', folder, '--ci', service);

    expect(read(folder, path)).toContain(text);
    expect(read(folder, path)).toContain('npm run build');
  });

  it.each([
    ['a file', ['init', join(folders, 'file')], 2, /is a file; pass a folder/],
    ['two folders', ['init', 'a', 'b'], 2, /one folder, not 2: a b/],
    ['an empty variable', ['init', ''], 2, /the folder is an empty string/],
    ['an unknown template', ['init', '--template', 'secure'], 2, /unknown value "secure"; expected one of: security, ci, empty/],
    ['an app in Python', ['init', join(folders, 'python')], 3, /the app is written in python; tekwire is for TypeScript/],
    ['a broken package.json', ['init', join(folders, 'broken')], 3, /package.json is not a JSON object/],
  ])('refuses %s', (_, args, code, message) => {
    writeFileSync(join(folders, 'file'), '');
    project('python', { 'cdk8s.yaml': 'language: python\n' });
    project('broken', { 'package.json': '{,}' });

    expect(run(...args)).toMatchObject({ code, err: [expect.stringMatching(message)] });
    expect(existsSync(join(folders, 'python/main.ts'))).toBe(false);
  });
});
