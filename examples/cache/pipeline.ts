import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, sh, Task, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** Tests a Node.js project whose packages are kept between runs, by the hash of its lock file. */
export function cached(scope: Construct) {
  const test = new Task(scope, 'test', {
    workspaces: { source: workspace(), cache: workspace({ optional: true }) },
    steps: ({ workspaces: { source, cache } }) => [
      {
        name: 'packages',
        image: 'node:22.23.3-alpine3.24',
        workingDir: source.path,
        env: { CACHE: cache.path, BOUND: cache.bound },
        script: sh`
          kept="$CACHE/$(sha256sum package-lock.json | cut -d ' ' -f 1)"
          if [ "$BOUND" = true ] && [ -d "$kept" ]; then
            echo "packages of an earlier run"
            cp -R "$kept" node_modules
            exit 0
          fi
          npm ci
          if [ "$BOUND" = true ]; then
            # a copy of another name first: a run that reads the cache at this time sees all files or none
            draft=$(mktemp -d "$CACHE/draft-XXXXXX")
            cp -R node_modules/. "$draft"
            mv -T "$draft" "$kept" || rm -rf "$draft"
          fi
        `,
      },
      { name: 'test', image: 'node:22.23.3-alpine3.24', workingDir: source.path, script: sh`npm test` },
    ],
  });

  const pipeline = new Pipeline(scope, 'cached', {
    params: { url: param.string() },
    // one claim, which outlives the runs: a task can mount only one
    workspaces: { disk: Workspace.existingClaim('ci') },
  });
  const { disk } = pipeline.workspaces;
  const clone = new GitClone(scope, 'clone', { removeAfter: Duration.days(1) });
  const cloned = pipeline.add(clone, { params: { url: pipeline.params.url }, workspaces: { source: disk.sub('runs') } });
  pipeline.add(test, { workspaces: { source: cloned.workspaces.source, cache: disk.sub('cache/npm') } });
  return { pipeline, test };
}
