import { spawnSync } from 'node:child_process';
import { pictureOf } from '../../src/render';
import { renderSvg } from '../../src/render/graph-svg';
import { HEIGHT, layOut } from '../../src/render/svg-layout';
import type { PipelineSpec } from '../../src/spec';
import { run, write } from '../cli/run';
import { fc } from '../support/random';

const spec = (tasks: string) => `spec:\n  tasks:\n${tasks}`;
const task = (name: string, more = '') => `    - {name: ${name}, taskRef: {name: t}${more}}\n`;
const head = (name: string) => `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ${name}}\n`;
const marked = write(
  'marked.yaml',
  `${head('release')}${spec(
    task('clone') +
      task('test', ', runAfter: [clone], matrix: {params: [{name: v, value: ["1", "2"]}]}') +
      task('deploy', ', when: [{input: "$(tasks.clone.results.r)", operator: in, values: [a]}], runAfter: [test]'),
  )}  finally:\n${task('tell', ', when: [{input: a, operator: in, values: [a]}]')}`,
);

describe('tekwire graph', () => {
  it('marks conditions, matrices and finally as text, with a legend', () => {
    expect(run('graph', marked).out[0]?.split('\n')).toEqual([
      'release',
      '1  clone',
      '2  test [matrix] (clone)',
      '3  deploy [when] (clone, test)',
      'finally  tell [when]',
      'legend: [matrix] runs once for each combination; [when] a condition may skip the task',
    ]);
  });

  it('marks them for Mermaid', () => {
    expect(run('graph', '-o', 'mermaid', marked).out[0]).toContain('  test["test (matrix)"]\n  clone --> deploy\n  test -.-> deploy\n');
  });

  it('is JSON for programs', () => {
    expect(JSON.parse(run('graph', '-o=json', marked).out[0] ?? '')).toEqual({
      pipeline: 'release',
      tasks: [
        { name: 'clone', layer: 1, finally: false, when: false, matrix: false },
        { name: 'test', layer: 2, finally: false, when: false, matrix: true },
        { name: 'deploy', layer: 3, finally: false, when: true, matrix: false },
        { name: 'tell', layer: 4, finally: true, when: true, matrix: false },
      ],
      edges: [
        { from: 'clone', to: 'deploy', kind: 'data' },
        { from: 'test', to: 'deploy', kind: 'order' },
        { from: 'clone', to: 'test', kind: 'order' },
      ],
    });
  });

  it('is a graph for Graphviz, which reads it', () => {
    const [dot = ''] = run('graph', '-o', 'dot', marked).out;

    expect(dot).toContain('"test" -> "deploy" [style=dashed];');
    expect(dot).toContain('label="finally"');
    const { error, status, stderr } = spawnSync('dot', ['-Tsvg'], { input: dot, encoding: 'utf8' });
    if (error === undefined) expect([status, stderr]).toEqual([0, '']);
  });

  it('is an SVG image of every task and edge, well-formed XML, with a legend', () => {
    const [svg = ''] = run('graph', '-o', 'svg', marked).out;

    expect([...svg.matchAll(/data-task="(\w+)"/g)].map(([, name]) => name)).toEqual(['clone', 'test', 'deploy', 'tell']);
    expect([...svg.matchAll(/class="(edge[^"]*)" data-from="(\w+)" data-to="(\w+)"/g)].map(([, ...parts]) => parts)).toEqual([
      ['edge', 'clone', 'deploy'],
      ['edge order', 'test', 'deploy'],
      ['edge order', 'clone', 'test'],
    ]);
    expect(svg).toContain('order only');
    const read = spawnSync('python3', ['-c', 'import sys, xml.dom.minidom as m; m.parse(sys.stdin)'], { input: svg, encoding: 'utf8' });
    expect([read.status, read.stderr]).toEqual([0, '']);
  });

  it('finds a Pipeline that is written into a run of Pipelines-as-Code', () => {
    const inner = spec(task('a')).replace('spec:', 'spec:\n  pipelineSpec:').replaceAll('\n  tasks', '\n    tasks');
    const path = write(
      '.tekton/push.yaml',
      `apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: push-{{ revision }}}\n${inner.replaceAll('    - {', '      - {')}`,
    );

    expect(run('graph', path)).toMatchObject({ code: 0, out: ['push-{{ revision }}\n1  a'] });
  });

  it('refuses a runAfter of no task, and tasks that wait for each other', () => {
    const dangling = write('dangling.yaml', `${head('p')}${spec(task('clone') + task('b', ', runAfter: [clon]'))}`);
    const { code, err } = run('graph', dangling);
    expect(code).toBe(1);
    expect(err).toEqual([`${dangling}: p/b runAfter: unknown task "clon" (available: clone, b); did you mean "clone"?`]);

    const cycle = write('cycle.yaml', `${head('p')}${spec(task('a', ', runAfter: [b]') + task('b', ', runAfter: [a]'))}`);
    expect(run('graph', cycle)).toMatchObject({ code: 1, err: [`${cycle}: p: tasks wait for each other: a → b → a`] });
  });

  it('draws one Pipeline as SVG, which is chosen by its name', () => {
    const two = write('two.yaml', `${head('p')}${spec(task('a'))}---\n${head('q')}${spec(task('b'))}`);

    expect(run('graph', '-o', 'svg', two)).toMatchObject({ code: 2, err: [expect.stringContaining('choose it with --pipeline: p, q')] });
    expect(run('graph', '-o', 'svg', '--pipeline', 'q', two).out[0]).toContain('data-task="b"');
    expect(run('graph', '--pipeline', 'x', two).err[0]).toContain('unknown Pipeline "x"');
  });
});

describe('the drawing', () => {
  const name = fc.integer({ min: 0, max: 9 }).map((at) => `t${at}`);
  const pipelines = fc.uniqueArray(name, { minLength: 1, maxLength: 10 }).chain((names) =>
    fc.tuple(...names.map((_, at) => fc.subarray(names.slice(0, at)))).map(
      (befores): PipelineSpec => ({
        tasks: names.map((one, at) => ({ name: one, runAfter: befores[at] ?? [], taskRef: { name: 'x' } })),
        finally: [{ name: 'end<&>', taskRef: { name: 'x' } }],
      }),
    ),
  );

  it('has no two tasks in one place, edges that go to the right, and everything inside the image', () => {
    fc.assert(
      fc.property(pipelines, (one) => {
        const { placed, lines, width, height } = layOut(pictureOf('p', one));
        for (const [at, a] of placed.entries()) {
          expect(a.x + a.width).toBeLessThanOrEqual(width);
          expect(a.y + HEIGHT).toBeLessThanOrEqual(height);
          for (const b of placed.slice(at + 1))
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + HEIGHT <= b.y || b.y + HEIGHT <= a.y).toBe(true);
        }
        expect(lines).toHaveLength((one.tasks ?? []).reduce((sum, { runAfter = [] }) => sum + runAfter.length, 0));
        for (const { points } of lines) expect(points.map(([x]) => x)).toEqual(points.map(([x]) => x).sort((a, b) => a - b));
        expect(renderSvg(pictureOf('p', one))).toContain('end&lt;&amp;&gt;');
      }),
      { numRuns: 50 },
    );
  });
});
