import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fetchBundle } from '../../src/cli/fetch/bundle';
import { DockerRegistry, hasRegistry } from '../catalogue/runtime/docker-registry';
import { runAsync, write } from '../cli/run';
import { example, odd } from './manifests';

const text = [...example(), odd].map((one) => JSON.stringify(one)).join('\n---\n');
const bundle = (...args: string[]) =>
  runAsync('package', 'bundle', '--name', 'tasks', '--version', '1.0.0+build.7', ...args, write('bundle.yaml', text));

describe('a Tekton bundle', () => {
  it('is an image layout, with a bundle of Tasks apart from that of Pipelines, the same bytes every time', async () => {
    const [first, second] = [mkdtempSync(join(tmpdir(), 'tekwire-bundle-')), mkdtempSync(join(tmpdir(), 'tekwire-bundle-'))];
    await bundle('-o', first);
    await bundle('-o', second);

    for (const name of ['tasks', 'tasks-pipelines']) {
      const index = readFileSync(join(first, name, 'index.json'), 'utf8');
      expect(readFileSync(join(second, name, 'index.json'), 'utf8')).toBe(index);
      const [{ digest }] = JSON.parse(index).manifests;
      const { layers } = JSON.parse(readFileSync(join(first, name, 'blobs', digest.replace(':', '/')), 'utf8'));
      const kinds = new Set(layers.map(({ annotations }: { annotations: Record<string, string> }) => annotations['dev.tekton.image.kind']));
      expect([...kinds]).toEqual([name === 'tasks' ? 'task' : 'pipeline']);
      for (const layer of layers) gunzipSync(readFileSync(join(first, name, 'blobs', layer.digest.replace(':', '/'))));
    }
  });

  it('with more objects than Tekton reads is refused', async () => {
    const many = Array.from({ length: 21 }, (_, at) => JSON.stringify({ ...odd, metadata: { name: `task-${at}` } })).join('\n---\n');

    const { code, err } = await runAsync(
      'package',
      'bundle',
      '--name',
      'many',
      '--version',
      '1.0.0',
      '-o',
      mkdtempSync(join(tmpdir(), 'tekwire-bundle-')),
      write('many.yaml', many),
    );

    expect([code, err]).toEqual([1, ['bundle "many" would have 21 objects, of which Tekton reads at most 20; make several packages']]);
  });
});

(hasRegistry ? describe : describe.skip)('a Tekton bundle in a registry', () => {
  it('can be pushed and read back', async () => {
    const registry = new DockerRegistry();
    await registry.start();
    try {
      const folder = mkdtempSync(join(tmpdir(), 'tekwire-bundle-'));
      const { code, out } = await bundle('-o', folder, '--push', `${registry.host}/acme`);

      expect([code, out.slice(-2)]).toEqual([
        0,
        [
          expect.stringMatching(new RegExp(`^${registry.host}/acme/tasks:1\\.0\\.0_build\\.7@sha256:[0-9a-f]{64}$`)),
          expect.stringMatching(new RegExp(`^${registry.host}/acme/tasks-pipelines:1\\.0\\.0_build\\.7@sha256:[0-9a-f]{64}$`)),
        ],
      ]);
      const { bytes } = await fetchBundle({ scheme: 'bundle', image: out.at(-2) ?? '', kind: 'Task', name: 'gosec' });
      expect(Buffer.from(bytes).toString()).toContain('name: gosec');
    } finally {
      await registry.remove();
    }
  });
});
