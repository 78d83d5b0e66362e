import type { Chart } from 'cdk8s';
import { bash, EmbeddedTask, integer, Pipeline, PipelineRun, param, result, sh, Task, text } from 'tekwire';

/** Texts for people, with params and results in them, and a result in finally. */
export function displayNames(chart: Chart): void {
  const sum = new Task(chart, 'sum', {
    displayName: 'Sum the two provided integers',
    params: {
      a: param.string({ default: '1', description: 'The first integer' }),
      b: param.string({ default: '1', description: 'The second integer' }),
    },
    results: { sum: result.string({ description: 'The sum of the two provided integers' }) },
    steps: ({ params, results }) => [
      {
        name: 'sum',
        displayName: 'Do the sum',
        image: 'mirror.gcr.io/bash',
        script: bash`echo -n $(( ${integer(params.a)} + ${integer(params.b)} )) | tee ${results.sum.path}`,
      },
    ],
  });
  const print = new EmbeddedTask('print-result', {
    params: { sum: param.string() },
    steps: ({ params }) => [{ name: 'print', image: 'mirror.gcr.io/alpine', script: sh`echo ${params.sum}` }],
  });
  const one = param.string({ default: '1' });
  const pipeline = new Pipeline(chart, 'sum-pipeline', {
    displayName: 'Sum Multiple Numbers',
    description: 'Calculate the sum of multiple numbers',
    params: { a: one, b: one, c: one },
  });
  const { a, b, c } = pipeline.params;
  const two = pipeline.add(sum, {
    name: 'sum-two-numbers',
    displayName: text`Calculate the first two numbers ${a} + ${b}`,
    description: 'Calculate the sum of the first two numbers',
    params: { a, b },
  });
  const all = pipeline.add(sum, {
    name: 'sum-with-third-number',
    displayName: text`Sum with the third number - ${two.results.sum} + ${c}`,
    description: 'Calculate the sum of the first two numbers and the third number',
    params: { a: two.results.sum, b: c },
  });
  pipeline.finally(print, { displayName: 'Print the result', description: 'Print the final result', params: { sum: all.results.sum } });
  new PipelineRun(chart, 'sum-run', { pipeline, params: { a: '1', b: '2', c: '3' } });
}
