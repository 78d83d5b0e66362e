import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { changedFiles, readTests, testsFor } from '../lib/changed-tests.mjs';

const tests = [
  { path: 'examples/cache/pipeline.test.ts', imports: new Set(['examples/cache/main.ts']) },
  { path: 'test/cli/lock/lock.test.ts', imports: new Set(['test/cli/run.ts', 'src/cli/main.ts']) },
  { path: 'test/cli/graph.test.ts', imports: new Set(['test/cli/run.ts']) },
  { path: 'test/refs/parse.test.ts', imports: new Set(['src/refs/index.ts']) },
  { path: 'test/rules/fixtures.test.ts', imports: new Set(['src/check/index.ts']) },
  { path: 'test/task/script.test.ts', imports: new Set() },
];

for (const [what, changed, wanted] of /** @type {const} */ ([
  ['a test', 'test/refs/parse.test.ts', ['test/refs/parse.test.ts']],
  ['a helper', 'test/cli/run.ts', ['test/cli/lock/lock.test.ts', 'test/cli/graph.test.ts']],
  ['a fixture', 'test/rules/TW101/bad.yaml', ['test/rules/fixtures.test.ts']],
  ['an example', 'examples/cache/main.ts', ['examples/cache/pipeline.test.ts']],
  ['a source', 'src/cli/lock/lock.ts', ['test/cli/lock/lock.test.ts']],
  ['a source that a test imports', 'src/cli/main.ts', ['test/cli/lock/lock.test.ts', 'test/cli/graph.test.ts']],
  ['a source without a folder of tests', 'src/check/group.ts', ['test/rules/fixtures.test.ts']],
  ['a source whose tests are elsewhere', 'src/script/words.ts', ['test/task/script.test.ts']],
  ['a door', 'src/index.ts', []],
  ['a golden', 'test/golden/catalogue/gosec.yaml', []],
  ['a page', 'docs/cli.md', []],
]))
  it(`${what} concerns ${wanted.length === 0 ? 'no test' : wanted.join(' and ')}`, () =>
    assert.deepEqual(testsFor([changed], tests), wanted));

it('sources of this project concern tests of it', () => {
  const all = readTests();

  for (const folder of ['cli/graph', 'findings/merge', 'script', 'task', 'rules/task', 'policy', 'catalogue/scanners'])
    assert.notDeepEqual(testsFor([`src/${folder}/anything.ts`], all), [], folder);
});

it('what is changed is what is not committed, and the last commit of the main branch or all commits of another', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-changed-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false'];
  const git = (/** @type {string[]} */ ...args) => spawnSync('git', [...identity, ...args], { cwd: folder });
  const commit = (/** @type {string} */ name) => {
    writeFileSync(join(folder, name), name);
    git('add', name);
    git('commit', '-qm', name);
  };
  assert.equal(await changedFiles(folder), undefined);
  git('init', '-q', '-b', 'main');
  commit('first');
  assert.deepEqual(await changedFiles(folder), []);
  commit('second file');
  assert.deepEqual(await changedFiles(folder), ['second file']);
  git('checkout', '-qb', 'topic');
  commit('third');
  commit('fourth');
  writeFileSync(join(folder, 'second file'), 'changed');
  writeFileSync(join(folder, 'new.ts'), '');
  assert.deepEqual(await changedFiles(folder), ['fourth', 'new.ts', 'second file', 'third']);
});
