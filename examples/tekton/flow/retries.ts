import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, EmbeddedTask, PipelineRun, param, sh } from 'tekwire';

/** A task that fails until its last attempt. */
export function retries(chart: Chart): void {
  const pipeline = new EmbeddedPipeline('retry');
  const retried = pipeline.add(retry, { retries: 1, params: { 'pipelineTask-retries': '$(context.pipelineTask.retries)' } });
  pipeline.add(hello, { after: [retried] });
  new PipelineRun(chart, 'retry-example', { pipeline });
}

const retry = new EmbeddedTask('retry-me', {
  params: { 'pipelineTask-retries': param.string() },
  steps: ({ params, task }) => [
    {
      name: 'retry',
      image: 'mirror.gcr.io/alpine',
      script: sh`
        if [ ${task.retryCount} == ${params['pipelineTask-retries']} ]; then
          echo "This is the last retry."
          exit 0;
        fi
        echo "The PipelineTask has retried ${task.retryCount} times."
        exit 1
      `,
    },
  ],
});

const hello = new EmbeddedTask('hello-world', {
  steps: () => [{ name: 'hello', image: 'mirror.gcr.io/busybox', script: sh`echo "hello world"` }],
});
