import type { Chart } from 'cdk8s';
import { Pipeline, PipelineRun } from 'tekwire';

/** A run of a Pipeline of another namespace. */
export function clusterResolver(chart: Chart): void {
  const cluster = { name: 'some-pipeline', namespace: 'namespace-containing-pipeline' };
  new PipelineRun(chart, 'remote-pipeline-reference', { pipeline: Pipeline.fromResolver({ cluster }) });
}
