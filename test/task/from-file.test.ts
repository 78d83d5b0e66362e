import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, param, result, Task } from '../../src';
import { manifestsOf, mistakeOf, newChart, problemsOf } from '../support/app';

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
  it('adds the Task of the file to the chart', () => {
    const chart = newChart('app', { namespace: 'build', labels: { team: 'web' } });

    Task.fromFile(chart, 'build', file(BUILD));

    expect(manifestsOf(chart)[0]).toMatchObject({ metadata: { name: 'build', namespace: 'build', labels: { from: 'file', team: 'web' } } });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('has results for typed params without a surface, and refuses unknown results', () => {
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

    pipeline.add(tag, { name: 'again', params: { digest: built.results.digset } });

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW288 build results.digset: unknown result "digset" of task "build" (available: digest); did you mean "digest"?',
    ]);
  });

  it('can have a typed surface, which the file must match', () => {
    const chart = newChart();
    const build = Task.fromFile(chart, 'build', file(BUILD), { params: { image: param.string() }, results: { digest: result.string() } });
    const pipeline = new Pipeline(chart, 'ci');

    const built = pipeline.add(build, { params: { image: 'x' } });

    expect(String(built.results.digest)).toBe('$(tasks.build.results.digest)');
    expect(mistakeOf((chart) => Task.fromFile(chart, 'other', file(BUILD), { params: { img: param.string() } }))).toMatch(
      /unknown param "img" \(available: image, tags\)/,
    );
    expect(mistakeOf((chart) => Task.fromFile(chart, 'other', file(BUILD), { params: { tags: param.string() } }))).toMatch(
      /expected param "tags" of type "string", found "array"/,
    );
  });

  it('refuses duplicate keys, several documents, and other kinds', () => {
    expect(mistakeOf((chart) => Task.fromFile(chart, 'a', file(`${BUILD}  steps: []\n`)))).toMatch(
      /TW091: .*task\.yaml:10:3: steps: "steps" is in the same object twice/,
    );
    expect(mistakeOf((chart) => Task.fromFile(chart, 'b', file(`${BUILD}\n---\n${BUILD}`)))).toMatch(
      /task\.yaml:13:1: expected exactly one .* Task, found 2 documents/,
    );
    expect(mistakeOf((chart) => Task.fromFile(chart, 'c', file('kind: ConfigMap\napiVersion: v1\n')))).toMatch(
      /task\.yaml:1:7: expected exactly one .* Task, found a v1 ConfigMap/,
    );
    expect(mistakeOf((chart) => Task.fromFile(chart, 'd', join(folder, 'missing.yaml')))).toMatch(/missing\.yaml/);
  });

  it('reads values like kubectl: dates and times are strings, and several words are booleans', () => {
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
    ['', 'task.yaml: expected exactly one tekton.dev/v1 Task, found 0 documents'],
    ['build\n', 'task.yaml:1:1: expected exactly one tekton.dev/v1 Task, found the string "build"'],
    ['- a\n', 'task.yaml:1:1: expected exactly one tekton.dev/v1 Task, found an array'],
    ['kind: Task\n', 'task.yaml:1:7: expected exactly one tekton.dev/v1 Task, found an object without apiVersion or kind'],
    [
      'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n',
      'task.yaml:2:7: expected exactly one tekton.dev/v1 Task, found a Task without a spec',
    ],
    [BUILD.replace('spec:', 'spec:\n\t'), 'task.yaml:6:1: unexpected tab; YAML is indented by spaces; use spaces'],
    [BUILD.replace('name: digest}', 'name: *digest }'), 'task.yaml:7:20: results[0].name: "*digest" has no anchor before it'],
    [BUILD.replace('{from: file}', 'file'), 'task.yaml:4:33: metadata.labels must be an object'],
    [BUILD.replace(/metadata: .*/, 'metadata: [build]'), 'task.yaml:4:11: metadata must be an object'],
  ])('reports the location of a mistake in %j', (content, message) => {
    expect(mistakeOf((chart) => Task.fromFile(chart, 'build', file(content)))).toMatch(message);
  });

  it('leaves wrong types to the rules', () => {
    const chart = newChart();

    Task.fromFile(chart, 'build', file(BUILD.replace(/params:.*/, 'params: [null, 5, {name: yes}, {name: image, enum: 5}, {name: tags}]')));

    expect(problemsOf(chart).map((problem) => problem.replace(/.*(TW\d+ \S+):.*/, '$1'))).toEqual(
      expect.arrayContaining(['TW012 params[0]', 'TW003 params[1]', 'TW003 params[2].name', 'TW003 params.image.enum']),
    );
  });
});
