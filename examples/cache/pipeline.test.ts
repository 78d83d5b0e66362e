import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { runStep } from 'tekwire/testing';
import { cached } from './pipeline';

const chart = new Chart(new App(), 'test');
const { test } = cached(chart);
// stands for npm: it installs one package
const commands = { npm: 'echo "npm $*"; mkdir -p node_modules/a && echo a > node_modules/a/index.js' };
const source = { 'package-lock.json': '{ "lockfileVersion": 3 }\n' };

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('installs the packages in the first run, and takes them from the cache in the second', async () => {
  const first = await runStep(test, 'packages', { workspaces: { source, cache: {} }, commands });
  const kept = Object.entries(first.files).filter(([path]) => path.startsWith('cache/'));
  const cache = Object.fromEntries(kept.map(([path, content]) => [path.slice('cache/'.length), content]));
  const second = await runStep(test, 'packages', { workspaces: { source, cache }, commands });

  expect(first.stdout).toContain('npm ci');
  expect(second.stdout).toBe('packages of an earlier run\n');
  expect(second.files['source/node_modules/a/index.js']).toBe('a\n');
});

it('installs the packages of another lock file again', async () => {
  const cache = { '0123/a/index.js': 'old\n' };

  const { stdout } = await runStep(test, 'packages', { workspaces: { source, cache }, commands });

  expect(stdout).toContain('npm ci');
});

it('works without a cache', async () => {
  const { exitCode, files } = await runStep(test, 'packages', { workspaces: { source }, commands });

  expect(exitCode).toBe(0);
  expect(Object.keys(files)).toEqual(['source/node_modules/a/index.js']);
});
