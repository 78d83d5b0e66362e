import type { Chart } from 'cdk8s';
import { Task } from '../../../src';
import { PipelineOrchestrator } from '../../../src/extension/deploy';
import * as testing from '../../../src/testing';

const zz = { zz: 1 } as object;
const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const task = (chart: Chart) => new Task(chart, 'build', { steps: () => [run] });

/** Programs with an unknown option of `tekwire/testing` and `tekwire/deploy`, and where it is reported. */
export const testingPrograms = {
  ClusterSettings: [() => testing.refusalsOf([], zz), 'refusalsOf'],
  InMemoryClusterProps: [() => new testing.InMemoryCluster(zz), 'zz'],
  OrchestratorProps: [() => new PipelineOrchestrator({ cluster: new testing.InMemoryCluster(), manifests: [], ...zz }), 'zz'],
  RunStepProps: [(chart: Chart) => testing.runStep(task(chart), 'run', zz), 'runStep'],
} as const;
