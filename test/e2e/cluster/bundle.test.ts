import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tekwire } from '../../cli/cluster/command';
import { createNamespace, deleteNamespace, kubectl } from '../kubectl';
import { log, type RunOutcome, runToEnd } from '../outcome';
import { OciRegistry } from './oci-registry';
import { TcpProxy } from './tcp-proxy';

const NAMESPACE = 'tekwire-e2e-bundle';

const greet = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name: 'greet' },
  spec: {
    params: [{ name: 'who', default: 'the bundle' }],
    steps: [
      {
        name: 'greet',
        image: 'busybox:1.37.0',
        env: [{ name: 'WHO', value: '$(params.who)' }],
        script: '#!/bin/sh\necho "hello from $WHO"\n',
      },
    ],
  },
};
const greets = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'greets' },
  spec: { tasks: [{ name: 'greet', taskRef: { name: 'greet' }, params: [{ name: 'who', value: 'the Pipeline of a bundle' }] }] },
};
const runOf = (spec: object) =>
  JSON.stringify({ apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', metadata: { generateName: 'bundle-' }, spec });

/** The registry is on this machine, where only the pods of the test bed can reach it. */
(process.env.TESTBED === undefined ? describe.skip : describe)('a bundle of tekwire package in a registry', () => {
  const registry = new OciRegistry();
  let proxy: TcpProxy;
  /** The bundles as the cluster names them, with their digests. */
  const bundles: Record<string, string> = {};
  const refTo = (bundle: string, kind: string, name: string) => ({
    resolver: 'bundles',
    params: Object.entries({ bundle: bundles[bundle] ?? '', kind, name }).map(([key, value]) => ({ name: key, value })),
  });
  const greeting = async ({ tasks }: RunOutcome) => tasks.greet && (await log(NAMESPACE, tasks.greet));

  beforeAll(async () => {
    await registry.start();
    const { hostname } = new URL((await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'])).trim());
    proxy = new TcpProxy('127.0.0.1', registry.port);
    await proxy.start(hostname);
    await createNamespace(NAMESPACE);
    const folder = mkdtempSync(join(tmpdir(), 'tekwire-bundle-'));
    const manifests = join(folder, 'manifests.yaml');
    writeFileSync(manifests, [greet, greets].map((one) => JSON.stringify(one)).join('\n---\n'));
    const push = ['--push', `localhost:${registry.port}/acme`];
    const { code, out, err } = await tekwire([
      'package',
      'bundle',
      '--name',
      'tasks',
      '--version',
      '1.0.0',
      '-o',
      folder,
      ...push,
      manifests,
    ]);
    if (code !== 0) throw new Error(err.join('\n'));
    for (const [, image = '', name = ''] of out.join('\n').matchAll(/localhost:\d+(\/acme\/([\w-]+):\S+@sha256:[0-9a-f]{64})/g))
      bundles[name] = `${hostname}:${proxy.port}${image}`;
  });
  afterAll(async () => {
    await deleteNamespace(NAMESPACE);
    await proxy?.stop();
    await registry.stop();
  });

  it('gives its Task to the bundles resolver of Tekton', async () => {
    const run = await runToEnd(
      NAMESPACE,
      runOf({ pipelineSpec: { tasks: [{ name: 'greet', taskRef: refTo('tasks', 'task', 'greet') }] } }),
    );

    expect([run.succeeded, run.message, await greeting(run)]).toEqual([
      true,
      expect.any(String),
      expect.stringContaining('hello from the bundle\n'),
    ]);
  });

  it('gives its Pipeline to the resolver, which uses the Task of the namespace', async () => {
    await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], JSON.stringify(greet));

    const run = await runToEnd(NAMESPACE, runOf({ pipelineRef: refTo('tasks-pipelines', 'pipeline', 'greets') }));

    expect([run.succeeded, run.message, await greeting(run)]).toEqual([
      true,
      expect.any(String),
      expect.stringContaining('hello from the Pipeline of a bundle\n'),
    ]);
  });
});
