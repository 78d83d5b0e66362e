import { run, write } from './run';

let count = 0;
function pipeline(spec: string, kind = 'Pipeline'): string {
  const text = `apiVersion: tekton.dev/v1\nkind: ${kind}\nmetadata: {name: ci}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
  return write(`graph-${count++}.yaml`, text);
}

const a = '- {name: a, taskRef: {name: t}';

describe('tekwire graph reports fields of the wrong type with their line, and draws the other Pipelines', () => {
  it.each([
    ['a time', `tasks:\n${a}, runAfter: 12:30}`, 'a runAfter: expected an array'],
    ['an object', `tasks:\n${a}, runAfter: {b: c}}`, 'a runAfter: expected an array'],
    ['items that are not strings', `tasks:\n${a}, runAfter: [5, null]}`, 'a runAfter[0]: expected a string, found 5'],
    ['params as an object', `tasks:\n${a}, params: {x: y}}`, 'a params: expected an array'],
    ['finally as an object', `tasks:\n${a}}\nfinally: {x: 1}`, 'finally: expected an array'],
    ['tasks as an object', 'tasks: {a: {taskRef: {name: t}}}', 'tasks: expected an array'],
    ['a task as a string', 'tasks: [a]', 'tasks[0]: expected an object'],
    ['a numeric name', 'tasks:\n- {name: 5, taskRef: {name: t}}', 'tasks[0].name: expected a string'],
    ['steps as an object', 'tasks:\n- {name: a, taskSpec: {steps: {image: b}}}', 'a taskSpec.steps: expected an array'],
    ['env as an object', 'tasks:\n- {name: a, taskSpec: {steps: [{image: b, env: {A: b}}]}}', 'expected an array'],
    ['a param as a string', `tasks:\n${a}, params: [x]}`, 'a params[0]: expected an object'],
    ['the spec as an array', '[]', 'expected an object, found an array'],
  ])('%s', (_, spec, message) => {
    const good = pipeline(`tasks:\n${a}}`);
    const bad = pipeline(spec);

    const { code, out, err } = run('graph', bad, good);

    expect([code, out]).toEqual([1, ['ci\n1  a']]);
    expect(err.join('\n')).toContain(message);
    expect(err.join('\n')).toMatch(new RegExp(`^${bad}:\\d+:\\d+: TW003 `));
  });

  it.each([
    ['null as no value', `tasks:\n${a}, runAfter: null, params: null, when: null, matrix: null}\nfinally: null`],
    ['null as a step', 'tasks:\n- {name: a, taskSpec: {steps: [null], sidecars: [null]}}'],
    ['null as a param or an item of env', `tasks:\n${a}, params: [null], taskSpec: {steps: [{image: b, env: [null]}]}}`],
  ])('%s is not a crash', (_, spec) => {
    expect(run('graph', pipeline(spec)).err.join('\n')).not.toContain('internal error');
  });

  it('the Pipeline of a PipelineRun, too', () => {
    const bad = pipeline(`pipelineSpec:\n  tasks:\n  ${a}, runAfter: {b: c}}`, 'PipelineRun');

    expect(run('graph', bad)).toMatchObject({
      code: 1,
      err: [expect.stringContaining('pipelineSpec.tasks.a.runAfter: expected an array')],
    });
  });

  it('files without a Pipeline are nothing to check: exit code 2', () => {
    const task = write('graph-task.yaml', 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec: {steps: [{image: b}]}\n');
    const empty = write('graph-empty.yaml', '');

    expect(run('graph', task)).toMatchObject({ code: 2, err: [`no Pipeline in ${task}`] });
    expect(run('graph', empty)).toMatchObject({ code: 2 });
  });
});
