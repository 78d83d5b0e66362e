// Makes a release: `npm run release -- 0.2.0` writes the version and the section of CHANGELOG.md, packs the tarball and tries it in an empty folder.
// `npm run release -- try [TARBALL]` only tries a tarball; `npm run release -- notes 0.2.0` prints the section. Publishing is the host's work:
// .github/workflows/release.yaml runs for the tag and publishes with provenance, without a token.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { list, read, root } from './lib/project.mjs';
import { fail, must } from './lib/run.mjs';
import { released, releaseProblem, sectionOf } from './release/changelog.mjs';

const [action = '', argument] = process.argv.slice(2);
if (action === 'notes') printNotes(argument ?? '');
else if (action === 'try') await tryTarball(argument === undefined ? await pack() : resolve(argument));
else await release(action);

/** @param {string} version */
function printNotes(version) {
  console.log(sectionOf(read('CHANGELOG.md'), version) ?? fail(`CHANGELOG.md has no section ${version}`));
}

/** @param {string} wanted */
async function release(wanted) {
  const { version: current } = JSON.parse(read('package.json'));
  const problem = releaseProblem({ changelog: read('CHANGELOG.md'), current, wanted });
  if (problem !== undefined) fail(problem);
  if ((await must('git', ['status', '--porcelain'])) !== '') fail('the working tree has changes; commit them first');
  if (wanted !== current) {
    await must('npm', ['version', wanted, '--no-git-tag-version', '--ignore-scripts']);
    writeVersion(current, wanted);
  }
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(join(root, 'CHANGELOG.md'), released(read('CHANGELOG.md'), wanted, date));
  const tarball = await pack();
  // the programs of steps have the version in their first line
  await must(process.execPath, ['tools/generate/golden.mjs']);
  await tryTarball(tarball);
  console.log(`${tarball} works in an empty folder. Next:`);
  console.log(`  git commit -am "release: ${wanted}" && git tag v${wanted} && git push --follow-tags`);
}

/**
 * Writes the version where pages and docstrings show it.
 * @param {string} current
 * @param {string} wanted
 */
function writeVersion(current, wanted) {
  for (const path of ['README.md', ...list('docs', /\.md$/), 'src/plugin/tekton-validation.ts']) {
    const text = read(path);
    const changed = text
      .replaceAll(`version: ${current}`, `version: ${wanted}`)
      .replaceAll(`tekwire-${current}.tgz`, `tekwire-${wanted}.tgz`)
      .replaceAll(`v${current}\n`, `v${wanted}\n`);
    if (changed !== text) writeFileSync(join(root, path), changed);
  }
}

/** Packs into dist/ and returns the path of the tarball. */
async function pack() {
  const [packed] = JSON.parse(await must('npm', ['pack', '--json', '--silent', '--pack-destination', join(root, 'dist')]));
  return join(root, 'dist', packed.filename);
}

/**
 * What a new user does, in an empty folder: tekwire init, npm install, npm run build, tekwire doctor.
 * @param {string} tarball
 */
async function tryTarball(tarball) {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-release-'));
  try {
    const calls = [
      ['npx', '--yes', `--package=${tarball}`, '--', 'tekwire', 'init', '.'],
      ['npm', 'install', '--no-audit', '--no-fund'],
      ['npm', 'run', 'build'],
      ['npx', 'tekwire', 'validate', '--fail-on', 'warning', 'dist'],
    ];
    for (const [command = '', ...args] of calls) await must(command, args, { cwd: folder });
    if (!readFileSync(join(folder, 'dist/security.k8s.yaml'), 'utf8').includes('kind: Pipeline'))
      fail('the app of the tarball has no Pipeline');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
