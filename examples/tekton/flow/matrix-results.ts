import type { Chart } from 'cdk8s';
import { bash, EmbeddedPipeline, PipelineRun, param, result, sh, Task } from 'tekwire';

/** The results of all runs of a matrix, as a list for one task and as the matrix of another. */
export function matrixResults(chart: Chart): void {
  const echo = new Task(chart, 'echostringurl', {
    params: { url: param.string() },
    steps: ({ params }) => [{ name: 'echo', image: 'mirror.gcr.io/alpine', script: sh`echo ${params.url}` }],
  });
  const validate = new Task(chart, 'validate-array-url', {
    params: { url: param.array() },
    steps: ({ params }) => [{ name: 'validate', image: 'mirror.gcr.io/ubuntu', args: [params.url], script: CHECK }],
  });
  const produce = new Task(chart, 'task-producing-results', {
    params: { platform: param.string({ default: '' }), browser: param.string({ default: '' }) },
    results: { 'report-url': result.string() },
    steps: ({ params: { platform, browser }, results }) => [
      {
        name: 'produce-report-url',
        image: 'mirror.gcr.io/alpine',
        script: sh`
          echo "Running tests on ${platform}-${browser}"
          echo -n "https://api.example/get-report/${platform}-${browser}" | tee ${results['report-url'].path}
        `,
      },
    ],
  });
  const pipeline = new EmbeddedPipeline('platforms-with-results');
  const emitting = pipeline.add(produce, {
    name: 'matrix-emitting-results',
    matrix: { params: { platform: ['linux', 'mac', 'windows'], browser: ['chrome', 'safari', 'firefox'] } },
  });
  const urls = emitting.results['report-url'];
  pipeline.add(validate, { name: 'task-consuming-results', params: { url: urls } });
  pipeline.add(echo, { name: 'matrix-consuming-results', matrix: { params: { url: urls } } });
  pipeline.addResult('pr-result-1', urls);
  new PipelineRun(chart, 'platforms-with-results', { pipeline });
}

const CHECK = bash`
  args=("$@")
  URLS=( )
  URLS[0]="https://api.example/get-report/linux-chrome"
  URLS[1]="https://api.example/get-report/mac-chrome"
  URLS[2]="https://api.example/get-report/windows-chrome"
  URLS[3]="https://api.example/get-report/linux-safari"
  URLS[4]="https://api.example/get-report/mac-safari"
  URLS[5]="https://api.example/get-report/windows-safari"
  URLS[6]="https://api.example/get-report/linux-firefox"
  URLS[7]="https://api.example/get-report/mac-firefox"
  URLS[8]="https://api.example/get-report/windows-firefox"
  for i in "\${!URLS[@]}"; do
      if [ "\${URLS[$i]}" != \${args[$i]} ]; then
        echo "Error: expected url to be \${URLS[$i]}, but got \${args[$i]}"
        exit 1
      fi
      echo "Done validating the url: \${args[$i]}"
  done
`;
