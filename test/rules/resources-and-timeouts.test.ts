import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkYaml } from '../../src/extension/rules';
import { optionalAdvice } from '../../src/rules';

const task = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: t }\nspec: { steps: [{ name: s, image: busybox, script: ls }] }\n';
const pipeline = (last = '') =>
  `---\napiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: { name: p }\nspec: { tasks: [{ name: a, taskRef: { name: t } }]${last} }\n`;
const run = (more = '') =>
  `---\napiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: { name: r }\nspec: { pipelineRef: { name: p }${more} }\n`;
const last = ', finally: [{ name: z, timeout: 5m, taskRef: { name: t } }]';

const found = (yaml: string, code: string) => checkYaml(yaml, { lint: [code] }).flatMap((one) => (one.code === code ? [one.message] : []));

describe('containers without resources (TW540)', () => {
  it.each([
    ['a Task alone', task, 1],
    ['a Task of a Pipeline whose runs are elsewhere', task + pipeline(), 0],
    ['a Task of a run that sets nothing', task + pipeline() + run(), 1],
    [
      'a Task of a run that sets the resources of its pod',
      task + pipeline() + run(', taskRunSpecs: [{ pipelineTaskName: a, computeResources: { requests: { cpu: 100m } } }]'),
      0,
    ],
    [
      'a Task of a run that sets those of another task',
      task + pipeline(last) + run(', taskRunSpecs: [{ pipelineTaskName: z, computeResources: { requests: { cpu: 100m } } }]'),
      1,
    ],
    [
      'a Task of a run that sets those of its step',
      task +
        pipeline() +
        run(', taskRunSpecs: [{ pipelineTaskName: a, stepSpecs: [{ name: s, computeResources: { requests: { cpu: 100m } } }] }]'),
      0,
    ],
    [
      'a TaskRun that sets them',
      `${task}---\napiVersion: tekton.dev/v1\nkind: TaskRun\nmetadata: { name: r }\nspec: { taskRef: { name: t }, computeResources: { limits: { cpu: 1 } } }\n`,
      0,
    ],
  ])('%s', (_, yaml, count) => {
    expect(found(yaml, 'TW540')).toHaveLength(count);
  });
});

describe('tasks without a timeout (TW541)', () => {
  it.each([
    ['the run ends in any case', task + pipeline(), 0],
    ['finally tasks need time', task + pipeline(last), 1],
    ['finally tasks have time of their own', task + pipeline(last) + run(', timeouts: { pipeline: 1h, finally: 5m }'), 0],
    ['one of two runs leaves no time', task + pipeline(last) + run(', timeouts: { pipeline: 1h, finally: 5m }') + run(), 1],
    ['the run never ends', task + pipeline() + run(", timeouts: { pipeline: '0' }"), 1],
  ])('%s', (_, yaml, count) => {
    expect(found(yaml, 'TW541')).toHaveLength(count);
  });
});

it('reports nothing about our own output with every opt-in rule', () => {
  const golden = readFileSync(join(__dirname, '../golden/examples/golang-project/golang-project.k8s.yaml'), 'utf8');

  expect(checkYaml(golden, { lint: optionalAdvice })).toEqual([]);
});
