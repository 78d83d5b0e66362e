import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, EmbeddedTask, PipelineRun, param, result, sh, text } from 'tekwire';

const image = 'mirror.gcr.io/alpine';

/** A param that is put together of a param of the run and a result. */
export function textParam(chart: Chart): void {
  const generate = new EmbeddedTask('generate-suffix', {
    results: { suffix: result.string() },
    steps: ({ results }) => [{ name: 'generate-suffix', image, script: sh`echo -n "suffix" > ${results.suffix.path}` }],
  });
  const consume = new EmbeddedTask('do-something', {
    params: { arg: param.string() },
    steps: ({ params }) => [{ name: 'do-something', image, script: sh`echo ${params.arg} | grep "prefix:suffix"` }],
  });
  const pipeline = new EmbeddedPipeline('test-case', { params: { prefix: param.string() } });
  const { suffix } = pipeline.add(generate).results;
  pipeline.add(consume, { params: { arg: text`${pipeline.params.prefix}:${suffix}` } });
  new PipelineRun(chart, 'test-case', { pipeline, params: { prefix: 'prefix' } });
}
