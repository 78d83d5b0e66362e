import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';
import { services } from './services';

/** Tests and builds the services that a push changed; all of them when it changed what they share. */
export function monorepo(scope: Construct) {
  const changed = new Task(scope, 'changed', {
    params: { before: param.string({ description: 'the commit before the push' }) },
    results: { services: result.array() },
    workspaces: { source: workspace() },
    steps: ({ params, results, workspaces: { source } }) => [
      {
        name: 'compare',
        image: 'alpine/git:2.49.1',
        workingDir: source.path,
        // GitClone made the files as this user, and git reads no repository of another one
        securityContext: { runAsUser: 65534 },
        args: services,
        script: sh`
          list=''
          for service in "$@"; do
            git diff --quiet ${params.before} HEAD -- "services/$service" libs || list="$list,\"$service\""
          done
          printf '[%s]' "\${list#,}" | tee ${results.services.path}
        `,
      },
    ],
  });
  const test = new Task(scope, 'test', {
    params: { service: param.string() },
    workspaces: { source: workspace() },
    steps: ({ params, workspaces: { source } }) => [
      {
        name: 'test',
        image: 'golang:1.25-alpine',
        workingDir: text`${source.path}/services/${params.service}`,
        script: sh`go test ./...`,
      },
    ],
  });
  const build = new Task(scope, 'build', {
    params: { service: param.string(), tag: param.string() },
    workspaces: { source: workspace() },
    steps: ({ params, workspaces: { source } }) => [
      {
        name: 'build',
        image: 'quay.io/buildah/stable:v1.41.4',
        workingDir: source.path,
        script: sh`
          image=ghcr.io/acme/${params.service}:${params.tag}
          buildah --storage-driver=vfs build --file services/${params.service}/Dockerfile --tag "$image" .
          buildah --storage-driver=vfs push "$image"
        `,
      },
    ],
  });

  const pipeline = new Pipeline(scope, 'monorepo', {
    params: { url: param.string(), sha: param.string(), before: param.string() },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(5) }) },
  });
  const { url, sha, before } = pipeline.params;
  // depth 0 fetches all commits, also the one before the push
  const clone = new GitClone(scope, 'clone', { depth: '0' });
  const cloned = pipeline.add(clone, { params: { url, revision: sha }, workspaces: { source: pipeline.workspaces.code } });
  const { source } = cloned.workspaces;
  const { services: touched } = pipeline.add(changed, { params: { before }, workspaces: { source } }).results;
  const tested = pipeline.add(test, { matrix: { params: { service: touched } }, workspaces: { source } });
  pipeline.add(build, { matrix: { params: { service: touched } }, params: { tag: sha }, workspaces: tested.workspaces });
  return { pipeline, changed };
}
