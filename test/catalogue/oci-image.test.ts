import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { SecurityPipeline } from '../../src';
import { Grype, OciImage, type OciImageProps, SeverityGate, Syft, Trivy } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import { runStep } from '../../src/testing';
import { mistakeOf, newChart, problemsOf } from '../support/app';

const hasSkopeo = spawnSync('skopeo', ['--version']).status === 0;
const withSkopeo = hasSkopeo ? it : it.skip;

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}` as const;
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

const blobs = new Map<string, { readonly bytes: Buffer; readonly type: string }>();
let server: Server;
let registry: string;
let asked: string[] = [];

function put(content: Buffer | object, type: string) {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  blobs.set(digestOf(bytes), { bytes, type });
  return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
}

/** An image of one layer for the architecture. */
function imageFor(architecture: string) {
  const layer = Buffer.alloc(10_240);
  const config = put(
    { architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [digestOf(layer)] }, config: {} },
    'application/vnd.oci.image.config.v1+json',
  );
  const layers = [put(gzipSync(layer), 'application/vnd.oci.image.layer.v1.tar+gzip')];
  return put({ schemaVersion: 2, mediaType: MANIFEST, config, layers }, MANIFEST);
}

const amd64 = imageFor('amd64');
const arm64 = imageFor('arm64');
const index = put(
  {
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [
      { ...amd64, platform: { os: 'linux', architecture: 'amd64' } },
      { ...arm64, platform: { os: 'linux', architecture: 'arm64' } },
    ],
  },
  INDEX,
);
const PASSWORD = Buffer.from('me:secret').toString('base64');

// the part of the distribution specification that a pull needs; below /private/ it asks for a password
beforeAll(async () => {
  server = createServer(({ url = '', headers, method }, response) => {
    asked.push(`${method} ${url}`);
    const digest = /sha256:[0-9a-f]{64}$/.exec(url)?.[0];
    const found =
      digest === undefined ? undefined : blobs.get(url.includes('/changed/') && url.includes('/manifests/') ? arm64.digest : digest);
    const isOpen = url === '/v2/' ? !isPrivate : !url.includes('/private/') || headers.authorization === `Basic ${PASSWORD}`;
    if (!isOpen && headers.authorization !== `Basic ${PASSWORD}`)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="tests"' }).end();
    else if (url === '/v2/') response.writeHead(200).end('{}');
    else if (found === undefined)
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    else
      response
        .writeHead(200, { 'content-type': found.type, 'content-length': found.bytes.length })
        .end(method === 'HEAD' ? undefined : found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
let isPrivate = false;
beforeEach(() => {
  asked = [];
  isPrivate = false;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function pulled(
  props: OciImageProps = {},
  params: { repository?: string; digest?: string } = {},
  secret?: Readonly<Record<string, string>>,
) {
  return runStep(new OciImage(newChart(), 'web', { insecure: true, ...props }), 'pull', {
    params: { repository: params.repository ?? `${registry}/acme/web`, digest: params.digest ?? amd64.digest },
    ...(secret && { workspaces: { 'docker-config': secret } }),
  });
}

const sources = 'source/00000000-0000-4000-8000-000000000000/sources/web';
const blobOf = (digest: string) => `${sources}/blobs/${digest.replace(':', '/')}`;

describe('an image', () => {
  withSkopeo('is pulled by its digest to an OCI layout, with the marks of complete sources', async () => {
    const { exitCode, stderr, results, files } = await pulled();

    expect([exitCode, stderr]).toEqual([0, '']);
    expect(results).toEqual({ path: sources.slice('source/'.length), url: `${registry}/acme/web@${amd64.digest}`, commit: amd64.digest });
    expect(JSON.parse(files[`${sources}/index.json`] ?? '')).toMatchObject({ manifests: [{ digest: amd64.digest }] });
    expect(files[blobOf(amd64.digest)]).toBe(blobs.get(amd64.digest)?.bytes.toString());
    expect(JSON.parse(files[`${sources}.json`] ?? '')).toMatchObject({ commit: amd64.digest, files: true });
    expect(files[`${sources}.files`]).toContain(`${blobs.get(amd64.digest)?.bytes.length} blobs/${amd64.digest.replace(':', '/')}\n`);
  });

  withSkopeo('of several platforms is pulled for the one that is wanted', async () => {
    const [first, second] = [
      await pulled({}, { digest: index.digest }),
      await pulled({ platform: 'linux/arm64' }, { digest: index.digest }),
    ];

    expect(first.results.commit).toBe(index.digest);
    expect(Object.keys(first.files)).toContain(blobOf(amd64.digest));
    expect(Object.keys(second.files)).toContain(blobOf(arm64.digest));
    expect(Object.keys(second.files)).not.toContain(blobOf(amd64.digest));
  });

  withSkopeo('that is not the one of the digest is refused', async () => {
    const { exitCode, files, stderr } = await pulled({}, { repository: `${registry}/changed/web` });

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('does not match')]);
    expect(Object.keys(files).filter((path) => path.endsWith('web.json'))).toEqual([]);
  });

  withSkopeo('of a private registry needs the workspace with its credentials', async () => {
    const config = JSON.stringify({ auths: { [registry]: { auth: PASSWORD } } });
    const repository = `${registry}/private/web`;
    isPrivate = true;

    expect((await pulled({}, { repository }, { '.dockerconfigjson': config })).exitCode).toBe(0);
    expect((await pulled({}, { repository }, { 'config.json': config })).exitCode).toBe(0);
    expect(await pulled({}, { repository })).toMatchObject({ exitCode: 1 });
    expect(await pulled({}, { repository }, { other: '' })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('neither .dockerconfigjson nor'),
    });
  });

  it.each([
    ['a tag', 'latest', 'the digest latest is not sha256: and 64 digits'],
    ['a short digest', 'sha256:abc', 'the digest sha256:abc is not'],
    ['a digest with other letters', `sha256:${'g'.repeat(64)}`, 'is not sha256: and 64 digits'],
  ])('is not pulled by %s', async (_, digest, message) => {
    const { exitCode, stderr } = await pulled({}, { digest });

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(asked).toEqual([]);
  });

  it.each(['', '-v', 'acme/web@sha256', 'acme/web:latest', 'acme/$(id)', 'acme/web/'])(
    'of the repository "%s" is not pulled',
    async (repository) => {
      const { exitCode, stderr } = await pulled({}, { repository });

      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is not a host and a path without tag and digest')]);
      expect(asked).toEqual([]);
    },
  );
});

describe('an image in a pipeline', () => {
  it('is scanned by scanners of images, whose canary stays a folder', () => {
    const chart = newChart();
    const trivy = new Trivy(chart, 'trivy', { input: 'image' });
    const grype = new Grype(chart, 'grype', { input: 'image' });
    const syft = new Syft(chart, 'syft', { input: 'image' });
    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new OciImage(chart, 'web', { repository: 'ghcr.io/acme/web' }),
      producers: [trivy, grype],
      sboms: [syft],
      consumers: [new SeverityGate(chart, 'gate')],
    });
    const argsOf = ({ spec }: { spec: unknown }, name: string) => (spec as TaskSpec).steps.find((step) => step.name === name)?.args ?? [];

    expect([argsOf(trivy, 'scan')[0], argsOf(trivy, 'scan').slice(-2)]).toEqual(['image', ['--input', '.']]);
    expect([argsOf(trivy, 'canary')[0], argsOf(trivy, 'canary').slice(-1)]).toEqual(['fs', ['/scratch/canary']]);
    expect(argsOf(grype, 'scan')[0]).toBe('oci-dir:.');
    expect(JSON.stringify((syft.spec as TaskSpec).steps)).toContain('"oci-dir:."');
    expect(pipeline.spec.params?.map(({ name }) => name)).toEqual(['digest', 'fail-on']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'a tag in the repository',
      { repository: 'ghcr.io/acme/web:1.2' },
      'repository: expected a host and a repository without tag and digest',
    ],
    ['a short digest', { digest: 'sha256:12' }, 'digest: expected "sha256:" and 64 digits'],
    ['a platform of one word', { platform: 'amd64' }, 'platform: expected an operating system and an architecture'],
  ])('refuses %s', (_, props, message) => {
    expect(mistakeOf((chart) => new OciImage(chart, 'web', props as OciImageProps))).toContain(message);
  });
});
