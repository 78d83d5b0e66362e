import type { Chart } from 'cdk8s';
import { param, Task, TaskRun, Workspace, workspace } from 'tekwire';

/** Runs of a Task of Artifact Hub. */
export function hubResolver(chart: Chart): void {
  const surface = {
    params: { url: param.string(), revision: param.string({ default: '' }) },
    workspaces: { output: workspace() },
  };
  const run = {
    params: { url: 'https://github.com/tektoncd/pipeline.git', revision: 'main' },
    workspaces: { output: Workspace.emptyDir() },
    podTemplate: { securityContext: { fsGroup: 65532 } },
  };
  const version = { name: 'git-clone', version: '0.10' };
  new TaskRun(chart, 'hub-resolver-simple-semver', { task: Task.fromResolver({ hub: { type: 'artifact', ...version } }, surface), ...run });
  new TaskRun(chart, 'hub-resolver-semver-required-fields-only', { task: Task.fromResolver({ hub: version }, surface), ...run });
}
