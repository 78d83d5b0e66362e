import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { tekwire } from '../../cli/cluster/command';
import { write } from '../../cli/run';
import { createNamespace, deleteNamespace, kubectl } from '../kubectl';
import { OciRegistry } from './oci-registry';

const NAMESPACE = 'tekwire-e2e-helm';
const BUILT = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/helm4/helm');
const HELM = process.env.HELM ?? (existsSync(BUILT) ? BUILT : 'helm');
const isHelm4 = /^v4\./.test(spawnSync(HELM, ['version', '--short'], { encoding: 'utf8' }).stdout ?? '');

const taskOf = (image: string) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name: 'lint' },
  spec: { steps: [{ name: 'lint', image, script: '#!/bin/sh\necho "{{ not a template }}"\n' }] },
});
const pipeline = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'checks' },
  spec: { tasks: [{ name: 'lint', taskRef: { name: 'lint' } }] },
};

// `npm test` and the test of deploy use the library of Helm 4; this is its command, as users have it
(isHelm4 ? describe : describe.skip)('the charts of tekwire package, in the hands of the helm command', () => {
  const registry = new OciRegistry();
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-helm-'));
  const chart = (version: string) => join(folder, `tasks-${version}.tgz`);
  const helm = (...args: string[]) =>
    execFileSync(HELM, args, {
      encoding: 'utf8',
      env: { ...process.env, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder },
    });
  const image = () => kubectl(['-n', NAMESPACE, 'get', 'task', 'lint', '-o', 'jsonpath={.spec.steps[0].image}']);

  beforeAll(async () => {
    await registry.start();
    await createNamespace(NAMESPACE);
    for (const [version, image] of Object.entries({ '1.0.0': 'busybox:1.36.1', '2.0.0': 'busybox:1.37.0' })) {
      const manifests = write(`helm-${version}.yaml`, [taskOf(image), pipeline].map((one) => JSON.stringify(one)).join('\n---\n'));
      const { code, err } = await tekwire(['package', 'helm', '--name', 'tasks', '--version', version, '-o', folder, manifests]);
      expect([code, err]).toEqual([0, []]);
    }
  });
  afterAll(async () => {
    await deleteNamespace(NAMESPACE);
    await registry.stop();
  });

  it('pass lint and are rendered, with the braces of scripts as they are', () => {
    expect(helm('lint', '--strict', chart('1.0.0'))).toContain('0 chart(s) failed');
    expect(helm('template', 'security', chart('1.0.0'))).toContain('echo "{{ not a template }}"');
    expect(() => helm('template', 'security', chart('1.0.0'), '--set', 'registri=x')).toThrow(/registri/);
  });

  it('are installed, upgraded and rolled back', async () => {
    helm('install', 'security', chart('1.0.0'), '--namespace', NAMESPACE, '--set', 'registry=registry.acme.example');
    expect(await image()).toBe('registry.acme.example/library/busybox:1.36.1');

    helm('upgrade', 'security', chart('2.0.0'), '--namespace', NAMESPACE, '--reset-values');
    expect(await image()).toBe('busybox:1.37.0');

    helm('rollback', 'security', '1', '--namespace', NAMESPACE);
    expect(await image()).toBe('registry.acme.example/library/busybox:1.36.1');

    helm('uninstall', 'security', '--namespace', NAMESPACE);
    expect(await kubectl(['-n', NAMESPACE, 'get', 'tasks', '-o', 'name'])).toBe('');
  });

  it('are pushed to a registry, which gives the same bytes back', () => {
    helm('push', chart('1.0.0'), `oci://localhost:${registry.port}/charts`, '--plain-http');

    const back = mkdtempSync(join(tmpdir(), 'tekwire-helm-'));
    helm('pull', `oci://localhost:${registry.port}/charts/tasks`, '--version', '1.0.0', '--plain-http', '--destination', back);
    expect(readFileSync(join(back, 'tasks-1.0.0.tgz')).equals(readFileSync(chart('1.0.0')))).toBe(true);
  });
});
