import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, PipelineServiceAccount, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** The Tasks of an environment, which the pipelines of all repositories use. */
export function deliveryTasks(scope: Construct) {
  const build = new Task(scope, 'build', {
    params: { image: param.string() },
    results: { digest: result.string() },
    workspaces: { source: workspace() },
    steps: ({ params, results, workspaces: { source } }) => [
      {
        name: 'build',
        image: 'gcr.io/kaniko-project/executor:v1.24.0',
        args: [text`--context=${source.path}`, text`--destination=${params.image}`, `--digest-file=${results.digest.path}`],
      },
    ],
  });
  const deploy = new Task(scope, 'deploy', {
    params: { name: param.string(), image: param.string() },
    rbac: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch', 'patch'] }],
    steps: ({ params }) => [
      { name: 'deploy', image: 'alpine/k8s:1.33.4', script: sh`kubectl set image deployment ${params.name} app=${params.image}` },
    ],
  });
  return { clone: new GitClone(scope, 'clone'), build, deploy };
}

/** The pipeline of one repository in one environment. */
export function deliveryOf(scope: Construct, repository: string, { clone, build, deploy }: ReturnType<typeof deliveryTasks>) {
  const pipeline = new Pipeline(scope, repository, {
    params: { revision: param.string({ default: 'main' }) },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const { revision } = pipeline.params;
  const url = `https://git.acme.example/acme/${repository}.git`;
  const cloned = pipeline.add(clone, { params: { url, revision }, workspaces: { source: pipeline.workspaces.code } });
  const image = `registry.acme.example/apps/${repository}`;
  const built = pipeline.add(build, {
    params: { image: text`${image}:${cloned.results.commit}` },
    workspaces: { source: cloned.workspaces.source },
  });
  pipeline.add(deploy, { params: { name: repository, image: text`${image}@${built.results.digest}` } });
  new PipelineServiceAccount(scope, `${repository}-runs`, { pipeline });
  return pipeline;
}
