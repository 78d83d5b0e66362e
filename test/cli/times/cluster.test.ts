import { readFileSync } from 'node:fs';
import type { Call } from '../../../src/cli/command';
import { printTimes } from '../../../src/cli/times/graph-times';
import { ClusterError, manifestsIn } from '../../../src/deploy';
import { MemoryRunCluster } from '../runs/memory-run-cluster';
import { at, runFile } from './run-file';

/** A cluster with a run, and with a pod and a TaskRun of another run. */
function clusterWithRun(): MemoryRunCluster {
  const cluster = new MemoryRunCluster();
  const file = runFile(
    { tasks: [{ name: 'scan', taskRef: { name: 'scan' } }] },
    { scan: { started: 1, steps: { scan: [3, 10] }, ended: 11 } },
    {
      pods: ['ci-1', 'ci-2'].map((name) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `${name}-scan-pod`, namespace: 'ci', labels: { 'tekton.dev/pipelineRun': name } },
        spec: { containers: [{ resources: { requests: { cpu: '2', memory: '1Gi' } } }] },
        status: { conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: at(1) }] },
      })),
    },
  );
  for (const { manifest } of manifestsIn([{ origin: file, text: readFileSync(file, 'utf8') }])) cluster.set(manifest);
  cluster.set({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'ci-2-scan', labels: { 'tekton.dev/pipelineRun': 'ci-2', 'tekton.dev/pipelineTask': 'scan' } },
    status: { startTime: at(0), completionTime: at(500) },
  });
  return cluster;
}

async function times(cluster: MemoryRunCluster, name: string) {
  const [out, err]: [string[], string[]] = [[], []];
  const call: Call = {
    files: [name],
    options: { output: 'json', times: true },
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  };
  const code = await printTimes(call, async () => cluster);
  return { code, timed: out.length === 0 ? undefined : JSON.parse(out.join('\n')), err };
}

describe('tekwire graph RUN --times with a run of the cluster', () => {
  it('reads the run, its TaskRuns and its pods, and nothing of other runs', async () => {
    expect(await times(clusterWithRun(), 'ci-1')).toMatchObject({
      code: 0,
      err: [],
      timed: {
        name: 'ci-1',
        seconds: 11,
        pods: 1,
        cpuSeconds: 20,
        tasks: [{ task: 'scan', stepsSeconds: 7, requests: { source: 'pod' } }],
      },
    });
  });

  it('goes on without pods that may not be read', async () => {
    const cluster = clusterWithRun();
    cluster.faults.push({ of: 'list Pod', error: new ClusterError('forbidden', 'you may not list pods') });

    expect(await times(cluster, 'ci-1')).toMatchObject({
      code: 0,
      err: ['pods are not read, so their requests are those of the TaskRuns: you may not list pods'],
      timed: { cpuSeconds: 0, tasks: [{ requests: { source: 'taskRun' } }] },
    });
  });

  it.each([
    [
      'an unknown run',
      (): MemoryRunCluster => clusterWithRun(),
      1,
      'namespace "ci" has no PipelineRun "ci-3" (available: ci-1); did you mean "ci-1"?',
    ],
    [
      'a cluster that does not answer',
      () => {
        const cluster = clusterWithRun();
        cluster.faults.push({ of: 'get PipelineRun', error: new ClusterError('unreachable', 'no answer') });
        return cluster;
      },
      3,
      'no answer',
    ],
  ])('%s', async (_, cluster, code, message) => {
    expect(await times(cluster(), 'ci-3')).toEqual({ code, timed: undefined, err: [message] });
  });
});
