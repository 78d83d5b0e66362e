import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, PipelineRun, param, sh, Task } from 'tekwire';

/** A matrix with further values for some of its combinations, and a combination of its own. */
export function matrixInclude(chart: Chart): void {
  const option = param.string({ default: '' });
  const build = new Task(chart, 'mytask', {
    metadata: { annotations: { description: 'A task that does something cool with GOARCH and version\n' } },
    params: { GOARCH: option, version: option, flags: option, context: option, package: option },
    steps: ({ params: { GOARCH, version, flags, context, package: packages } }) => [
      {
        name: 'echo',
        image: 'mirror.gcr.io/alpine',
        script: sh`echo ${GOARCH} and ${version} flags? ${flags} context? ${context} package? ${packages}`,
      },
    ],
  });
  const pipeline = new EmbeddedPipeline('matrixed-include');
  pipeline.add(build, {
    name: 'matrix-include',
    matrix: {
      params: { GOARCH: ['linux/amd64', 'linux/ppc64le', 'linux/s390x'], version: ['go1.17', 'go1.18.1'] },
      include: [
        { name: 'common-package', params: { package: 'path/to/common/package/' } },
        { name: 's390x-no-race', params: { GOARCH: 'linux/s390x', flags: '-cover -v' } },
        { name: 'go117-context', params: { version: 'go1.17', context: 'path/to/go117/context' } },
        { name: 'non-existent-arch', params: { GOARCH: 'I-do-not-exist' } },
      ],
    },
  });
  new PipelineRun(chart, 'matrixed-include-pr', { pipeline });
}
