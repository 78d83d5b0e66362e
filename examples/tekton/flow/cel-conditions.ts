import { type Chart, Size } from 'cdk8s';
import { cel, EmbeddedPipeline, EmbeddedTask, PipelineRun, param, result, sh, Workspace, workspace } from 'tekwire';

/** Conditions in CEL on params, results and the status of tasks; a task that is skipped does not stop those ordered behind it. */
export function celConditions(chart: Chart): void {
  const description = 'This workspace is shared among all the pipeline tasks to read/write common resources\n';
  const pipeline = new EmbeddedPipeline('guarded', {
    params: { path: param.string({ description: 'The path of the file to be created' }) },
    workspaces: { source: Workspace.claim({ size: Size.mebibytes(16) }).describe(description) },
  });
  const { path } = pipeline.params;
  const { source } = pipeline.workspaces;
  const created = pipeline.add(create, { when: [cel`${path} == 'README.md'`], workspaces: { source } });
  const checked = pipeline.add(check, { params: { path }, workspaces: { source: created.workspaces.source } });
  const { exists } = checked.results;
  const echoed = pipeline.add(run('echo file exists'), { name: 'echo-file-exists', when: [cel`${exists} == 'yes'`] });
  pipeline.add(run('exit 1'), { name: 'task-should-be-skipped-1', when: [cel`${exists}=='missing'`] });
  pipeline.add(run('exit 1'), { name: 'task-should-be-skipped-2', when: [cel`${path}!='README.md'`] });
  pipeline.add(run('exit 1'), { name: 'task-should-be-skipped-3', after: [echoed], when: [cel`'monday'=='friday'`] });
  const never = [
    cel`${echoed.status}=='Failed'`,
    cel`${exists}=='missing'`,
    cel`${path}!='README.md'`,
    cel`${pipeline.status}=='Failed'`,
    cel`${pipeline.status}=='Succeeded'`,
  ];
  never.forEach((when, at) => {
    pipeline.finally(run('exit 1'), { name: `finally-task-should-be-skipped-${at + 1}`, when: [when] });
  });
  pipeline.finally(run('echo finally done'), {
    name: 'finally-task-should-be-executed',
    when: [cel`${echoed.status}=='Succeeded'`, cel`${pipeline.status}=='Completed'`, cel`${exists}=='yes'`, cel`${path}=='README.md'`],
  });
  new PipelineRun(chart, 'guarded-pr-by-cel', { pipeline, params: { path: 'README.md' } });
}

const image = 'mirror.gcr.io/ubuntu';

/** A task that runs the command. */
export function run(command: string): EmbeddedTask {
  return new EmbeddedTask('run', { steps: () => [{ name: 'echo', image, script: sh`${command}` }] });
}

/** Creates the file, if the workspace is there. */
export const create = new EmbeddedTask('create-file', {
  workspaces: { source: workspace({ description: 'The workspace to create the readme file in' }) },
  steps: ({ workspaces }) => [{ name: 'write-new-stuff', image, script: sh`touch ${workspaces.source.path}/README.md` }],
});

/** Finds out whether the file is there. */
export const check = new EmbeddedTask('check-file', {
  params: { path: param.string() },
  results: { exists: result.string({ description: 'indicates whether the file exists or is missing' }) },
  workspaces: { source: workspace({ description: 'The workspace to check for the file' }) },
  steps: ({ params, results, workspaces }) => [
    {
      name: 'check-file',
      image: 'mirror.gcr.io/alpine',
      script: sh`
        if test -f ${workspaces.source.path}/${params.path}; then
          printf yes | tee ${results.exists.path}
        else
          printf no | tee ${results.exists.path}
        fi
      `,
    },
  ],
});
