import type { Chart } from 'cdk8s';
import { bash, EmbeddedTask, Pipeline, PipelineRun, param, sh } from 'tekwire';

/** Single items of a list: handed to a task's params, and taken in scripts. */
export function arrayIndexing(chart: Chart): void {
  const pipeline = new Pipeline(chart, 'deploy', { params: { environments: param.array() } });
  const { environments } = pipeline.params;
  const params = { environment1: environments.at(0), environment2: environments.at(1), environments };
  pipeline.add(deploy, { params });
  new PipelineRun(chart, 'pipelinerun-param-array-indexing', { pipeline, params: { environments: ['staging', 'qa', 'prod'] } });
}

const deploy = new EmbeddedTask('deploy', {
  params: { environment1: param.string(), environment2: param.string(), environments: param.array() },
  steps: ({ params: { environment1, environment2, environments } }) => [
    {
      name: 'validate-environment1',
      image: 'mirror.gcr.io/bash',
      args: [environment1],
      script: sh`
        if [[ $# != 1 ]]; then
          echo "failed to validate the length of the arguments"
          echo "Want: 1, Got: $#"
          exit 1
        fi
        if [[ $1 != "staging" ]]; then
            echo "failed to validate the one and only argument of the script"
            echo "Want: staging, Got: $1"
          exit 1
        fi
        if [[ ${environments.at(2)} != "prod" ]]; then
          echo "failed to validate indexing into an array param"
          echo "Want: prod, Got: ${environments.at(2)}"
        fi
      `,
    },
    {
      name: 'validate-environment2',
      image: 'mirror.gcr.io/ubuntu',
      script: bash`
        VALUE=${environment2}
        EXPECTED="qa"
        diff=$(diff <(printf "%s\n" "\${VALUE[@]}") <(printf "%s\n" "\${EXPECTED[@]}"))
        if [[ -z "$diff" ]]; then
            echo "Got expected: \${VALUE}"
            exit 0
        else
            echo "Want: \${EXPECTED} Got: \${VALUE}"
            exit 1
        fi
      `,
    },
    {
      name: 'validate-environments',
      image: 'mirror.gcr.io/bash',
      args: [environments],
      script: sh`
        if [[ $# != 3 ]]; then
          echo "failed to validate the length of the arguments"
          echo "Want: 3, Got: $#"
          exit 1
        fi
        if [[ ${environments.at(0)} != "staging" ]]; then
            echo "failed to validate the first array element while indexing into an array"
            echo "Want: staging, Got: ${environments.at(0)}"
          exit 1
        fi
        if [[ ${environments.at(1)} != "qa" ]]; then
            echo "failed to validate the second array element while indexing into an array"
            echo "Want: qa, Got: ${environments.at(1)}"
          exit 1
        fi
        if [[ ${environments.at(2)} != "prod" ]]; then
          echo "failed to validate the third array element while indexing into an array"
          echo "Want: prod, Got: ${environments.at(2)}"
        fi
      `,
    },
  ],
});
