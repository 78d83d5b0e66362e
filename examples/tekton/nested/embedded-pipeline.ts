import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, EmbeddedTask, Pipeline, PipelineRun, sh } from 'tekwire';

/** A pipeline that stands in another one. */
export function embeddedPipeline(chart: Chart): void {
  const hello = new EmbeddedTask('hello', {
    steps: () => [{ name: 'echo', image: 'mirror.gcr.io/busybox', script: sh`echo "hello from the inline child Pipeline"` }],
  });
  const child = new EmbeddedPipeline('child');
  child.add(hello);
  const pipeline = new Pipeline(chart, 'pipelines-in-pipelines-spec', {
    description: 'Run a single inline child Pipeline via pipelineSpec.',
  });
  pipeline.add(child);
  new PipelineRun(chart, 'pipelines-in-pipelines-spec-run', { pipeline });
}
