import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, PipelineRun, param, sh, Task, text, Workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** A delivery whose build is still YAML, and whose pipeline is a program already. */
export function migration(scope: Construct) {
  // params, results and workspaces are known to the compiler: tekwire.lock.d.ts declares them
  const build = Task.fromFile(scope, 'build', 'tasks/build.yaml');
  const sign = new Task(scope, 'sign', {
    params: { image: param.string() },
    steps: ({ params }) => [
      {
        name: 'sign',
        image: 'cgr.dev/chainguard/cosign:3.0.2-dev',
        script: sh`cosign sign --yes --key k8s://ci/cosign ${params.image}`,
      },
    ],
  });

  const pipeline = new Pipeline(scope, 'delivery', {
    params: { url: param.string(), revision: param.string({ default: 'main' }) },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const { url, revision } = pipeline.params;
  const cloned = pipeline.add(new GitClone(scope, 'clone'), {
    params: { url, revision },
    workspaces: { source: pipeline.workspaces.code },
  });
  const image = 'ghcr.io/acme/web';
  const built = pipeline.add(build, { params: { image }, workspaces: { source: cloned.workspaces.source } });
  pipeline.add(sign, { params: { image: text`${image}@${built.results.digest}` } });

  // runs of a Pipeline in YAML are typed, too
  const nightly = Pipeline.fromFile(scope, 'nightly', 'tasks/nightly.yaml');
  new PipelineRun(scope, 'tonight', { pipeline: nightly, params: { image }, workspaces: { code: Workspace.existingClaim('sources') } });
  return { pipeline, nightly };
}
