import type { Chart } from 'cdk8s';
import { EmbeddedTask, result, sh, TaskRun } from 'tekwire';

const image = 'mirror.gcr.io/bash@sha256:e320b40b14abc61f053286705070342c46034a549a276b798e64541457c4af92';

/** What steps write to their standard output and error, as results. */
export function stepStreams(chart: Chart): void {
  const task = new EmbeddedTask('streams', {
    results: {
      digest: result.string({ description: 'image digest' }),
      error: result.string({ description: 'error message' }),
      combined: result.string({ description: 'combined result' }),
    },
    steps: ({ results: { digest, error, combined } }) => [
      {
        name: 'digest-step',
        image: 'gcr.io/go-containerregistry/crane',
        args: ['digest', 'mirror.gcr.io/bash'],
        stdoutConfig: { path: digest.path },
        stderrConfig: { path: error.path },
      },
      {
        name: 'error',
        image,
        onError: 'continue',
        script: sh`echo "combined message" && nonsense`,
        stdoutConfig: { path: combined.path },
        stderrConfig: { path: combined.path },
      },
      { name: 'log-results', image, script: sh`${Object.entries({ digest, error, combined }).map(print).join('')}` },
    ],
  });
  new TaskRun(chart, 'step-stream-tr', { task });
}

function print([name, { path }]: [string, { readonly path: string }]): string {
  return `if [[ -f ${path} ]]\nthen\n  echo -n "${name}: "\n  cat ${path}\n  echo ""\nfi\n`;
}
