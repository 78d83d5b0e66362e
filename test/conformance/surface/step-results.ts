import type { Chart } from 'cdk8s';
import { Pipeline, result, sh, Task } from '../../../src';

/** Steps that hand results to later steps and to their Task. */
export function stepResults(chart: Chart): void {
  const image = 'busybox:1.37.0';
  const build = new Task(chart, 'step-results', {
    results: { digest: result.string(), files: result.array(), owner: result.object({ properties: ['name'] }) },
    steps: ({ results, step }) => {
      const build = step(
        'build',
        {
          digest: result.string({ description: 'of the image' }),
          files: result.array(),
          owner: result.object({ properties: ['name', 'mail'] }),
        },
        ({ digest, files, owner }) => ({
          image,
          script: sh`
            printf sha256 > ${digest.path}
            printf '["a"]' > ${files.path}
            printf '{"name": "a", "mail": "b"}' > ${owner.path}
          `,
        }),
      );
      results.digest.take(build.results.digest);
      results.files.take(build.results.files);
      results.owner.take(build.results.owner);
      return [
        build,
        { name: 'args', image, command: ['echo', build.results.digest], args: [build.results.files, build.results.files.at(0)] },
        { name: 'script', image, env: { NAME: build.results.owner.name }, script: sh`echo ${build.results.digest}` },
        { name: 'when', image, command: ['true'], when: [build.results.digest.in('sha256'), build.results.owner.name.notIn('b')] },
      ];
    },
  });
  const pipeline = new Pipeline(chart, 'uses-results');
  const built = pipeline.add(build);
  pipeline.addResult('digest', built.results.digest);
  pipeline.addResult('owner', built.results.owner.name);
}
