import type { Chart } from 'cdk8s';
import { EmbeddedTask, Pipeline, PipelineRun, param, sh, Workspace, workspace } from 'tekwire';

/** Params and workspaces through three pipelines, one in the other. */
export function nestedPipelines(chart: Chart): void {
  const params = { greeting: param.string(), target: param.string() };
  const workspaces = { source: workspace(), 'shared-config': workspace() };
  const innermost = new Pipeline(chart, 'grandchild-pipeline', {
    description: 'Innermost Pipeline; receives params and two workspaces from its callers.',
    params,
    workspaces,
  });
  innermost.add(show, { params: innermost.params, workspaces: innermost.workspaces });
  const middle = new Pipeline(chart, 'child-pipeline-complex', {
    description: 'Intermediate Pipeline; forwards params and workspaces to grandchild via pipelineRef.',
    params,
    workspaces,
  });
  middle.add(innermost, { name: 'grandchild', params: middle.params, workspaces: middle.workspaces });
  const outer = new Pipeline(chart, 'pipelines-in-pipelines-ref-complex', {
    description: 'Two-level nested pipelineRef with multiple params and multiple workspaces.',
    params,
    workspaces,
  });
  outer.add(middle, { name: 'child', params: outer.params, workspaces: outer.workspaces });
  new PipelineRun(chart, 'pipelines-in-pipelines-ref-complex-run', {
    pipeline: outer,
    params: { greeting: 'hello', target: 'pipelines-in-pipelines' },
    workspaces: { source: Workspace.emptyDir(), 'shared-config': Workspace.emptyDir() },
  });
}

const show = new EmbeddedTask('show', {
  params: { greeting: param.string(), target: param.string() },
  workspaces: { source: workspace(), 'shared-config': workspace() },
  steps: ({ params, workspaces: { source, 'shared-config': config } }) => [
    {
      name: 'greet',
      image: 'mirror.gcr.io/busybox',
      script: sh`
        echo "${params.greeting}, ${params.target}!"
        echo "source workspace at ${source.path}:"
        ls -la ${source.path}
        cat ${config.path}/note 2>/dev/null || echo "(no note in shared-config)"
      `,
    },
  ],
});
