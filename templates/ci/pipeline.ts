import { Chart, type ChartProps, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** Clones a repository, tests it, then builds an image of the commit and pushes it. */
export class PipelineChart extends Chart {
  readonly pipeline;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    const test = new Task(this, 'test', {
      workspaces: { source: workspace() },
      steps: ({ workspaces }) => [
        {
          name: 'test',
          image: 'node:22.23.3-alpine3.24@sha256:0a7108bf6c7bf5de370ffb1a3ed6be93d405b43ff159f681a8d18c0e2bc2e402',
          workingDir: workspaces.source.path,
          script: sh`
            npm ci
            npm test
          `,
        },
      ],
    });
    const build = new Task(this, 'build', {
      params: { image: param.string({ description: 'where to push' }) },
      results: { digest: result.string({ description: 'sha256:…' }) },
      workspaces: { source: workspace() },
      steps: ({ params, results, workspaces }) => [
        {
          name: 'build',
          image: 'quay.io/buildah/stable:v1.41.4',
          workingDir: workspaces.source.path,
          script: sh`
            buildah --storage-driver=vfs build --tag ${params.image} .
            buildah --storage-driver=vfs push --digestfile ${results.digest.path} ${params.image}
          `,
        },
      ],
    });

    const ci = new Pipeline(this, 'ci', {
      params: { url: param.string(), revision: param.string({ default: 'main' }), repository: param.string() },
      workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
    });
    const clone = ci.add(new GitClone(this, 'git-clone'), {
      params: { url: ci.params.url, revision: ci.params.revision },
      workspaces: { source: ci.workspaces.code },
    });
    const tested = ci.add(test, { workspaces: { source: clone.workspaces.source } });
    const built = ci.add(build, {
      params: { image: text`${ci.params.repository}:${clone.results.commit}` },
      // the directory as the tests leave it, so this task runs after them
      workspaces: { source: tested.workspaces.source },
    });
    ci.addResult('digest', built.results.digest);
    this.pipeline = ci;
  }
}
