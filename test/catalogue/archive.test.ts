import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { SecurityPipeline } from '../../src';
import { Archive, type ArchiveProps, Gitleaks, SeverityGate } from '../../src/catalogue';
import { runStep } from '../../src/testing';
import { mistakeOf, newChart, problemsOf } from '../support/app';
import { checksumOf, makeArchive } from '../support/archives';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-archive-'));
const certificate = join(folder, 'certificate.pem');
const files = new Map<string, Buffer>();
let server: Server;
let origin: string;

beforeAll(async () => {
  const key = join(folder, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '1', ...subject],
    {
      stdio: 'ignore',
    },
  );
  server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, ({ url = '' }, response) => {
    const path = url.slice(1).split('?')[0] ?? '';
    if (path.startsWith('to-'))
      return void response
        .writeHead(302, { location: path === 'to-http' ? 'http://localhost:1/web.tar' : `${origin}/${path.slice(3)}` })
        .end();
    const found = files.get(path);
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Serves the archive and runs the step of the component. */
function fetched(name: string, bytes: Buffer, props: ArchiveProps = {}, given: { url?: string; checksum?: string } = {}) {
  files.set(name, bytes);
  const params = { url: given.url ?? `${origin}/${name}`, checksum: given.checksum ?? checksumOf(bytes) };
  return runStep(new Archive(newChart(), 'release', props), 'fetch', { params, env: { SSL_CERT_FILE: certificate } });
}

const web =
  "[entry('web-1.2/main.go', b'package main'), entry('web-1.2/docs/a b.md', b'# web'), entry('web-1.2/link', type=tarfile.SYMTYPE, linkname='docs/a b.md')]";
const uid = '00000000-0000-4000-8000-000000000000';
const sources = `${uid}/sources/release`;

describe('an archive of sources', () => {
  it.each(['w', 'w:gz', 'w:bz2', 'w:xz'])('is unpacked without its top folder: tar, %s', async (mode) => {
    const bytes = makeArchive(`tar(${web}, '${mode}')`);
    const { exitCode, results, files: written, stderr } = await fetched('web.tar', bytes);

    expect([exitCode, stderr]).toEqual([0, '']);
    expect(results).toMatchObject({
      path: sources,
      url: `${origin}/web.tar`,
      commit: checksumOf(bytes),
      languages: { go: 'true', java: 'false' },
    });
    expect(written[`source/${sources}/main.go`]).toBe('package main');
    expect(written[`source/${sources}/docs/a b.md`]).toBe('# web');
    expect(written[`source/${sources}.files`]).toBe('5 docs/a b.md\n12 main.go\n');
    expect(JSON.parse(written[`source/${sources}.json`] ?? '')).toEqual({ commit: checksumOf(bytes), taskRun: uid, files: true });
    expect(Object.keys(written).filter((path) => /archive|unpacked/.test(path))).toEqual([]);
  });

  it('is unpacked from a zip file, and keeps a top folder that is not alone or is wanted', async () => {
    const zip = makeArchive("with zipfile.ZipFile(path, 'w') as z: z.writestr('web-1.2/main.py', 'print()')");
    const two = makeArchive("tar([entry('a/main.go', b'a'), entry('README.md', b'r')])");

    expect((await fetched('web.zip', zip)).files[`source/${sources}/main.py`]).toBe('print()');
    expect((await fetched('web.zip', zip, { keepTopFolder: true })).files[`source/${sources}/web-1.2/main.py`]).toBe('print()');
    expect(Object.keys((await fetched('two.tar', two)).files)).toEqual(
      expect.arrayContaining([`source/${sources}/a/main.go`, `source/${sources}/README.md`]),
    );
  });

  it('is unpacked without .git, whose configuration could name programs', async () => {
    const bytes = makeArchive(
      "tar([entry('.git/config', b'[core]'), entry('sub/.GIT/config', b'[core]'), entry('main.go', b'package main')])",
    );
    const { files: written, stdout } = await fetched('git.tar', bytes);

    expect(Object.keys(written).filter((path) => /\.git\//i.test(path))).toEqual([]);
    expect(stdout).toContain('without 2 of .git');
  });

  it('of another checksum is not unpacked, whether changed or truncated', async () => {
    const bytes = makeArchive(`tar(${web})`);
    const other = await fetched('web.tar', bytes, {}, { checksum: `sha256:${'0'.repeat(64)}` });
    const cut = await fetched('cut.tar', bytes.subarray(0, 60));

    expect([other.exitCode, other.stderr]).toEqual([
      1,
      expect.stringContaining(`has the checksum ${checksumOf(bytes)}, expected sha256:000`),
    ]);
    expect(Object.keys(other.files).filter((path) => path.includes('main.go') || path.endsWith('.json'))).toEqual([]);
    expect([cut.exitCode, cut.stderr]).toEqual([1, expect.stringMatching(/^(cannot unpack the archive|the archive is neither)/)]);
  });

  it.each([
    ['http', () => 'http://localhost/web.tar', 'is not one of https'],
    ['a redirect to http', () => `${origin}/to-http`, 'http://localhost:1/web.tar is not one of https'],
    ['a file', () => 'file:///etc/passwd', 'is not one of https'],
    ['credentials', () => 'https://me:secret@localhost/web.tar', 'the url has credentials'],
    ['nothing there', () => `${origin}/missing?token=abc`, 'missing: HTTP Error 404'],
  ])('is not fetched by %s', async (_, url, message) => {
    const { exitCode, stderr } = await fetched('web.tar', makeArchive(`tar(${web})`), {}, { url: url() });

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(stderr).not.toMatch(/secret|token=abc/);
  });

  it('is fetched by a redirect to https', async () => {
    const { exitCode } = await fetched('web.tar', makeArchive(`tar(${web})`), {}, { url: `${origin}/to-web.tar` });

    expect(exitCode).toBe(0);
  });
});

describe('a hostile archive ends the task and leaves nothing outside', () => {
  it.each([
    ['a path that climbs out', "tar([entry('../evil', b'x')])", 'a path that leads out of it: ../evil'],
    ['a path that climbs out later', "tar([entry('a/../../evil', b'x')])", 'a path that leads out of it'],
    ['an absolute path', "tar([entry('/tmp/evil', b'x')])", 'an absolute path: /tmp/evil'],
    [
      'a link to an absolute path',
      "tar([entry('a', type=tarfile.SYMTYPE, linkname='/etc')])",
      "a link that leads out of it: 'a' -> '/etc'",
    ],
    ['a link that climbs out', "tar([entry('a/b', type=tarfile.SYMTYPE, linkname='../../..')])", 'a link that leads out of it'],
    ['a hard link out of it', "tar([entry('a', type=tarfile.LNKTYPE, linkname='../../etc/passwd')])", 'a link that leads out of it'],
    [
      'a link to a link that leads out in two steps',
      "tar([entry('d/e/x', b'x'), entry('a', type=tarfile.SYMTYPE, linkname='d/e'), entry('d/e/b', type=tarfile.SYMTYPE, linkname='../..'), entry('c', type=tarfile.SYMTYPE, linkname='a/b/../..')])",
      'leads out|outside',
    ],
    [
      'a file written through a link',
      "tar([entry('a', type=tarfile.SYMTYPE, linkname='b/../../..'), entry('a/evil', b'x')])",
      'a link that leads out of it',
    ],
    ['a device', "tar([entry('null', type=tarfile.CHRTYPE, devmajor=1, devminor=3)])", 'neither a file, a folder nor a link'],
    ['a pipe', "tar([entry('pipe', type=tarfile.FIFOTYPE)])", 'neither a file, a folder nor a link'],
    ['a name with a line end', "tar([entry('a\\nb', b'x')])", 'a control character'],
    ['nothing', 'tar([])', 'the archive is empty'],
    ['nothing but .git', "tar([entry('.git/config', b'x')])", 'the archive is empty'],
    ['no archive', "open(path, 'wb').write(b'hello')", 'neither a tar nor a zip'],
    ['a zip path that climbs out', "with zipfile.ZipFile(path, 'w') as z: z.writestr('../evil', 'x')", 'a path that leads out of it'],
    ['an absolute zip path', "with zipfile.ZipFile(path, 'w') as z: z.writestr('/tmp/evil', 'x')", 'an absolute path'],
    [
      'a zip link',
      "z = zipfile.ZipFile(path, 'w'); i = zipfile.ZipInfo('a'); i.external_attr = 0o120777 << 16; z.writestr(i, '/etc'); z.close()",
      'neither a file nor a folder',
    ],
  ])('%s', async (_, program, message) => {
    const { exitCode, stderr, files: written } = await fetched('hostile', makeArchive(program));

    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(new RegExp(message.replace(/[.$()]/g, '\\$&')))]);
    expect(stderr).not.toContain('Traceback');
    expect(Object.keys(written).filter((path) => /evil$|\.json$/.test(path))).toEqual([]);
  });

  it.each([
    ['too much unpacked', "tar([entry('zeros', bytes(3_000_000))])", { maxSize: Size.mebibytes(1) }, 'bytes unpacked; set maxSize'],
    [
      'too much in a zip file',
      "z = zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED); z.writestr('zeros', bytes(3_000_000)); z.close()",
      { maxSize: Size.mebibytes(1) },
      'bytes unpacked; set maxSize',
    ],
    [
      'too much to fetch',
      "import random; tar([entry('noise', random.Random(1).randbytes(2_000_000))])",
      { maxSize: Size.mebibytes(1) },
      'is larger than 1048576 bytes; set maxSize',
    ],
    ['too many entries', "tar([entry(str(i), b'x') for i in range(30)])", { maxFiles: 20 }, 'more than 20 entries; set maxFiles'],
  ])('%s', async (_, program, props, message) => {
    const { exitCode, stderr } = await fetched('large', makeArchive(program), props);

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('an archive in a pipeline', () => {
  it('is a source like a clone, whose preset values no param of the pipeline repeats', () => {
    const chart = newChart();
    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new Archive(chart, 'release', { url: 'https://downloads.acme.example/web.tgz' }),
      producers: [new Gitleaks(chart, 'gitleaks').in({ languages: ['go'] })],
      consumers: [new SeverityGate(chart, 'gate')],
    });

    expect(pipeline.spec.params?.map(({ name }) => name)).toEqual(['checksum', 'fail-on']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an address of http', { url: 'http://downloads.acme.example/web.tgz' }, 'url: expected an address of https'],
    ['credentials', { url: 'https://a:b@acme.example/web.tgz' }, 'found one with credentials'],
    ['a short checksum', { checksum: 'sha256:abc' }, 'checksum: expected "sha256:" and 64 digits'],
    ['a checksum of another kind', { checksum: 'd41d8cd98f00b204e9800998ecf8427e' }, 'checksum: expected "sha256:" and 64 digits'],
    ['a size as a number', { maxSize: 5 }, 'maxSize: expected a Size'],
    ['no file at all', { maxFiles: 0 }, 'maxFiles: expected a whole number above 0'],
  ])('refuses %s', (_, props, message) => {
    expect(mistakeOf((chart) => new Archive(chart, 'release', props as ArchiveProps))).toContain(message);
  });
});
