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

    expect(() => Task.fromFile(chart, 'a', file(`${BUILD}  steps: []\n`))).toThrow(/task\.yaml: Map keys must be unique/);
    expect(() => Task.fromFile(chart, 'b', file(`${BUILD}\n---\n${BUILD}`))).toThrow(
      /holds 2 documents, but Task\.fromFile wants exactly one/,
    );
    expect(() => Task.fromFile(chart, 'c', file('kind: ConfigMap\napiVersion: v1\n'))).toThrow(/holds a v1 ConfigMap/);
    expect(() => Task.fromFile(chart, 'd', join(folder, 'missing.yaml'))).toThrow(/missing\.yaml/);
  });
});
