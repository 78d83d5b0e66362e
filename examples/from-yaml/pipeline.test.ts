import 'tekwire/testing/jest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { layersOf, taskNamed } from 'tekwire/testing';
import { parse } from 'yaml';
import { migration } from './pipeline';

const chart = new Chart(new App(), 'test');
const { pipeline, nightly } = migration(chart);

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('emits the Task of the file as it is', () => {
  const { spec } = parse(readFileSync(join(__dirname, 'tasks/build.yaml'), 'utf8'));

  expect(taskNamed(chart, 'build').spec).toEqual(spec);
});

it('wires it like a Task of the program', () => {
  expect(layersOf(pipeline)).toEqual([['clone'], ['build'], ['sign']]);
  expect(layersOf(nightly)).toEqual([['build']]);
});
