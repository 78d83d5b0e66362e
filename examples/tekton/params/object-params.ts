import type { Chart } from 'cdk8s';
import { bash, Pipeline, PipelineRun, param, result, sh, Task } from 'tekwire';

/** Objects as params and results, handed on whole and key by key. */
export function objectParams(chart: Chart): void {
  const image = 'mirror.gcr.io/bash';
  const write = new Task(chart, 'write-param-to-result', {
    params: { arg: param.object({ properties: ['url', 'commit'] }) },
    results: { 'object-result': result.object({ properties: ['foo', 'bar'] }) },
    steps: ({ params: { arg }, results }) => [
      {
        name: 'write-result',
        image,
        script: bash`echo -n "{\"foo\":\"${arg.url}\",\"bar\":\"${arg.commit}\"}" | tee ${results['object-result'].path}`,
      },
    ],
  });
  const echo = new Task(chart, 'echo-param', {
    params: { arg: param.object({ properties: ['foo', 'bar'] }) },
    steps: ({ params: { arg } }) => [
      {
        name: 'echo-params',
        image,
        args: [arg.foo, arg.bar],
        script: sh`
          if [[ $1 != "abc.com" ]]; then
              echo "Want: abc.com, Got: $1"
            exit 1
          else
            echo "validate the arg.foo successfully"
          fi
          if [[ $2 != "sha123" ]]; then
              echo "Want: sha123, Got: $2"
            exit 1
          else
            echo "validate the arg.bar successfully"
          fi
        `,
      },
    ],
  });
  const pipeline = new Pipeline(chart, 'pipeline-test', { params: { gitrepo: param.object({ properties: ['url', 'commit'] }) } });
  const written = pipeline.add(write, { name: 'task1', params: { arg: pipeline.params.gitrepo } });
  pipeline.add(echo, { name: 'task2', params: { arg: written.results['object-result'] } });
  new PipelineRun(chart, 'pipelinerun-object-param-result', { pipeline, params: { gitrepo: { url: 'abc.com', commit: 'sha123' } } });
}
