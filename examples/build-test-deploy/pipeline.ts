import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, PipelineServiceAccount, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** Clones a repository, tests it, builds an image of the commit and deploys it; a failed run is announced. */
export function delivery(scope: Construct) {
  const test = new Task(scope, 'test', {
    workspaces: { source: workspace() },
    steps: ({ workspaces: { source } }) => [
      { name: 'test', image: 'node:22.23.3-alpine3.24', workingDir: source.path, script: sh`npm ci && npm test` },
    ],
  });
  const build = new Task(scope, 'build', {
    params: { image: param.string({ description: 'where to push' }) },
    results: { digest: result.string({ description: 'sha256:…' }) },
    workspaces: { source: workspace() },
    steps: ({ params, results, workspaces: { source } }) => [
      {
        name: 'build',
        image: 'quay.io/buildah/stable:v1.41.4',
        workingDir: source.path,
        script: sh`
          buildah --storage-driver=vfs build --tag ${params.image} .
          buildah --storage-driver=vfs push --digestfile ${results.digest.path} ${params.image}
        `,
      },
    ],
  });
  const deploy = new Task(scope, 'deploy', {
    params: { image: param.string() },
    rbac: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch', 'patch'], resourceNames: ['web'] }],
    steps: ({ params }) => [
      {
        name: 'deploy',
        image: 'alpine/k8s:1.33.4',
        script: sh`
          kubectl set image deployment/web web=${params.image}
          kubectl rollout status deployment/web --timeout=5m
        `,
      },
    ],
  });
  const announce = new Task(scope, 'announce', {
    params: { message: param.string() },
    steps: ({ params }) => [
      {
        name: 'announce',
        image: 'curlimages/curl:8.16.0',
        env: { WEBHOOK: { valueFrom: { secretKeyRef: { name: 'chat', key: 'webhook' } } } },
        script: sh`curl --fail --silent --data-urlencode text=${params.message} "$WEBHOOK"`,
      },
    ],
  });

  const pipeline = new Pipeline(scope, 'delivery', {
    params: { url: param.string(), revision: param.string({ default: 'main' }), repository: param.string() },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const { url, revision, repository } = pipeline.params;
  const cloned = pipeline.add(new GitClone(scope, 'clone'), {
    params: { url, revision },
    workspaces: { source: pipeline.workspaces.code },
  });
  const tested = pipeline.add(test, { workspaces: { source: cloned.workspaces.source } });
  const built = pipeline.add(build, {
    params: { image: text`${repository}:${cloned.results.commit}` },
    // the directory as the tests leave it: so this task runs after them
    workspaces: { source: tested.workspaces.source },
  });
  pipeline.add(deploy, { params: { image: text`${repository}@${built.results.digest}` }, when: [revision.in('main')] });
  pipeline.finally(announce, {
    params: { message: text`${pipeline.context.pipelineRun.name} of ${url} failed` },
    when: [pipeline.status.in('Failed')],
  });
  pipeline.addResult('digest', built.results.digest);

  const account = new PipelineServiceAccount(scope, 'delivery-runs', { pipeline, secrets: ['registry'] });
  return { pipeline, account, build };
}
