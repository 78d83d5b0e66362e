import { run, write } from './run';

const good = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{image: busybox}]}\n';

it.each([
  ['invalid YAML', 'a: [', '0 objects checked, 1 error'],
  ['a tab as indentation', 'a:\n\tb: c\n', '0 objects checked, 1 error'],
  ['invalid YAML beside an object', `${good}---\na: [`, '1 object checked, 1 error'],
  ['an object without a kind, which is checked', 'apiVersion: tekton.dev/v1\nmetadata: {name: a}\n', '1 object checked, 1 error'],
])('the summary counts objects that were checked: %s', (name, text, summary) => {
  expect(run('validate', write(`summary-${name.length}.yaml`, text)).err).toContain(summary);
});
