import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chart } from 'cdk8s';
import * as library from '../../src';
import { checkYaml } from '../../src/extension/rules';
import { newChart, problemsOf } from '../support/app';

// biome-ignore lint/suspicious/noExplicitAny: as a plain JavaScript program sees it
const { CustomTask, Pipeline, PipelineRun, StepAction, Task } = library as any;

const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const task = (chart: Chart, id = 'build', more: object = {}) => new Task(chart, id, { steps: () => [{ ...run, ...more }] });
const pipeline = (chart: Chart, more: object = {}) => {
  const ci = new Pipeline(chart, 'ci', more);
  ci.add(task(chart));
  return ci;
};
const custom = (chart: Chart, more: object) =>
  pipeline(chart).add(new CustomTask('wait', { apiVersion: 'a/v1', kind: 'Wait', spec: {}, ...more }));

const METADATA = "expected an object such as { labels: { team: 'web' } }";
const OVERRIDES = 'expected an object of fields of the manifest';

describe('a part of a manifest that is no plain object is the only error of a program', () => {
  it.each<[string, (chart: Chart) => unknown, string]>([
    [
      'a number as metadata of a Pipeline',
      (chart) => pipeline(chart, { metadata: 5 }),
      `ci] TW288 metadata: ${METADATA}, found the number 5`,
    ],
    [
      'a Map as metadata of a StepAction',
      (chart) => new StepAction(chart, 'tag', { metadata: new Map([['a', 1]]), container: () => ({ image: 'a:1' }) }),
      `tag] TW288 metadata: ${METADATA}, found an object of class "Map"`,
    ],
    [
      'a construct as metadata of a custom task',
      (chart) => custom(chart, { metadata: chart }),
      `ci] TW288 wait metadata: ${METADATA}, found an object of class "Chart"`,
    ],
    [
      'a construct as the spec of a custom task',
      (chart) => custom(chart, { spec: task(chart, 'a') }),
      'ci] TW288 wait spec: expected an object of fields, found an object of class "Task"',
    ],
    [
      'a construct as the pod template of a run',
      (chart) => new PipelineRun(chart, 'run', { pipeline: pipeline(chart), podTemplate: chart }),
      `run] TW288 podTemplate: expected an object such as { nodeSelector: { disk: 'ssd' } }, found an object of class "Chart"`,
    ],
    [
      'a Date as overrides of a Pipeline',
      (chart) => pipeline(chart, { overrides: new Date(0) }),
      `ci] TW288 overrides: ${OVERRIDES}, found an object of class "Date"`,
    ],
    [
      'a number as overrides of a step',
      (chart) => task(chart, 'build', { overrides: 5 }),
      `build] TW288 steps.run.overrides: ${OVERRIDES}, found the number 5`,
    ],
  ])('%s', (_, program, message) => {
    const chart = newChart();
    program(chart);

    expect(problemsOf(chart)).toEqual([`[app/${message}`]);
  });
});

it('values of a condition that are no array are one error', () => {
  const chart = newChart();
  task(chart, 'build', { when: [{ input: 'a', operator: 'in', values: chart }] });

  expect(problemsOf(chart)).toEqual([expect.stringMatching(/when.*values: expected an array, such as values: \['main'\]/)]);
});

it('a lock file that cannot be read is one error of the policy that reads it, whatever number of objects an app has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'tekwire.lock'), '{');
  const cwd = jest.spyOn(process, 'cwd').mockReturnValue(folder);
  const chart = newChart();
  library.Policy.of(chart).add(library.pinImages());
  for (const name of ['a', 'b', 'c', 'd']) task(chart, name);
  const found = problemsOf(chart);
  cwd.mockRestore();
  rmSync(folder, { recursive: true });

  expect(found).toEqual([expect.stringMatching(/^\[app\/a\] TW286 .*tekwire\.lock: invalid JSON.*; the same at 3 more objects$/)]);
});

it.each<[string, object, RegExp]>([
  ['lint', { lint: 'TW5' }, /lint: expected true, false or an array of codes/],
  ['external', { external: 'Task/a' }, /external: expected an array of objects/],
  ['origin', { origin: 5 }, /origin: expected the name of the file/],
])('the option %s of the wrong type is an error of checkYaml', (_, options, message) => {
  expect(() => checkYaml('', options as never)).toThrow(message);
});
