import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedTask, mirrorImages, Pipeline, Policy, pinImages, Task } from '../../../src';
import { Summary } from '../../../src/catalogue';
import type { TaskSpec } from '../../../src/spec';
import { newChart, specOf } from '../../support/app';
import { FakeRegistry } from '../registry';
import { runAsync, write } from '../run';
import { serve, stopServers } from '../servers';

const INDEX = 'application/vnd.oci.image.index.v1+json';
let registry: FakeRegistry;
let file: string;
let golang: string;
let node: string;
const lock = (...args: string[]) => runAsync('lock', '--file', file, ...args);
const images = () => JSON.parse(readFileSync(file, 'utf8')).images;

beforeEach(async () => {
  file = join(mkdtempSync(join(tmpdir(), 'tekwire-images-test-')), 'tekwire.lock');
  registry = new FakeRegistry();
  await registry.start();
  golang = registry.push(
    'golang',
    '1.25',
    { manifests: [{ platform: { architecture: 'amd64' } }, { platform: { architecture: 'arm64' } }] },
    INDEX,
  );
  node = registry.push('acme/node', 'latest', { layers: [] });
});
afterEach(stopServers);

describe('tekwire lock of images', () => {
  it('locks the digest of the index, so that every platform gets its own image, without a pull', async () => {
    const { code, out } = await lock(`image://${registry.host}/golang:1.25`, `image://${registry.host}/acme/node`);

    expect(code).toBe(0);
    expect(out).toEqual([`+ ${registry.host}/acme/node:latest: ${node}`, `+ ${registry.host}/golang:1.25: ${golang}`, `${file}: 2 locked`]);
    expect(images()).toEqual({ [`${registry.host}/acme/node:latest`]: node, [`${registry.host}/golang:1.25`]: golang });
    expect(registry.requests.sort()).toEqual(['HEAD /v2/acme/node/manifests/latest', 'HEAD /v2/golang/manifests/1.25']);
  });

  it('locks the images of manifests: steps, sidecars, stepTemplates, volumes, embedded Tasks and generated runs', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) registry.push(name, '1', { layers: [], name });
    const at = (name: string) => `${registry.host}/${name}:1`;
    const path = write(
      'images.yaml',
      `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  params: [{name: image, default: '${at('not-this')}'}]
  stepTemplate: {image: '${at('a')}'}
  steps: [{image: '${at('b')}'}, {image: "$(params.image)"}, {image: '${at('a')}@sha256:${'0'.repeat(64)}'}]
  sidecars: [{name: s, image: '${at('c')}'}]
  volumes: [{name: v, image: {reference: '${at('d')}'}}]
---
apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: {name: t}
spec:
  resourcetemplates:
    - {apiVersion: tekton.dev/v1, kind: PipelineRun, spec: {pipelineSpec: {tasks: [{name: t, taskSpec: {steps: [{image: '${at('e')}'}]}}]}}}
---
apiVersion: tekton.dev/v1
kind: TaskRun
metadata: {name: r}
spec: {taskRef: {resolver: bundles, params: [{name: bundle, value: '${at('f')}'}, {name: name, value: x}]}}
`,
    );

    expect(await lock(path)).toMatchObject({ code: 0, err: [] });

    expect(Object.keys(images())).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map(at));
  });

  it('locks an image of the catalogue in manifests, too, although tekwire ships a digest for it', async () => {
    const chart = newChart();
    const { steps } = specOf(chart, 'Task', new Summary(chart, 'summary').name) as unknown as TaskSpec;
    const [name = '', shipped] = steps[0]?.image?.split('@') ?? [];
    expect(shipped).toMatch(/^sha256:/);
    const [repository = '', tag = ''] = name.split(':');
    const digest = registry.push(`library/${repository}`, tag, { layers: [] });
    const path = write(
      'shipped.yaml',
      JSON.stringify({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'one' }, spec: { steps } }),
    );

    const { code } = await lock('--mirror', `docker.io=${registry.host}`, path);

    expect(code).toBe(0);
    expect(images()).toEqual({ [`docker.io/library/${name}`]: digest });
  });

  it('are refreshed with all other entries, and --check reports changed tags', async () => {
    await lock(`image://${registry.host}/golang:1.25`);
    const newer = registry.push('golang', '1.25', { manifests: [], newer: true }, INDEX);

    expect(await lock('--check')).toMatchObject({
      code: 1,
      out: [`~ ${registry.host}/golang:1.25: digest ${golang} is now ${newer}`, expect.stringContaining('is out of date')],
    });
  });

  it('uses the anonymous token of a registry', async () => {
    registry.wantsToken = true;

    expect(await lock(`image://${registry.host}/golang:1.25`)).toMatchObject({ code: 0, err: [] });
  });

  it('follows a redirect to another registry, which does not get the token of the first', async () => {
    registry.wantsToken = true;
    const tokens: unknown[] = [];
    const other = await serve(({ headers }, response) => {
      tokens.push(headers.authorization);
      // as registries do: without being asked for an index they give the image of one platform
      response.writeHead(200, { 'docker-content-digest': headers.accept?.includes(INDEX) ? golang : node });
      response.end();
    });
    registry.sendsOnTo = `http://${other}`;

    expect(await lock(`image://${registry.host}/golang:1.25`)).toMatchObject({ code: 0, err: [] });

    expect(images()).toEqual({ [`${registry.host}/golang:1.25`]: golang });
    expect(tokens).toEqual([undefined]);
  });

  it('reports unavailable images, and arguments that are neither an address nor a file', async () => {
    expect(await lock(`image://${registry.host}/golang:2`)).toMatchObject({
      code: 3,
      err: [`${registry.host}/golang:2: the registry has no image ${registry.host}/golang:2`],
    });
    expect(await lock('image://127.0.0.1:1/golang:1')).toMatchObject({
      code: 3,
      err: [expect.stringContaining('no response (')],
    });
    expect(await lock('golang:1.25')).toMatchObject({
      code: 3,
      err: ['golang:1.25: no such file or folder'],
    });
    expect(await lock(`image://golang@sha256:${'0'.repeat(64)}`)).toMatchObject({
      code: 2,
      err: [expect.stringContaining('has a digest, so there is nothing to lock')],
    });
    expect(await lock('image://acme/Golang:1')).toMatchObject({
      code: 2,
      err: [
        expect.stringContaining(
          '"image://acme/Golang:1": "acme/Golang:1" is not a valid image name: "Golang" must consist of lower-case letters',
        ),
      ],
    });
    expect(await lock('image://Go Lang')).toMatchObject({ code: 2, err: [expect.stringContaining('expected image://NAME:TAG')] });
  });
});

