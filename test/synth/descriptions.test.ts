import { App, Chart } from 'cdk8s';
import * as tekwire from '../../src';
import { problemsOf } from '../support/app';

// biome-ignore lint/suspicious/noExplicitAny: as a program has them that no compiler reads
const { bash, Enricher, Pipeline, sh, Task } = tekwire as any;
const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };

it.each([
  ['a number as steps', { steps: 5 }, 'found the number 5'],
  ['a boolean as steps', { steps: true }, 'found true'],
  ['a number as params', { params: 5, steps: () => [step] }, 'found the number 5'],
  ['a string keeps its quotes', { steps: '5' }, 'found "5"'],
  ['a list', { steps: [step] }, 'found an array'],
])('a value of the wrong type is described with its type: %s', (_, props, message) => {
  const chart = new Chart(new App(), 'app');
  new Task(chart, 'build', props);

  expect(problemsOf(chart).join()).toContain(message);
});

it.each([
  ['no steps', {}, 'TW288 steps: expected a function that returns an array of steps, found undefined'],
  ['a list of steps', { steps: [step] }, 'TW288 steps: expected a function that returns an array of steps, found an array'],
  ['steps of nothing', { steps: () => undefined }, 'TW288 the return value of steps: expected an array of steps, found undefined'],
])('an Enricher with %s is described like a Task', (_, props, message) => {
  const chart = new Chart(new App(), 'app');
  new Enricher(chart, 'mine', props);

  expect(problemsOf(chart)).toEqual([expect.stringContaining(`[app/mine] ${message}`)]);
});

it.each([
  ['an unknown option', () => bash({ errExit: false })],
  ['an option of another shell', () => sh({ pipefail: false })],
  ['an option of another type', () => bash({ nounset: 'no' })],
])('a mistake in the options of a script has a field: %s', (_, script) => {
  const chart = new Chart(new App(), 'app');
  new Task(chart, 'build', { steps: () => [{ ...step, command: undefined, script: script()`true` }] });

  expect(problemsOf(chart)).toEqual([expect.stringMatching(/^\[app\/build\] TW(?:288|299) steps\.run\.script: (?:bash|sh)\b.*: \w/)]);
});

it('an undefined task in `after`, or condition in `when`, is described as one, with its index', () => {
  const chart = new Chart(new App(), 'app');
  const ci = new Pipeline(chart, 'ci');
  const task = new Task(chart, 'build', { steps: () => [step] });
  const built = ci.add(task);
  ci.add(task, { name: 'again', after: [built, undefined] });
  ci.add(task, { name: 'third', when: [undefined], after: [null] });

  expect(problemsOf(chart)).toEqual([
    '[app/ci] TW288 again after: expected an array of tasks that add returned, such as after: [built], found undefined at index 1',
    '[app/ci] TW288 third after: expected an array of tasks that add returned, such as after: [built], found null at index 0',
    expect.stringMatching(/^\[app\/ci\] TW288 third when: expected an array of conditions, .* found undefined at index 0$/),
  ]);
});
