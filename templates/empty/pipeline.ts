import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, sh, Task } from 'tekwire';

/** One pipeline with one task; replace them with your own. */
export class PipelineChart extends Chart {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    const hello = new Task(this, 'hello', {
      steps: () => [{ name: 'hello', image: 'busybox:1.37.0', script: sh`echo hello` }],
    });
    this.pipeline = new Pipeline(this, 'main');
    this.pipeline.add(hello);
  }
}