describe('pinImages without a list', () => {
  const program = () => {
    const chart = newChart();
    new Task(chart, 'build', { steps: () => [{ name: 'build', image: `${registry.host}/golang:1.25`, command: ['go'] }] });
    const ci = new Pipeline(chart, 'ci');
    ci.add(new EmbeddedTask('pack', { steps: () => [{ name: 'pack', image: `${registry.host}/acme/node`, command: ['node'] }] }));
    return chart;
  };

  it('uses the digests of the lock file', async () => {
    await lock(`image://${registry.host}/golang:1.25`, `image://${registry.host}/acme/node`);
    const chart = program();

    Policy.of(chart)
      .add(pinImages(undefined, { lock: file }))
      .add(mirrorImages({ [registry.host]: 'registry.acme.example' }));

    expect(specOf(chart, 'Task', 'build').steps).toMatchObject([{ image: `registry.acme.example/golang:1.25@${golang}` }]);
    expect(specOf(chart, 'Pipeline', 'ci').tasks).toMatchObject([
      { taskSpec: { steps: [{ image: `registry.acme.example/acme/node@${node}` }] } },
    ]);
  });

  it('fails the synth when an image is not locked, with one command that locks all missing ones', async () => {
    const chart = program();
    Policy.of(chart).add(pinImages(undefined, { lock: file }));

    const { host } = registry;
    const command = `run npx tekwire lock image://${host}/acme/node:latest image://${host}/golang:1.25`;
    expect(() => chart.toJson()).toThrow(`image "${host}/golang:1.25" is not in ${file}; ${command}`);

    await lock(`image://${host}/acme/node:latest`, `image://${host}/golang:1.25`);
    const again = program();
    Policy.of(again).add(pinImages(undefined, { lock: file }));
    expect(specOf(again, 'Task', 'build').steps).toMatchObject([{ image: `${host}/golang:1.25@${golang}` }]);
  });

  it('keeps images with a digest, and needs no lock file for them', () => {
    const chart = newChart();
    const image = `busybox@sha256:${'1'.repeat(64)}`;
    new Task(chart, 'build', { steps: () => [{ name: 'build', image, command: ['true'] }] });

    Policy.of(chart).add(pinImages(undefined, { lock: file }));

    expect(specOf(chart, 'Task', 'build').steps).toMatchObject([{ image }]);
  });
});
