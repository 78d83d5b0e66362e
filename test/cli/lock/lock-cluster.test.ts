import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, PipelineRun, Workspace } from '../../../src';
import { newChart, problemsOf, specOf } from '../../support/app';
import { runAsync } from '../run';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-cluster-test-'));
const file = join(folder, 'tekwire.lock');
const ADDRESS = 'cluster://ci/pipeline/release';
const { PATH } = process.env;

const lock = (...args: string[]) => runAsync('lock', '--file', file, ...args);
const objects = () => JSON.parse(readFileSync(file, 'utf8')).objects;

/** Stands in for the real kubectl, of which a machine without a cluster cannot ask anything. */
function kubectl(script: string): void {
  const path = join(folder, 'kubectl');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  process.env.PATH = `${folder}:${PATH}`;
}

/** As `kubectl get -o json` prints an object of a cluster. */
function release(metadata: object = {}, spec: object = {}): string {
  const object = {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: {
      annotations: { 'acme.example/token': 'secret' },
      name: 'release',
      namespace: 'ci',
      resourceVersion: '17',
      uid: '5',
      ...metadata,
    },
    spec: {
      params: [{ name: 'version', type: 'string' }],
      tasks: [{ name: 'publish', taskRef: { kind: 'Task', name: 'publish' }, params: [{ name: 'version', value: '$(params.version)' }] }],
      workspaces: [{ name: 'code' }],
      ...spec,
    },
  };
  return `echo "$@" > ${folder}/arguments\ncat <<'END'\n${JSON.stringify(object, undefined, 4)}\nEND`;
}

afterEach(() => {
  process.env.PATH = PATH;
});

describe('tekwire lock of a cluster', () => {
  it('locks the declarations of a Pipeline, without fields that the cluster added', async () => {
    kubectl(release());

    expect(await lock(ADDRESS)).toMatchObject({ code: 0, err: [] });

    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(
      'get pipelines.v1.tekton.dev release --namespace=ci --output=json --request-timeout=10s\n',
    );
    expect(objects()[ADDRESS]).toMatchObject({
      kind: 'Pipeline',
      name: 'release',
      reference: { resolver: 'cluster', params: { kind: 'pipeline', name: 'release', namespace: 'ci' } },
      params: [{ name: 'version', type: 'string' }],
      results: [],
      workspaces: [{ name: 'code' }],
    });
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
  });

  it('is used by a run with the locked params', async () => {
    kubectl(release());
    await lock(ADDRESS);
    const chart = newChart();

    new PipelineRun(chart, 'run', {
      pipeline: Pipeline.fromUrl(ADDRESS, { lock: file }),
      params: { version: '1.0' },
      workspaces: { code: Workspace.emptyDir() },
    });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'PipelineRun', 'run-').pipelineRef).toEqual({
      resolver: 'cluster',
      params: [
        { name: 'kind', value: 'pipeline' },
        { name: 'name', value: 'release' },
        { name: 'namespace', value: 'ci' },
      ],
    });
  });

  it('has another digest only when the spec has changed', async () => {
    kubectl(release());
    await lock(ADDRESS);

    kubectl(release({ resourceVersion: '18', generation: 2 }));
    expect(await lock('--check')).toMatchObject({ code: 0, out: [] });

    kubectl(release({}, { workspaces: [{ name: 'code' }, { name: 'cache', optional: true }] }));
    const { code, out } = await lock('--check');
    expect(code).toBe(1);
    expect(out[0]).toMatch(/digest sha256:\w+ is now sha256:/);
    expect(out[1]).toBe(`~ ${ADDRESS}: workspace "cache" is new`);
  });

  it.each([
    [
      'is not there',
      'echo "Error from server (NotFound): pipelines.tekton.dev \\"release\\" not found" >&2; exit 1',
      /kubectl says: Error from server \(NotFound\)/,
    ],
    [
      'cannot be asked for',
      'echo "The connection to the server 127.0.0.1:1 was refused" >&2; exit 1',
      /kubectl says: The connection to the server/,
    ],
    ['is no JSON', 'echo moved', /the output of kubectl is not JSON/],
  ])('shows the message of kubectl for an object that %s', async (_, script, message) => {
    kubectl(script);

    const { code, err } = await lock(ADDRESS);

    expect(code).toBe(3);
    expect(err[0]).toMatch(message);
    expect(err[0]?.startsWith(`${ADDRESS}: `)).toBe(true);
  });

  it('reports a missing kubectl', async () => {
    process.env.PATH = mkdtempSync(join(folder, 'empty-'));

    expect(await lock(ADDRESS)).toMatchObject({
      code: 3,
      err: [`${ADDRESS}: requires kubectl, which is not on the PATH; install it`],
    });
  });

  it.each(['cluster://ci/release', 'cluster://ci/pod/release', 'cluster://CI/task/release', 'cluster://ci/task/--all'])(
    'refuses %s',
    async (address) => {
      expect(await lock(address)).toMatchObject({ code: 2, err: [expect.stringContaining('expected cluster://NAMESPACE/KIND/NAME')] });
    },
  );
});
