import { checkSources } from '../../src/check';

function found(text: string): string[] {
  return checkSources([{ origin: 'a.yaml', text }], { lint: true }).documents.flatMap(({ kind, diagnostics }) =>
    diagnostics.map(({ code, field }) => `${code} ${kind} ${field.join('.')}`),
  );
}

const action = (params: string, args: string) => `---
apiVersion: tekton.dev/v1beta1
kind: StepAction
metadata: {name: compare}
spec:
  params: [${params}]
  image: docker.io/alpine/git:v2.49.1
  command: [git]
  args: [${args}]
`;
const task = (head: string, step: string) => `---
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: t}
spec:
  ${head}
  steps: [{name: s, ${step}}]
`;
const run = (params: string) => `---
apiVersion: tekton.dev/v1
kind: TaskRun
metadata: {name: r}
spec: {taskRef: {name: t}, params: ${params}}
`;
const refers = (params: string) => task('', `ref: {name: compare}, params: [${params}]`);
const uses = (args: string) => `image: "docker.io/library/alpine:3.22", command: [echo], args: [${args}]`;
const required = '{name: x, type: array}';
const x = '{name: x, type: array, default: [main]}';

describe('an array that is shorter than its use needs', () => {
  it.each([
    ['without the param', x, refers('')],
    ['with a short value', required, refers('{name: x, value: [a]}')],
    ['with no items', required, refers('{name: x, value: []}')],
  ])('is an error where a step refers to a StepAction %s', (_, params, step) => {
    expect(found(action(params, '"$(params.x[1])"') + step)).toEqual([expect.stringContaining('TW805 Task')]);
  });

  it.each([
    ['as many items as needed', refers('{name: x, value: [a, b]}')],
    [
      'an array that the run decides',
      task('params: [{name: l, type: array}]', 'ref: {name: compare}, params: [{name: x, value: ["$(params.l[*])"]}]'),
    ],
  ])('is none for a StepAction without a default and %s', (_, step) => {
    expect(found(action(required, '"$(params.x[1])"') + step)).toEqual([]);
  });

  it('is advice at the default while nothing uses it', () => {
    expect(found(action(x, '"$(params[\'x\'][3])"'))).toEqual(['TW584 StepAction spec.params.0.default']);
    const own = task(`params: [${x}]`, uses('"$(params.x[1])"'));
    expect(found(own)).toEqual(['TW584 Task spec.params.0.default']);
    expect(found(own + run('[{name: x, value: [a, b]}]'))).toEqual(['TW584 Task spec.params.0.default']);
    const pipeline = `---
apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: p}
spec:
  params: [${x}]
  tasks: [{name: a, taskRef: {name: t}, params: [{name: z, value: "$(params.x[2])"}]}]
`;
    expect(found(task('params: [{name: z}]', uses('$(params.z)')) + pipeline)).toEqual(['TW584 Pipeline spec.params.0.default']);
  });

  it('is one error where a run leaves the param out', () => {
    expect(found(task(`params: [${x}]`, uses('"$(params.x[1])"')) + run('[]'))).toEqual([expect.stringContaining('TW320 TaskRun')]);
  });

  it('is no matter of the default of a param that an embedded Task has itself', () => {
    const embedded = `{params: [{name: x, type: array}], steps: [{${uses('"$(params.x[1])"')}}]}`;
    const pipeline = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: p}
spec:
  params: [${x}]
  tasks:
    - {name: a, taskSpec: ${embedded}, params: [{name: x, value: ["$(params.x[0])", b]}]}
`;
    expect(found(pipeline)).toEqual([]);
  });
});
