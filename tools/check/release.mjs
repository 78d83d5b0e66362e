// Makes the next release of a clone of the last commit, up to publishing it to a registry on this machine: `node tools/check/release.mjs`.
// CI runs it, because the release packs, installs and runs the tarball.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { read, root } from '../lib/project.mjs';
import { must, report, run } from '../lib/run.mjs';
import { sectionOf } from '../release/changelog.mjs';

const folder = join(root, 'dist/release-check');
const { name, version: current } = JSON.parse(read('package.json'));
const next = current.replace(/\d+\.\d+$/, (/** @type {string} */ rest) => `${Number(rest.split('.')[0]) + 1}.0`);
/** The version of package.json is that of the next release until it has a section. */
const wanted = sectionOf(read('CHANGELOG.md'), current) === undefined ? current : next;
/** What a release may change. */
const changed = /^(CHANGELOG\.md|README\.md|package(-lock)?\.json|docs\/.*\.md|src\/plugin\/tekton-validation\.ts|test\/golden\/.*)$/;
/** @type {string[]} */
const problems = [];

try {
  await cloneProject();
  await refuses('the working tree has changes', () => writeFileSync(join(folder, 'notes.txt'), ''));
  rmSync(join(folder, 'notes.txt'));
  const output = await must(process.execPath, ['tools/release.mjs', wanted], { cwd: folder });
  await checkRelease(output);
  await refuses(`${wanted} has been released`);
  await publish(join(folder, `dist/${name}-${wanted}.tgz`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report(problems, `${wanted}: changelog, version, manifests, tarball in an empty folder, published to a registry of this machine`);

async function cloneProject() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await git('clone', '--quiet', '--depth=1', `file://${root}`, '.');
  await git('config', 'user.name', 'release');
  await git('config', 'user.email', 'release@example.org');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // .gitignore names the folder, not a link
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  const changelog = read('CHANGELOG.md');
  if ((sectionOf(changelog, 'Unreleased') ?? '') !== '') return;
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog.replace('## Unreleased\n', '## Unreleased\n\n### Added\n- a change\n'));
  await git('commit', '--quiet', '--all', '--message', 'a change');
}

/** @param {string[]} args */
function git(...args) {
  return must('git', args, { cwd: folder });
}

/**
 * @param {string} message
 * @param {() => void} [before]
 */
async function refuses(message, before = () => {}) {
  before();
  const { code, output } = await run(process.execPath, ['tools/release.mjs', wanted], { cwd: folder });
  if (code === 0 || !output.includes(message)) problems.push(`expected "${message}", found exit ${code}: ${output}`);
}

/** @param {string} output */
async function checkRelease(output) {
  /** @param {string} path */
  const file = (path) => readFileSync(join(folder, path), 'utf8');
  const [manifest, lock] = ['package.json', 'package-lock.json'].map((path) => JSON.parse(file(path)));
  if (manifest.version !== wanted || lock.version !== wanted)
    problems.push(`package.json has ${manifest.version}, its lock ${lock.version}`);
  if (manifest.scripts === undefined) problems.push('package.json has lost its scripts');
  if (!file('CHANGELOG.md').includes(`## ${wanted} - ${new Date().toISOString().slice(0, 10)}\n`))
    problems.push('CHANGELOG.md has no section of today');
  const paths = (await git('status', '--porcelain')).split('\n').map((line) => line.slice(3));
  problems.push(...paths.filter((path) => path !== '' && !changed.test(path)).map((path) => `the release changed ${path}`));
  const [, commands = ''] = /^ {2}(git .*)$/m.exec(output) ?? [];
  await must('bash', ['-euc', commands.replace(/ && git push.*/, '')], { cwd: folder });
  if ((await git('tag')).trim() !== `v${wanted}`) problems.push(`the printed commands make no tag v${wanted}: ${commands}`);
  const stale = await run('git', ['grep', '-nE', `${name}[ @-]v?${current.replaceAll('.', '\\.')}\\b`, '--', '.', ':!CHANGELOG.md'], {
    cwd: folder,
  });
  if (wanted !== current && stale.code === 0) problems.push(`the former version is left in:\n${stale.stdout}`);
  const notes = await must(process.execPath, ['tools/release.mjs', 'notes', wanted], { cwd: folder });
  if (!/^### \w+\n/m.test(notes)) problems.push(`the notes of the release are ${notes}`);
}

/**
 * Publishes as the workflow does, apart from the provenance, which only a workflow of the host has; then npm finds the version.
 * @param {string} tarball
 */
async function publish(tarball) {
  let published = '';
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'PUT') published = Buffer.concat(chunks).toString();
      const isKnown = request.method === 'PUT' || (published !== '' && request.url?.startsWith(`/${name}`));
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' }).end(isKnown ? published : '{}');
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const npmrc = join(folder, 'dist/npmrc');
  writeFileSync(npmrc, `registry=http://${host}/\n//${host}/:_authToken=none\n`);
  const env = { ...process.env, NPM_CONFIG_USERCONFIG: npmrc };
  try {
    await must('npm', ['publish', '--access', 'public', tarball], { cwd: folder, env });
    const latest = (await must('npm', ['view', name, 'dist-tags.latest'], { cwd: folder, env })).trim();
    if (latest !== wanted) problems.push(`the registry has ${latest} as the latest version`);
    const { scripts } = JSON.parse(published).versions[wanted];
    if (scripts !== undefined) problems.push('the published package has scripts, which npm would run');
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
