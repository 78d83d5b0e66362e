import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Brakeman, Gosec, Kics, Summary, Trivy } from '../../../src/catalogue';
import { comparedWithShipped } from '../../../src/cli/fetch/shipped-digests';
import { catalogueImages } from '../../../src/lock';
import type { TaskSpec } from '../../../src/spec';
import { DockerRegistry, hasRegistry } from '../../catalogue/runtime/docker-registry';
import { newChart } from '../../support/app';
import { FakeRegistry } from '../registry';
import { runAsync } from '../run';
import { stopServers } from '../servers';

const images = Object.keys(catalogueImages);

/** Writes an image of one platform to a real registry; gives its digest. */
async function push(host: string, repository: string, tag: string, build = ''): Promise<string> {
  const config = Buffer.from(
    JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: { name: `${repository}:${tag}`, build } } }),
  );
  const digest = digestOf(config);
  const started = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST' });
  const target = new URL(started.headers.get('location') ?? '', `http://${host}`);
  target.searchParams.set('digest', digest);
  await fetch(target, { method: 'PUT', body: config });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length },
    layers: [],
  });
  const headers = { 'content-type': 'application/vnd.oci.image.manifest.v1+json' };
  const { status } = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, { method: 'PUT', headers, body: manifest });
  if (status !== 201) throw new Error(`the registry refuses ${repository}:${tag}: ${status}`);
  return digestOf(Buffer.from(manifest));
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

it('the table of images has the images of all components, and no digest that is not one', () => {
  expect(images).toEqual(expect.arrayContaining(['ghcr.io/securego/gosec:2.28.0', 'docker.io/openpolicyagent/opa:1.19.1-debug']));
  expect(Object.values(catalogueImages).filter((digest) => !/^(sha256:[0-9a-f]{64})?$/.test(digest))).toEqual([]);
});

(hasRegistry ? it : it.skip)(
  'one command locks every image of the catalogue, from a mirror',
  async () => {
    const registry = new DockerRegistry();
    await registry.start();
    try {
      const pushed = new Map<string, string>();
      for (const image of images) {
        const [, host = '', path = '', tag = ''] = /^([^/]+)\/(.*):([^:]+)$/.exec(image) ?? [];
        pushed.set(image, await push(registry.host, `${host}/${path}`, tag));
      }
      const file = join(mkdtempSync(join(tmpdir(), 'tekwire-catalogue-')), 'tekwire.lock');
      const hosts = new Set(images.map((image) => image.split('/')[0]));
      const mirrors = [...hosts].flatMap((host) => ['--mirror', `${host}=${registry.host}/${host}`]);

      const { code, out, err } = await runAsync('lock', '--file', file, ...mirrors, 'catalogue');

      expect([code, err]).toEqual([0, []]);
      const shipped = Object.values(catalogueImages).filter((digest) => digest !== '').length;
      expect(out).toContain(
        `0 digests that tekwire ships are those of the registries, ${shipped} are not; it ships none for ${images.length - shipped} images`,
      );
      expect(JSON.parse(readFileSync(file, 'utf8')).images).toEqual(Object.fromEntries(pushed));
    } finally {
      await registry.remove();
    }
  },
  60_000,
);

(hasRegistry ? it : it.skip)(
  'a digest that tekwire ships and the registry does not name for the tag is told of, and whether the registry has it',
  async () => {
    const registry = new DockerRegistry();
    await registry.start();
    try {
      const moved = await push(registry.host, 'hub/acme/moved', '1', 'first');
      const found = {
        same: await push(registry.host, 'hub/acme/same', '1'),
        moved: await push(registry.host, 'hub/acme/moved', '1', 'second'),
        unknown: await push(registry.host, 'hub/acme/unknown', '1'),
        none: await push(registry.host, 'hub/acme/none', '1'),
      };
      const unknown = `sha256:${'ab'.repeat(32)}`;
      const nameOf = (name: string) => `docker.io/acme/${name}:1`;

      const lines = await comparedWithShipped(
        Object.entries(found).map(([name, digest]) => ({ image: nameOf(name), digest })),
        { 'docker.io': `${registry.host}/hub` },
        { [nameOf('same')]: found.same, [nameOf('moved')]: moved, [nameOf('unknown')]: unknown, [nameOf('none')]: '' },
      );

      expect(lines).toEqual([
        `! docker.io/acme/moved:1: tekwire ships ${moved}, which the registry has, too: the tag was moved, as it is when an image is built again`,
        `! docker.io/acme/unknown:1: tekwire ships ${unknown}, which the registry does not have: it is wrong, or was deleted`,
        '1 digests that tekwire ships are those of the registries, 2 are not; it ships none for 1 images',
      ]);
    } finally {
      await registry.remove();
    }
  },
  60_000,
);

