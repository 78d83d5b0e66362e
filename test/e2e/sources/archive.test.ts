import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { checksumOf, makeArchive, tarOf } from '../../support/archives';
import { deleteNamespace } from '../kubectl';
import { log, type RunOutcome, runToEnd } from '../outcome';
import { install, runsByName } from '../perform';
import { runOnClaim } from '../read-claim';
import { TOKEN } from '../repository';
import { fileServerOf, serveFiles } from '../served/file-server';

const NAMESPACE = 'tekwire-e2e-archive';
const RELEASE = tarOf({
  'web-1.2/main.go': 'package main\n',
  'web-1.2/docs/a guide.md': '# web\n',
  'web-1.2/deploy.env': `# settings\nTOKEN=${TOKEN}\n`,
  'web-1.2/.git/config': '[core]\n\tsshCommand = touch /tmp/evil\n',
});
const CLIMBING = makeArchive("tar([entry('a', b'x'), entry('a/../../../evil', b'x')])");
const LINKED = makeArchive("tar([entry('out', type=tarfile.SYMTYPE, linkname='../../..'), entry('out/evil', b'x')])");

const archives: Readonly<Record<string, { readonly bytes: Buffer; readonly checksum?: string }>> = {
  release: { bytes: RELEASE },
  changed: { bytes: RELEASE, checksum: checksumOf(Buffer.from('another release')) },
  climbing: { bytes: CLIMBING },
  linked: { bytes: LINKED },
};

describe('an archive that a pod fetches by https', () => {
  let outcomes: Readonly<Record<string, RunOutcome>> = {};
  beforeAll(async () => {
    const params = Object.entries(archives).map(([name, { bytes, checksum = checksumOf(bytes) }]) => {
      return [name, { url: `${fileServerOf(NAMESPACE)}/${name}.tar.gz`, checksum }] as const;
    });
    process.env.E2E_ARCHIVES = JSON.stringify(Object.fromEntries(params));
    const files = synthesise(join(__dirname, '../programs/archive.ts'));
    const served = Object.entries(archives).map(([name, { bytes }]) => [`/${name}.tar.gz`, bytes] as const);
    await install(NAMESPACE, files, () => serveFiles(NAMESPACE, Object.fromEntries(served)));
    const ended = Object.entries(runsByName(files)).map(async ([name, run]) => [name, await runToEnd(NAMESPACE, run)] as const);
    outcomes = Object.fromEntries(await Promise.all(ended));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('is unpacked without its top folder and without .git, and scanned: the gate reports the secret in it', async () => {
    const { succeeded, tasks } = outcomes.release as RunOutcome;
    const failed = Object.keys(tasks).filter((name) => tasks[name]?.succeeded === false);
    const uid = String(tasks.archive?.results.path).split('/')[0];
    const sources = await runOnClaim(NAMESPACE, tasks.archive?.claims.source ?? '', ['find', `${uid}/sources`, '-type', 'f']);

    expect([succeeded, failed]).toEqual([false, ['gate']]);
    expect(tasks.gate && (await log(NAMESPACE, tasks.gate))).toMatch(
      /- 1 new finding at or above "high"\n {2}high {2}github-pat {2}deploy\.env:2/,
    );
    expect(tasks.archive?.results).toMatchObject({
      path: `${uid}/sources/archive`,
      url: `${fileServerOf(NAMESPACE)}/release.tar.gz`,
      commit: checksumOf(RELEASE),
      languages: expect.objectContaining({ go: 'true', python: 'false' }),
    });
    expect(sources.trim().split('\n').sort()).toEqual(
      ['.files', '.json', '.owner', '/deploy.env', '/docs/a guide.md', '/main.go'].map((end) => `${uid}/sources/archive${end}`),
    );
  });

  it.each([
    ['changed', `has the checksum ${checksumOf(RELEASE)}, expected sha256:`],
    ['climbing', 'the archive has a path that leads out of it: a/../../../evil'],
    ['linked', "the archive has a link that leads out of it: 'out' -> '../../..'"],
  ])('fails the run before anything is scanned, and leaves nothing: %s', async (name, message) => {
    const { succeeded, tasks, message: reason } = outcomes[name] as RunOutcome;
    const left = await runOnClaim(NAMESPACE, tasks.archive?.claims.source ?? '', ['find', '.', '-type', 'f', '-o', '-type', 'l']);

    expect([succeeded, Object.keys(tasks), tasks.archive?.exitCodes]).toEqual([false, ['archive'], { fetch: 1 }]);
    expect(tasks.archive && (await log(NAMESPACE, tasks.archive))).toContain(message);
    expect(reason).toContain('Failed: 1');
    expect(left).not.toMatch(/evil|main\.go|archive\.json|unpacked\//);
  });
});
