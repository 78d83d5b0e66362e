import { type Chart, Size } from 'cdk8s';
import { EmbeddedTask, Pipeline, PipelineRun, param, result, sh, TaskRun, Workspace, workspace } from '../../../src';

/** A Task that stands in its pipeline, wired to its neighbours, and one that runs alone. */
export function embeddedTask(chart: Chart): void {
  const make = new EmbeddedTask('make', {
    displayName: 'Make',
    description: 'makes a file',
    metadata: { labels: { team: 'web' }, annotations: { why: 'because' } },
    params: { name: param.string({ description: 'of the file', default: 'a' }) },
    results: { path: result.string({ description: 'of the file' }) },
    workspaces: { out: workspace({ description: 'where it goes', mountPath: '/out', readOnly: false }) },
    steps: ({ params, results, workspaces }) => [
      {
        name: 'make',
        image: 'busybox:1.37.0',
        workingDir: workspaces.out.path,
        script: sh`touch ${params.name}; echo ${params.name} > ${results.path.path}`,
      },
    ],
  });
  const read = new EmbeddedTask('read', {
    params: { path: param.string() },
    workspaces: { in: workspace({ readOnly: true }), cache: workspace({ optional: true }) },
    steps: ({ params, workspaces }) => [
      {
        name: 'read',
        image: 'busybox:1.37.0',
        command: ['cat'],
        args: [params.path, workspaces.in.path, workspaces.cache.path, workspaces.cache.bound],
      },
    ],
  });
  const pipeline = new Pipeline(chart, 'embedded', {
    params: { name: param.string() },
    workspaces: { files: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const step = { image: 'busybox:1.37.0', command: ['echo'] };
  pipeline.add(
    pipeline.embed('told', {
      steps: (context) => [{ ...step, name: 'told', args: [context.pipeline.params.name, context.pipelineRun.uid] }],
    }),
  );
  const made = pipeline.add(make, { params: { name: pipeline.params.name }, workspaces: { out: pipeline.workspaces.files } });
  pipeline.add(read, { params: { path: made.results.path }, workspaces: { in: made.workspaces.out } });
  pipeline.finally(make, { name: 'last', workspaces: { out: pipeline.workspaces.files } });
  new PipelineRun(chart, 'embedded-run', { pipeline, params: { name: 'b' } });
  new TaskRun(chart, 'alone', { task: make, workspaces: { out: Workspace.emptyDir() } });
}