describe('from a mirror with some images of the catalogue', () => {
  const node = 'docker.io/library/node:22.23.3-alpine3.24';
  const registry = new FakeRegistry();
  beforeAll(() => registry.start());
  afterAll(stopServers);

  it('one command locks these, compares them, and names the others', async () => {
    const digest = registry.push('library/node', '22.23.3-alpine3.24', { layers: [] });
    const file = join(mkdtempSync(join(tmpdir(), 'tekwire-catalogue-')), 'tekwire.lock');
    const mirrors = ['docker.io', 'ghcr.io', 'quay.io'].flatMap((host) => ['--mirror', `${host}=${registry.host}`]);

    const { code, out, err } = await runAsync('lock', '--file', file, ...mirrors, 'catalogue');

    expect(code).toBe(3);
    expect(JSON.parse(readFileSync(file, 'utf8')).images).toEqual({ [node]: digest });
    expect(out).toContain(
      `! ${node}: tekwire ships ${catalogueImages[node]}, which the registry does not have: it is wrong, or was deleted`,
    );
    expect(err).toHaveLength(images.length);
    expect(err.at(-1)).toContain(`${images.length - 1} images of the catalogue are not locked`);
  });

  it('with none of them nothing is written', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tekwire-catalogue-')), 'tekwire.lock');
    const mirrors = ['docker.io', 'ghcr.io', 'quay.io'].flatMap((host) => ['--mirror', `${host}=${registry.host}/nothing`]);

    const { code } = await runAsync('lock', '--file', file, ...mirrors, 'catalogue');

    expect([code, existsSync(file)]).toEqual([3, false]);
  });
});

it('a mirror that is none is an error of usage', async () => {
  const { code, err } = await runAsync('lock', '--mirror', 'docker.io', 'catalogue');

  expect(code).toBe(2);
  expect(err[0]).toContain('--mirror "docker.io": expected REGISTRY=MIRROR, as in docker.io=registry.acme.example/docker');
});

describe('with a digest in tekwire.lock', () => {
  const digest = `sha256:${'ab'.repeat(32)}`;
  const before = process.cwd();
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'tekwire-project-'));
    const names = [
      'docker.io/checkmarx/kics:v2.2.0',
      'ghcr.io/securego/gosec:2.28.0',
      'ghcr.io/aquasecurity/trivy:0.74.0',
      'docker.io/acme/tool:1',
    ];
    const locked = Object.fromEntries(names.map((name) => [name, digest]));
    writeFileSync(join(folder, 'tekwire.lock'), JSON.stringify({ version: 1, objects: {}, images: locked }));
    process.chdir(folder);
  });
  afterEach(() => process.chdir(before));

  const imagesOfSteps = (task: { readonly spec: unknown }) => (task.spec as TaskSpec).steps?.map(({ image }) => image);

  it('a component emits its image with this digest, whether tekwire ships one or not', () => {
    expect(imagesOfSteps(new Kics(newChart(), 'kics'))?.[1]).toBe(`checkmarx/kics:v2.2.0@${digest}`);
    expect(imagesOfSteps(new Gosec(newChart(), 'gosec'))?.[1]).toBe(`ghcr.io/securego/gosec:2.28.0@${digest}`);
    expect(imagesOfSteps(new Trivy(newChart(), 'trivy'))?.[1]).toBe(`ghcr.io/aquasecurity/trivy:0.74.0@${digest}`);
  });

  it('images that are not locked have the digest that tekwire ships, and those of the user stay as they are', () => {
    const shipped = catalogueImages['docker.io/library/node:22.23.3-alpine3.24'];
    expect(imagesOfSteps(new Summary(newChart(), 'summary'))).toEqual([`node:22.23.3-alpine3.24@${shipped}`]);
    expect(imagesOfSteps(new Brakeman(newChart(), 'brakeman'))?.[1]).toBe('presidentbeef/brakeman:v8.1.0');
    expect(imagesOfSteps(new Gosec(newChart(), 'gosec', { image: 'acme/tool:1' }))?.[1]).toBe('acme/tool:1');
  });
});
