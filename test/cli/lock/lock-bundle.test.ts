import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, Task } from '../../../src';
import { newChart, problemsOf, specOf } from '../../support/app';
import { FakeRegistry, tarball } from '../registry';
import { runAsync } from '../run';
import { stopServers } from '../servers';

const file = join(mkdtempSync(join(tmpdir(), 'tekwire-bundle-test-')), 'tekwire.lock');
const LINT = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: lint}
spec:
  params: [{name: level}]
  steps: [{name: lint, image: 'lint:1', args: ["$(params.level)"]}]
`;
const layer = (kind: string, name: string, bytes: Uint8Array) => ({ notes: { kind, name, apiVersion: 'v1' }, bytes });
const lintLayer = layer('task', 'lint', tarball('lint', LINT));

let registry: FakeRegistry;
let digest: string;
let image: string;
const lock = (...args: string[]) => runAsync('lock', '--file', file, ...args);
const objects = () => JSON.parse(readFileSync(file, 'utf8')).objects;

beforeEach(async () => {
  registry = new FakeRegistry();
  await registry.start();
  digest = registry.pushBundle('acme/tasks', '1.0', [
    layer('task', 'test', tarball('test', LINT.replace('name: lint', 'name: test'))),
    lintLayer,
    layer('task', 'raw', Buffer.from(LINT.replace('name: lint', 'name: raw'))),
  ]);
  image = `${registry.host}/acme/tasks:1.0`;
});
afterEach(stopServers);

describe('tekwire lock of a Tekton bundle', () => {
  it('locks the digest of the image, which Tekton then uses', async () => {
    const address = `bundle://${image}//task/lint`;
    expect(await lock(address)).toMatchObject({ code: 0, err: [] });
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');

    ci.add(Task.fromUrl(address, { lock: file }), { params: { level: 'high' } });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      {
        name: 'lint',
        params: [{ name: 'level', value: 'high' }],
        taskRef: {
          resolver: 'bundles',
          params: [
            { name: 'bundle', value: `${image}@${digest}` },
            { name: 'kind', value: 'task' },
            { name: 'name', value: 'lint' },
          ],
        },
      },
    ]);
  });

  it('reads a layer that is not an archive, too', async () => {
    expect(await lock(`bundle://${image}//task/raw`)).toMatchObject({ code: 0, err: [] });
  });

  it('gets the anonymous token of a registry, for this repository only', async () => {
    registry.wantsToken = true;

    expect(await lock(`bundle://${image}//task/lint`)).toMatchObject({ code: 0, err: [] });

    expect(registry.requests.filter((one) => one.startsWith('GET /token'))).toEqual([
      'GET /token?service=acme&scope=repository%3Aacme%2Ftasks%3Apull',
    ]);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from('/token?service').toString('base64').slice(0, 12));
  });

  it('reports a tag that has moved', async () => {
    const address = `bundle://${image}//task/lint`;
    await lock(address);
    const other = registry.pushBundle('acme/tasks', '1.0', [
      layer('task', 'lint', tarball('lint', LINT.replace('level}', "level, default: '1'}").replace('$(params.level)', '$(params.level)!'))),
    ]);

    const { code, out } = await lock('--check', address);

    expect(code).toBe(1);
    expect(out[0]).toBe(`~ ${address}: bundle ${image}@${digest} is now ${image}@${other}`);
    expect(out[2]).toBe(`~ ${address}: param "level" is changed`);
    expect(objects()[address].reference.params.bundle).toBe(`${image}@${digest}`);
  });

  it.each([
    ['an object that it has not', '//task/lnt', /unknown Task "lnt" of the bundle \(available: task\/test, task\/lint, task\/raw\)/],
    ['an object of another kind', '//pipeline/lint', /unknown Pipeline "lint" of the bundle/],
  ])('refuses %s', async (_, rest, message) => {
    expect(await lock(`bundle://${image}${rest}`)).toMatchObject({ code: 3, err: [expect.stringMatching(message)] });
  });

  it('refuses a manifest that does not match its digest, for any algorithm', async () => {
    const wrong = `sha512:${'0'.repeat(128)}`;
    registry.push('acme/tasks', wrong, { schemaVersion: 2, layers: [] });

    const { code, err } = await lock(`bundle://${registry.host}/acme/tasks@${wrong}//task/lint`);

    expect([code, err[0]]).toEqual([3, expect.stringMatching(/the registry returned content with another digest: sha512:/)]);
  });

  it('refuses images that are not bundles, and damaged or missing ones', async () => {
    registry.push('acme/app', '1', { schemaVersion: 2, layers: [{ digest }] });
    registry.push('acme/apps', '1', { manifests: [] }, 'application/vnd.oci.image.index.v1+json');
    registry.spoil(lintLayer.bytes);
    const messageFor = async (name: string) => (await lock(`bundle://${registry.host}/acme/${name}//task/lint`)).err[0];

    expect(await messageFor('app:1')).toMatch(/is not a Tekton bundle: layer 0 has no annotation dev.tekton.image.kind/);
    expect(await messageFor('apps:1')).toMatch(/is an index of images, not a Tekton bundle/);
    expect(await messageFor('tasks:1.0')).toMatch(/the content of layer sha256:\w+ has another digest/);
    expect(await messageFor('tasks:2.0')).toMatch(/acme\/tasks:2.0: the registry has no image/);
    registry.wantsToken = true;
    registry.givesToken = false;
    expect(await messageFor('tasks:1.0')).toMatch(
      /the registry responded with status 401; it requires credentials, or the image does not exist/,
    );
  });

  it.each(['bundle://registry.acme.example/tasks:1.0', 'bundle://registry.acme.example/tasks:1.0//Task/lint', 'bundle://a b//task/lint'])(
    'refuses %s',
    async (address) => {
      expect(await lock(address)).toMatchObject({ code: 2, err: [expect.stringContaining('expected bundle://IMAGE//KIND/NAME')] });
    },
  );
});
