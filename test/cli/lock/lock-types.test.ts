import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, param, Task } from '../../../src';
import { newChart, problemsOf } from '../../support/app';
import { runAsync } from '../run';

const BUILD = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  description: builds an image
  params: [{name: image, description: where to push}, {name: tags, type: array, default: []}]
  results: [{name: digest}]
  workspaces: [{name: source, optional: true}]
  steps: [{name: build, image: 'buildah:1', args: ["$(params.tags[*])", "$(params.image)"]}]
`;
const CI = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: ci}
spec:
  params: [{name: image}]
  tasks: [{name: build, taskRef: {name: build}, params: [{name: image, value: $(params.image)}]}]
`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tekwire-types-'));
  file = join(folder, 'tekwire.lock');
  mkdirSync(join(folder, 'tasks/other'), { recursive: true });
  write('tasks/build.yaml', BUILD);
});

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const lock = (...args: string[]) => runAsync('lock', '--file', file, ...args);
const objects = () => JSON.parse(readFileSync(file, 'utf8')).objects;

describe('tekwire lock --types', () => {
  it('records the interface of each Task, Pipeline and StepAction of a folder, and declares it', async () => {
    write('tasks/ci.yaml', CI);
    write('tasks/both.yaml', `${BUILD}---\n${CI}`);
    write('tasks/other/settings.yaml', 'a: 1\n');

    const { code, out, err } = await lock('--types', join(folder, 'tasks'));

    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out.at(-1)).toBe(`${file}: 2 locked`);
    expect(Object.keys(objects())).toEqual(['file:tasks/build.yaml', 'file:tasks/ci.yaml']);
    expect(objects()['file:tasks/build.yaml']).toMatchObject({
      kind: 'Task',
      params: [
        { name: 'image', type: 'string' },
        { name: 'tags', type: 'array', default: [] },
      ],
      results: [{ name: 'digest', type: 'string' }],
    });
    expect(readFileSync(`${file}.d.ts`, 'utf8')).toContain("        readonly tags: ParamDeclaration<'array', true, never>;\n");
  });

  it('does not change when a script or a description does, and does when a param does', async () => {
    await lock('--types', join(folder, 'tasks'));
    write('tasks/build.yaml', BUILD.replace('where to push', 'the registry').replace('buildah:1', 'buildah:2'));

    expect((await lock('--check')).code).toBe(0);

    write('tasks/build.yaml', BUILD.replace('{name: digest}', '{name: sha}'));
    const { code, out } = await lock('--check');

    expect(code).toBe(1);
    expect(out).toEqual(expect.arrayContaining(['~ file:tasks/build.yaml: result "digest" is gone']));
    expect((await lock()).code).toBe(0);
    expect((await lock('--check')).code).toBe(0);
  });

  it('reports a file with errors, one that is gone, and what it cannot lock', async () => {
    write('tasks/bad.yaml', BUILD.replace('$(params.image)', '$(params.imgae)'));
    expect((await lock('--types', join(folder, 'tasks/bad.yaml'))).err.join()).toMatch(/tasks\/bad\.yaml:9:.*unknown param "imgae"/);

    write('tasks/two.yaml', `${BUILD}---\n${CI}`);
    expect((await lock('--types', join(folder, 'tasks/two.yaml'))).err.join()).toMatch(/contains 2 objects; expected exactly one/);
    expect((await lock('--types', join(folder, 'tasks/other'))).err.join()).toMatch(/no Task, Pipeline or StepAction to lock/);
    expect((await lock('--types')).err.join()).toMatch(/--types: expected files or folders with YAML/);
    expect((await lock('--types', 'https://a.example/t.yaml')).err.join()).toMatch(/found the address "https/);
    expect(
      (await runAsync('lock', '--file', join(folder, 'tasks/other/tekwire.lock'), '--types', join(folder, 'tasks/build.yaml'))).err.join(),
    ).toMatch(/build\.yaml is outside of .*other, the folder of the lock file/);

    await lock('--types', join(folder, 'tasks/build.yaml'));
    rmSync(join(folder, 'tasks/build.yaml'));
    const { code, err } = await lock();
    expect([code, err.join()]).toEqual([
      3,
      expect.stringMatching(/build\.yaml: cannot be read \(ENOENT\); if it is gone, remove "file:tasks/),
    ]);
  });
});

describe('a program with Task.fromFile', () => {
  const use = (path: string, ...surface: object[]) => {
    const chart = newChart();
    const task = Task.fromFile(chart, 'build', path, ...surface);
    new Pipeline(chart, 'ci').add(task as Task, { params: { image: 'a' } } as never);
    return problemsOf(chart);
  };

  it('is right when the types are those of the file', async () => {
    await lock('--types', join(folder, 'tasks'));

    expect(use(join(folder, 'tasks/build.yaml'))).toEqual([]);
  });

  it('is an error when the file has changed since, and says what changed and which command mends it', async () => {
    await lock('--types', join(folder, 'tasks'));
    write('tasks/build.yaml', BUILD.replace('{name: tags, type: array, default: []}', '{name: tags}'));

    expect(use(join(folder, 'tasks/build.yaml')).join('\n')).toMatch(
      /TW288: .*build\.yaml: the types in .*tekwire\.lock are not those of the file \(param "tags" .*\); run npx tekwire lock --types /,
    );
    // the types are those of the program
    expect(use(join(folder, 'tasks/build.yaml'), { params: { image: param.string() } }).join()).not.toContain('tekwire.lock');
  });

  it('is an error when the compiler takes the types of another file', async () => {
    await lock('--types', join(folder, 'tasks/build.yaml'));
    mkdirSync(join(folder, 'more/tasks'), { recursive: true });
    write('more/tasks/build.yaml', BUILD.replace('{name: digest}', '{name: sha}'));
    const before = process.cwd();
    process.chdir(join(folder, 'more'));

    const problems = use('tasks/build.yaml').join('\n');

    process.chdir(before);
    expect(problems).toMatch(
      /the compiler takes the types of tasks\/build\.yaml for it, because it is not in .*tekwire\.lock; run npx tekwire lock --types/,
    );
  });
});
