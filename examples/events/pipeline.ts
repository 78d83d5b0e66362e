import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, sh, Task, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';
import { EventListener, github, slug } from 'tekwire/events';

/** Tests every push to `main` and every pull request; comments that ask for it start the tests again. */
export function checks(scope: Construct) {
  const test = new Task(scope, 'test', {
    workspaces: { source: workspace() },
    steps: ({ workspaces: { source } }) => [
      { name: 'test', image: 'node:22.23.3-alpine3.24', workingDir: source.path, script: sh`npm ci && npm test` },
    ],
  });
  const pipeline = new Pipeline(scope, 'checks', {
    params: { url: param.string(), sha: param.string() },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const { url, sha } = pipeline.params;
  const clone = new GitClone(scope, 'clone');
  const cloned = pipeline.add(clone, { params: { url, revision: sha }, workspaces: { source: pipeline.workspaces.code } });
  pipeline.add(test, { workspaces: { source: cloned.workspaces.source } });

  const secret = { name: 'github-webhook', key: 'token' };
  const listener = new EventListener(scope, 'github', {
    exposed: { ingress: { host: 'hooks.acme.example', tlsSecret: 'hooks-tls', className: 'nginx' } },
    allowFrom: ['ingress-nginx'],
  });
  // the pipeline's params url and sha have the names of fields of the event, so its runs get them
  listener
    .on(github.push({ secret, branches: ['main', 'release/*'] }), ({ branch }) => ({
      pipeline,
      metadata: { labels: { branch: slug(branch) } },
    }))
    .on(github.pullRequest({ secret, drafts: false }), { pipeline })
    // code of strangers: these runs get no secret, no shared volume and no permission
    .on(github.pullRequest({ secret, from: 'forks' }), ({ headUrl }) => ({ pipeline, params: { url: headUrl } }));
  return { pipeline, listener };
}
