import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, PipelineRun, param, Task, Workspace, workspace } from 'tekwire';

/** A pipeline whose Task lies behind a URL. */
export function httpResolver(chart: Chart): void {
  const clone = Task.fromResolver(
    { http: { url: 'https://raw.githubusercontent.com/tektoncd/catalog/main/task/git-clone/0.10/git-clone.yaml' } },
    { params: { url: param.string() }, workspaces: { output: workspace() } },
  );
  const pipeline = new EmbeddedPipeline('clone', { workspaces: { output: Workspace.emptyDir() } });
  pipeline.add(clone, {
    name: 'http-resolver',
    params: { url: 'https://github.com/kelseyhightower/nocode' },
    workspaces: { output: pipeline.workspaces.output },
  });
  new PipelineRun(chart, 'http-resolver', { pipeline });
}
