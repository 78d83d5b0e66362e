import { checkSources, type Grouping } from '../../src/check';
import { setRoots } from '../../src/check/set-roots';

const task = (name: string, param?: string) =>
  `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: ${name}}\nspec:\n${
    param === undefined ? '' : `  params: [{name: ${param}}]\n`
  }  steps: [{image: busybox, script: "echo hi"}]\n`;
const pipeline = (name: string, uses: string, param?: string) =>
  `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ${name}}\nspec:\n  tasks:\n    - name: a\n      taskRef: {name: ${uses}}\n${
    param === undefined ? '' : `      params: [{name: ${param}, value: x}]\n`
  }`;

/** What is found, as `file code`. */
function found(files: Readonly<Record<string, string>>, grouping: Grouping = 'auto'): string[] {
  const { documents } = checkSources(
    Object.entries(files).map(([origin, text]) => ({ origin, text })),
    { grouping, lint: true },
  );
  return documents.flatMap(({ origin, diagnostics }) => diagnostics.map(({ code }) => `${origin} ${code}`));
}

describe('files that are applied together are one set', () => {
  it('versions of one Task in sibling folders are not duplicates', () => {
    const files = { 'task/x/0.1/x.yaml': task('x', 'url'), 'task/x/0.2/x.yaml': task('x', 'uri') };

    expect(found(files)).toEqual([]);
    expect(found(files, 'all')).toEqual(['task/x/0.2/x.yaml TW005']);
  });

  it('a sample is checked with the Task of its own version', () => {
    const files = {
      'task/x/0.1/x.yaml': task('x', 'url'),
      'task/x/0.1/samples/one.yaml': pipeline('sample', 'x', 'url'),
      'task/x/0.1/samples/two.yaml': pipeline('sample', 'x', 'uri'),
      'task/x/0.2/x.yaml': task('x', 'uri'),
      'task/x/0.2/samples/one.yaml': pipeline('sample', 'x', 'uri'),
    };

    expect(found(files)).toEqual(['task/x/0.1/samples/two.yaml TW211']);
  });

  it('overlays include the base, but not each other', () => {
    const files = {
      'base/task.yaml': task('build', 'url'),
      'overlays/dev/ci.yaml': pipeline('ci', 'build', 'url'),
      'overlays/prod/ci.yaml': pipeline('ci', 'build', 'uri'),
    };

    expect(found(files)).toEqual(['overlays/prod/ci.yaml TW211']);
  });

  it('a Task that several folders define is neither used nor reported as missing', () => {
    const files = { 'a/t.yaml': task('t', 'x'), 'b/t.yaml': task('t', 'v'), 'c/p.yaml': pipeline('p', 't') };

    expect(found(files)).toEqual([]);
  });

  it('a definition in an example does not hide a Task', () => {
    const files = { 'tasks/t.yaml': task('t', 'x'), 'examples/t.yaml': task('t'), 'pipelines/p.yaml': pipeline('p', 't') };

    expect(found(files)).toEqual(['pipelines/p.yaml TW210']);
  });

  it('a folder .tekton is a set of its own', () => {
    const files = { 'tasks/t.yaml': task('t', 'x'), '.tekton/t.yaml': task('t', 'v'), '.tekton/deep/p.yaml': pipeline('p', 't', 'v') };

    expect(found(files)).toEqual([]);
  });

  it('in one folder, and in one file, duplicates are errors', () => {
    expect(found({ 'tasks/a.yaml': task('t'), 'tasks/b.yaml': task('t') })).toEqual(['tasks/b.yaml TW005']);
    expect(found({ 'x/0.1/a.yaml': `${task('t')}---\n${task('t')}`, 'x/0.2/a.yaml': task('t') })).toEqual(['x/0.1/a.yaml TW005']);
  });

  it('files of different folders are one set when none of their objects is defined twice', () => {
    expect(found({ 'tasks/t.yaml': task('t', 'x'), 'pipelines/p.yaml': pipeline('p', 't') })).toEqual(['pipelines/p.yaml TW210']);
  });

  it.each(['each-file', 'folder'] as const)('%s uses no other set, and does not report objects of another set as missing', (grouping) => {
    expect(found({ 'tasks/t.yaml': task('t', 'x'), 'pipelines/p.yaml': pipeline('p', 't') }, grouping)).toEqual([]);
  });

  it('the notation of a path does not matter', () => {
    const files = { './x/../x/0.1/x.yaml': task('x'), 'x//0.2/x.yaml': task('x'), 'x\\0.3\\x.yaml': task('x'), '/x/0.4/x.yaml': task('x') };

    expect(found(files)).toEqual([]);
  });
});

describe('setRoots', () => {
  it('returns the folders directly below the common folder of the definitions', () => {
    const defines = new Set(['Task\n\nx']);
    const files = ['task/x/0.1/deep/x.yaml', 'task/x/0.2/x.yaml', 'task/y.yaml'].map((path) => ({
      path,
      defines: path.endsWith('x.yaml') ? defines : new Set<string>(),
    }));

    expect([...setRoots(files, 'auto')]).toEqual([
      ['task/x/0.1/deep/x.yaml', 'task/x/0.1'],
      ['task/x/0.2/x.yaml', 'task/x/0.2'],
      ['task/y.yaml', ''],
    ]);
  });
});
