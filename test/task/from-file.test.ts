import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, param, result, Task } from '../../src';
import { manifestsOf, newChart, problemsOf } from '../support/app';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-'));

function file(content: string): string {
  const path = join(folder, 'task.yaml');
  writeFileSync(path, content);
  return path;
}

const BUILD = `
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build, labels: {from: file}}
spec:
  params: [{name: image}, {name: tags, type: array, default: []}]
  results: [{name: digest}]
  workspaces: [{name: source, optional: true}]
  steps: [{name: build, image: 'buildah:1', args: ["$(params.tags[*])", "$(params.image)"]}]
`;

describe('Task.fromFile', () => {
  it('emits the Task of the file in the chart', () => {
    const chart = newChart('app', { namespace: 'build', labels: { team: 'web' } });

    Task.fromFile(chart, 'build', file(BUILD));

    expect(manifestsOf(chart)[0]).toMatchObject({ metadata: { name: 'build', namespace: 'build', labels: { from: 'file', team: 'web' } } });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('gives results to typed params without a surface, and refuses those that the file has not', () => {
    const chart = newChart();
    const pipeline = new Pipeline(chart, 'ci');
    const tag = new Task(chart, 'tag', {
      params: { digest: param.string({ default: '' }) },
      steps: () => [{ name: 'tag', image: 'busybox:1.37.0' }],
    });
    const built = pipeline.add(Task.fromFile(chart, 'build', file(BUILD)), { params: { image: 'web:1' } });

    pipeline.add(tag, { params: { digest: built.results.digest } });

    expect(pipeline.graph.edges).toEqual([{ from: 'build', to: 'tag', kind: 'data' }]);
    expect(problemsOf(chart)).toEqual([]);
    expect(() => built.results.digset).toThrow('"digset" is not a result of task "build" (it has: digest); did you mean "digest"?');
  });

  it('is used with a typed surface that the file must have', () => {
    const chart = newChart();
    const build = Task.fromFile(chart, 'build', file(BUILD), { params: { image: param.string() }, results: { digest: result.string() } });
    const pipeline = new Pipeline(chart, 'ci');

    const built = pipeline.add(build, { params: { image: 'x' } });

    expect(String(built.results.digest)).toBe('$(tasks.build.results.digest)');
    expect(() => Task.fromFile(chart, 'other', file(BUILD), { params: { img: param.string() } })).toThrow(
      /declares no param "img" \(it has: image, tags\)/,
    );
    expect(() => Task.fromFile(chart, 'other', file(BUILD), { params: { tags: param.string() } })).toThrow(
      /param "tags" is of type "array", not "string"/,
    );
  });

  it('refuses a key that is written twice, several documents, and other kinds', () => {
    const chart = newChart();

    expect(() => Task.fromFile(chart, 'a', file(`${BUILD}  steps: []\n`))).toThrow(
      /task\.yaml:10:3: TW091 steps: "steps" stands twice in one mapping/,
    );
    expect(() => Task.fromFile(chart, 'b', file(`${BUILD}\n---\n${BUILD}`))).toThrow(
      /task\.yaml:13:1: holds 2 documents, but Task\.fromFile wants exactly one/,
    );
    expect(() => Task.fromFile(chart, 'c', file('kind: ConfigMap\napiVersion: v1\n'))).toThrow(/task\.yaml:1:7: holds a v1 ConfigMap/);
    expect(() => Task.fromFile(chart, 'd', join(folder, 'missing.yaml'))).toThrow(/missing\.yaml/);
  });

  it('reads what kubectl reads: dates and times are texts, of booleans there are many', () => {
    const chart = newChart();
    const params = 'params: [{name: day, default: 2001-12-14}, {name: at, default: 12:30}, {name: mode, default: 0755}]';

    Task.fromFile(chart, 'build', file(BUILD.replace(/params:.*/, params)));

    expect(manifestsOf(chart)[0]?.spec).toMatchObject({
      params: [
        { name: 'day', default: '2001-12-14' },
        { name: 'at', default: '12:30' },
        { name: 'mode', default: 493 },
      ],
    });
    expect(problemsOf(chart)).toEqual(expect.arrayContaining([expect.stringContaining('TW012 params.mode.default')]));
  });

  it.each([
    ['', 'task.yaml: holds 0 documents, but Task.fromFile wants exactly one tekton.dev/v1 Task'],
    ['build\n', 'task.yaml:1:1: holds the text "build", but'],
    ['- a\n', 'task.yaml:1:1: holds a list, but'],
    ['kind: Task\n', 'task.yaml:1:7: holds something without apiVersion or kind, but'],
    ['apiVersion: tekton.dev/v1\nkind: Task\nspec:\n', 'task.yaml:2:7: holds a Task without a spec, but'],
    [BUILD.replace('spec:', 'spec:\n\t'), 'task.yaml:6:1: TW090 a tab stands where YAML wants spaces; use spaces'],
    [
      BUILD.replace('name: digest}', 'name: *digest }'),
      'task.yaml:7:20: TW090 results[0].name: "*digest" names no anchor that stands before it',
    ],
    [BUILD.replace('{from: file}', 'file'), 'task.yaml:4:33: metadata.labels must be a mapping'],
    [BUILD.replace(/metadata: .*/, 'metadata: [build]'), 'task.yaml:4:11: metadata must be a mapping'],
  ])('says where %j is wrong', (content, message) => {
    expect(() => Task.fromFile(newChart(), 'build', file(content))).toThrow(message);
  });

  it('leaves to the rules what is of a wrong type', () => {
    const chart = newChart();

    Task.fromFile(chart, 'build', file(BUILD.replace(/params:.*/, 'params: [null, 5, {name: yes}, {name: image, enum: 5}, {name: tags}]')));

    expect(problemsOf(chart).map((problem) => problem.replace(/.*(TW\d+ \S+):.*/, '$1'))).toEqual(
      expect.arrayContaining(['TW012 params[0]', 'TW003 params[1]', 'TW003 params[2].name', 'TW003 params.image.enum']),
    );
  });
});
