import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { type Ended, Pod } from './step';

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
  pod.write('workspace/findings/gosec.sarif', logOf('gosec', [resultAt('G1', 'a.go', 3), resultAt('G1', 'a.go', 3)]));
  pod.write('workspace/findings/trivy.sarif', logOf('trivy', [resultAt('CVE-2024-1', 'go.sum', 1)]));
});

afterEach(() => pod.remove());

function deduplicate(...paths: readonly string[]): Ended {
  return pod.run('deduplicate', { WORKSPACE: pod.workspace, FINDINGS: 'findings/all.sarif', RESULT: pod.result }, paths);
}

function failures(): readonly (string | undefined)[] {
  const runs = pod.findings('findings/all.sarif').runs.filter(({ invocations }) => invocations?.some((one) => !one.executionSuccessful));
  return runs.map(({ tool, invocations }) => `${tool.driver.name}: ${invocations?.[0]?.exitCodeDescription}`);
}

it('several findings files become one without duplicates', () => {
  const { code, stdout } = deduplicate('findings/gosec.sarif', 'findings/trivy.sarif');

  expect(code).toBe(0);
  expect(stdout).toBe('tools: 2, findings: 3, without duplicates: 2\n');
  expect(readFileSync(pod.result, 'utf8')).toBe('findings/all.sarif');
  const log = pod.findings('findings/all.sarif');
  expect(resultsOf(log).map(({ ruleId, occurrenceCount }) => [ruleId, occurrenceCount])).toEqual([
    ['G1', 2],
    ['CVE-2024-1', undefined],
  ]);
  expect(schemaProblems(log)).toEqual([]);
});

it('the order of the paths does not matter', () => {
  deduplicate('findings/gosec.sarif', 'findings/trivy.sarif');
  const first = pod.read('workspace/findings/all.sarif');

  deduplicate('findings/trivy.sarif', 'findings/gosec.sarif');

  expect(pod.read('workspace/findings/all.sarif')).toBe(first);
});

it('an unusable file becomes a run that did not finish, and the others are kept', () => {
  pod.write('workspace/findings/broken.sarif', '{"runs": [');
  pod.directory('workspace/findings/directory.sarif');

  const { code } = deduplicate('findings/gosec.sarif', 'findings/broken.sarif', 'findings/missing.sarif', 'findings/directory.sarif', '');

  expect(code).toBe(0);
  expect(resultsOf(pod.findings('findings/all.sarif'))).toHaveLength(1);
  expect(failures()).toEqual([
    'findings file: cannot read the findings file: the path is empty',
    'findings/broken.sarif: the findings file: line 1, column 11: invalid JSON, unexpected end of file',
    'findings/directory.sarif: cannot read the findings file: EISDIR: illegal operation on a directory',
    expect.stringMatching(/^missing: it left no findings file: .*; see kubectl describe taskrun -l tekton.dev\/pipelineTask=missing$/),
  ]);
});

it('paths and links outside the workspace are not read', () => {
  const outside = pod.write('outside.sarif', logOf('evil', [resultAt('X', 'a', 1)]));
  symlinkSync(outside, join(pod.workspace, 'findings/link.sarif'));

  deduplicate(outside, '../outside.sarif', 'findings/../../outside.sarif', 'findings/link.sarif');

  expect(resultsOf(pod.findings('findings/all.sarif'))).toEqual([]);
  expect(failures()).toHaveLength(4);
  expect(failures().every((line) => line?.includes('is outside the workspace'))).toBe(true);
});

it('without any path the result is a log without runs', () => {
  expect(deduplicate().code).toBe(0);
  expect(pod.findings('findings/all.sarif').runs).toEqual([]);
});

it('a killed step has left a reason', () => {
  pod.write('workspace/findings/large.sarif', `{"version":"2.1.0","runs":[${'[],'.repeat(20_000_000)}[]]}`);
  const env = { WORKSPACE: pod.workspace, FINDINGS: 'findings/all.sarif', RESULT: pod.result, NODE_OPTIONS: '--max-old-space-size=64' };

  const { code } = pod.run('deduplicate', env, ['findings/large.sarif']);

  expect(code).not.toBe(0);
  expect(failures()).toEqual([
    'all: its pod ended before the findings of all tools were written: it ran out of memory or time, or was stopped or evicted',
  ]);
});
