import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, Workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';
// in an app of its own: import { nodeTest, notice } from '@acme/tekton-components';
import { nodeTest, notice } from './acme-components';

/** A pipeline of a team, with the components of the company. */
export function web(scope: Construct) {
  const pipeline = new Pipeline(scope, 'web', {
    params: { url: param.string() },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const clone = new GitClone(scope, 'clone');
  const cloned = pipeline.add(clone, { params: { url: pipeline.params.url }, workspaces: { source: pipeline.workspaces.code } });
  const test = nodeTest(scope, 'node-test', { image: 'node:24-alpine3.22' });
  pipeline.add(test, { params: { folder: 'web' }, workspaces: { source: cloned.workspaces.source } });
  pipeline.finally(notice(scope, 'notice'), { params: { status: pipeline.status } });
  return pipeline;
}
