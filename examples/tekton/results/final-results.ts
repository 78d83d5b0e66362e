import type { Chart } from 'cdk8s';
import { bash, integer, Pipeline, PipelineRun, param, result, Task, text } from 'tekwire';

/** Results of a pipeline, from its tasks and from its finally. */
export function finalResults(chart: Chart): void {
  const multiply = new Task(chart, 'multiply', {
    metadata: { annotations: { description: 'A simple task that multiplies the two provided integers\n' } },
    params: {
      a: param.string({ default: '1', description: 'The first integer' }),
      b: param.string({ default: '1', description: 'The second integer' }),
    },
    results: { product: result.string({ description: 'The product of the two provided integers' }) },
    steps: ({ params, results }) => [
      {
        name: 'product',
        image: 'mirror.gcr.io/bash',
        script: bash`echo -n $(( ${integer(params.a)} * ${integer(params.b)} )) | tee ${results.product.path}`,
      },
    ],
  });
  const pipeline = new Pipeline(chart, 'sum-and-multiply-pipeline', {
    params: { a: param.string({ default: '1' }), b: param.string({ default: '1' }) },
  });
  const { product } = pipeline.add(multiply, { name: 'multiply-inputs', params: pipeline.params }).results;
  const twice = text`${product}${product}`;
  const exponent = pipeline.finally(multiply, { name: 'exponent', params: { a: twice, b: twice } });
  pipeline.addResult('task-result', product, { description: 'grabbing results from the tasks section' });
  pipeline.addResult('finally-result', exponent.results.product, { description: 'grabbing results from the finally section' });
  new PipelineRun(chart, 'sum-and-multiply-pipeline-run', { pipeline, params: { a: '2', b: '1' } });
}
