import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLocalFiles } from '../../../src/cli/run/local-source/files';
import type { Manifest, PipelineSpec } from '../../../src/spec';
import { Scenario } from './scenario';

const spec: PipelineSpec = {
  params: [{ name: 'url', type: 'string' }],
  workspaces: [{ name: 'source' }],
  tasks: [{ name: 'build', taskRef: { name: 'build' } }],
};
const annotation = { 'tekwire.dev/run': '{"localSource":{"workspace":"source","param":"url"}}' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tekwire-local-'));
  mkdirSync(join(path, 'deep/'.repeat(60)), { recursive: true });
  writeFileSync(join(path, 'a.txt'), 'a');
  writeFileSync(join(path, 'deep/'.repeat(60), `${'b'.repeat(120)}.txt`), 'long');
  writeFileSync(join(path, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(path, 'token.env'), 'secret');
  writeFileSync(join(path, '.gitignore'), '*.env\n');
  symlinkSync('a.txt', join(path, 'link'));
  symlinkSync('/etc/passwd', join(path, 'out'));
  return path;
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd, encoding: 'utf8' }).trim();
}

/** Starts a run with a local directory, in a cluster whose kubelet starts and ends the pod. */
async function runWith(options: Record<string, string | string[]>, annotations = annotation, exitCode = 0) {
  const scenario = new Scenario(spec, annotations);
  const set = (pod: Manifest, status: object) => scenario.cluster.set({ ...pod, status });
  let pod: Manifest | undefined;
  const remember = scenario.cluster.onCreate;
  scenario.cluster.onCreate = (manifest) => {
    remember(manifest);
    if (manifest.kind !== 'Pod') return;
    pod = manifest;
    set(manifest, { phase: 'Running', containerStatuses: [{ state: { running: {} } }] });
  };
  scenario.cluster.onSend = () =>
    set(pod as Manifest, {
      phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      containerStatuses: [{ state: { terminated: { exitCode, message: exitCode === 0 ? undefined : 'tar: Permission denied' } } }],
    });
  const code = scenario.start(options);
  return { scenario, code, podOf: () => pod };
}

describe('--local-source', () => {
  it('brings what Git has or would add into the workspace of the run before it starts', async () => {
    const directory = folder();
    git(directory, 'init', '--quiet');
    git(directory, 'add', 'a.txt');
    git(directory, 'commit', '--quiet', '-m', 'one');
    const { scenario, code, podOf } = await runWith({ 'local-source': directory });
    await scenario.until('watch TaskRun');
    scenario.end('True', 'Succeeded');

    expect(await code).toBe(0);
    const { name } = scenario;
    const run = scenario.cluster.find({ apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', namespace: 'ci', name });
    expect(run?.spec).toEqual({
      pipelineRef: { name: 'ci' },
      params: [{ name: 'url', value: `workspace:tekwire-local/${name}` }],
      workspaces: [{ name: 'source', persistentVolumeClaim: { claimName: `${name}-source` } }],
    });
    const at = (text: string) => scenario.cluster.requests.findIndex((one) => one.startsWith(text));
    expect([at('create PipelineRun'), at('create PersistentVolumeClaim'), at('create Pod'), at('send'), at('delete Pod')]).toEqual(
      [...[at('create PipelineRun'), at('create PersistentVolumeClaim'), at('create Pod'), at('send'), at('delete Pod')]].sort(
        (a, b) => a - b,
      ),
    );
    expect(scenario.cluster.requests).toContain(`change PipelineRun "${name}" {"spec":{"status":null}}`);
    const target = mkdtempSync(join(tmpdir(), 'tekwire-unpacked-'));
    const archive = scenario.cluster.sent.get(`${name}-source`) as Buffer;
    execFileSync('tar', ['-xzf', '-', '-C', target], { input: archive });
    expect(readdirSync(target).sort()).toEqual(['.gitignore', 'a.txt', 'deep', 'link', 'run.sh']);
    expect(readlinkSync(join(target, 'link'))).toBe('a.txt');
    expect(readFileSync(join(target, 'deep/'.repeat(60), `${'b'.repeat(120)}.txt`), 'utf8')).toBe('long');
    const { env, securityContext } = (
      (podOf() as Manifest).spec as { containers: [{ env: { name: string; value: string }[]; securityContext: object }] }
    ).containers[0];
    expect(Object.fromEntries(env.map((one) => [one.name, one.value]))).toEqual({
      BYTES: String(archive.length),
      SHA256: createHash('sha256').update(archive).digest('hex'),
      TARGET: `tekwire-local/${name}`,
      COMMIT: `${git(directory, 'rev-parse', 'HEAD')}-dirty`,
    });
    expect(securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
    expect(scenario.err).toContain('left out: out (a link out of the directory)');
  });

  it('gives a Pipeline without such a source the files at the root of a new claim', async () => {
    const directory = folder();
    const { scenario, code } = await runWith({ 'local-source': `source=${directory}`, param: ['url=x'] }, {} as never);
    await scenario.until('watch TaskRun');
    scenario.end('True', 'Succeeded');

    expect(await code).toBe(0);
    const run = scenario.cluster.find({ apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', namespace: 'ci', name: scenario.name });
    expect(run?.spec).toMatchObject({
      params: [{ name: 'url', value: 'x' }],
      workspaces: [{ name: 'source', persistentVolumeClaim: { claimName: `${scenario.name}-source` } }],
    });
  });

  it('deletes the run when the pod cannot write, and says why', async () => {
    const { scenario, code } = await runWith({ 'local-source': folder() }, annotation, 1);

    expect(await code).toBe(3);
    expect(scenario.err.at(-1)).toBe(
      `Pod "${scenario.name}-source" did not receive the files: exit code 1: tar: Permission denied; the volume ignores the fsGroup of the pod, as hostPath does: use a storage class that honours it`,
    );
    expect(scenario.cluster.requests).toContain(`delete PipelineRun "${scenario.name}"`);
  });

  it('refuses a directory that is missing, empty or too large', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'tekwire-empty-'));
    const large = mkdtempSync(join(tmpdir(), 'tekwire-large-'));
    writeFileSync(join(large, 'big'), Buffer.alloc(101 * 1024 * 1024));

    await expect(readLocalFiles('/nowhere')).rejects.toThrow('--local-source: "/nowhere" is not a directory');
    await expect(readLocalFiles(empty)).rejects.toThrow(`--local-source: "${empty}" has no files`);
    await expect(readLocalFiles(large)).rejects.toThrow(/has more than 100 MiB in 1 files/);
  });
});
