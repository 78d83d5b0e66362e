import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { differences, findClone, problemsOfList, validateClone } from '../lib/corpus.mjs';
import { read } from '../lib/project.mjs';
import { must, node } from '../lib/run.mjs';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const NOTHING = { objects: 1, errors: {}, warnings: {} };

describe('the list of public repositories', () => {
  it('is well-formed', () => deepEqual(problemsOfList(JSON.parse(read('test/corpus/repositories.json'))), []));

  it('an address, a commit, a code and a count that are malformed are found', () => {
    const found = problemsOfList([
      { source: 'catalog', commit: COMMIT, ...NOTHING },
      { source: 'github:a/b', commit: 'main', ...NOTHING, errors: { TW1: 1 }, warnings: { TW560: 0 } },
      { source: 'github:a/b', commit: COMMIT, ...NOTHING, objects: 0 },
    ]);

    equal(found.length, 6, found.join('\n'));
  });

  it('a difference names the code and both counts', () => {
    const expected = { objects: 2, errors: { TW101: 1 }, warnings: { TW560: 1 } };
    const found = { objects: 3, errors: {}, warnings: { TW560: 1, TW561: 2 } };

    deepEqual(differences(expected, expected), []);
    deepEqual(differences(expected, found), [
      'objects: expected 2, found 3',
      'error TW101: expected 1, found 0',
      'warning TW561: expected 0, found 2',
    ]);
  });
});

describe('a repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-clones-'));
  const gitDir = join(folder, 'acme/tasks/.git');
  let commit = '';
  after(() => rmSync(folder, { recursive: true }));

  before(async () => {
    const files = join(folder, 'acme/tasks');
    const task = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: NAME}\nspec: STEPS\n';
    const write = (/** @type {string} */ path, /** @type {string} */ text) => {
      mkdirSync(dirname(join(files, path)), { recursive: true });
      writeFileSync(join(files, path), text);
    };
    write('task/a good/0.1/good.yaml', task.replace('NAME', 'good').replace('STEPS', '{steps: [{image: "busybox"}]}'));
    write('task/bad.yml', task.replace('NAME', 'bad').replace('STEPS', '{}'));
    write('vendor/x/bad.yaml', task.replace('NAME', 'worse').replace('STEPS', '[]'));
    write('broken/on-purpose.yaml', 'a: [');
    write('README.md', '# Tasks');
    const git = (/** @type {string[]} */ ...args) =>
      must('git', ['-C', files, '-c', 'user.name=a', '-c', 'user.email=a@a.example', ...args]);
    await git('init', '-q');
    await git('add', '-A');
    await git('commit', '-qm', 'tasks');
    commit = (await git('rev-parse', 'HEAD')).trim();
  });

  it('is checked at its commit, without foreign code and what is wrong on purpose', async () => {
    const repository = { source: 'github:acme/tasks', commit, without: ['broken'] };

    equal(await findClone(folder, repository), gitDir);
    deepEqual(await validateClone(gitDir, repository), { objects: 2, errors: { TW101: 1 }, warnings: {} });
    deepEqual(await validateClone(gitDir, { ...repository, folder: 'task/a good' }), { objects: 1, errors: {}, warnings: {} });
  });

  it('is skipped when it or the commit is missing, and so is all without a folder of clones', async () => {
    equal(await findClone(folder, { source: 'github:acme/tasks', commit: COMMIT }), undefined);
    equal(await findClone(folder, { source: 'github:acme/other', commit }), undefined);
    for (const TEKWIRE_CORPUS of ['', folder]) {
      const { code, output } = await node(['tools/corpus.mjs'], { env: { ...process.env, TEKWIRE_CORPUS } });

      equal(code, 77);
      match(output, /^skipped: .*\n$/m);
    }
  });
});
