import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gosec, Summary } from '../../../src/catalogue';
import { catalogueImages } from '../../../src/lock';
import type { TaskSpec } from '../../../src/spec';
import { DockerRegistry, hasRegistry } from '../../catalogue/runtime/docker-registry';
import { newChart } from '../../support/app';
import { runAsync } from '../run';

const images = Object.keys(catalogueImages);

/** Writes an image of one platform to a real registry; gives its digest. */
async function push(host: string, repository: string, tag: string): Promise<string> {
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: { name: `${repository}:${tag}` } } }));
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
  expect(images).toContain('docker.io/securego/gosec:2.30.0');
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

      const { code, err } = await runAsync('lock', '--file', file, ...mirrors, 'catalogue');

      expect([code, err]).toEqual([0, []]);
      expect(JSON.parse(readFileSync(file, 'utf8')).images).toEqual(Object.fromEntries(pushed));
    } finally {
      await registry.remove();
    }
  },
  60_000,
);

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
    const locked = { 'docker.io/securego/gosec:2.30.0': digest, 'docker.io/acme/tool:1': digest };
    writeFileSync(join(folder, 'tekwire.lock'), JSON.stringify({ version: 1, objects: {}, images: locked }));
    process.chdir(folder);
  });
  afterEach(() => process.chdir(before));

  const imagesOfSteps = (task: { readonly spec: unknown }) => (task.spec as TaskSpec).steps?.map(({ image }) => image);

  it('a component emits its image with tag and digest', () => {
    expect(imagesOfSteps(new Gosec(newChart(), 'gosec'))?.[1]).toBe(`securego/gosec:2.30.0@${digest}`);
  });

  it('images that were not looked up, and those of the user, stay as they are', () => {
    expect(imagesOfSteps(new Summary(newChart(), 'summary'))).toEqual(['node:22.20.0-alpine3.22']);
    expect(imagesOfSteps(new Gosec(newChart(), 'gosec', { image: 'acme/tool:1' }))?.[1]).toBe('acme/tool:1');
  });
});
