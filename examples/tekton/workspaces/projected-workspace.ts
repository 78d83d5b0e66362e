import type { Chart } from 'cdk8s';
import { Pipeline, PipelineRun, param, sh, Task, Workspace, workspace } from 'tekwire';

/** A workspace of several sources, and one on a claim, written by one task and read by the next. */
export function projectedWorkspace(chart: Chart): void {
  const image = 'mirror.gcr.io/ubuntu';
  const fetch = new Task(chart, 'fetch-secure-data', {
    workspaces: { 'secure-store': workspace(), filedrop: workspace() },
    steps: ({ workspaces: { 'secure-store': store, filedrop } }) => [
      {
        name: 'fetch-and-write',
        image,
        script: sh`
          if [ "hunter2" = "$(cat ${store.path}/password)" ]; then
            cp ${store.path}/recipe.txt ${filedrop.path}
          else
            echo "wrong password!"
            exit 1
          fi
        `,
      },
    ],
  });
  const print = new Task(chart, 'print-data', {
    params: { filename: param.string() },
    workspaces: { storage: workspace({ readOnly: true }) },
    steps: ({ params, workspaces }) => [{ name: 'print-secrets', image, script: sh`cat ${workspaces.storage.path}/${params.filename}` }],
  });
  const recipe = { name: 'sensitive-recipe-storage', items: [{ key: 'brownies', path: 'recipe.txt' }] };
  const pipeline = new Pipeline(chart, 'fetch-and-print-recipe', {
    workspaces: {
      'data-store': Workspace.projected([{ secret: { name: 'secret-password' } }, { configMap: recipe }]),
      'shared-data': Workspace.existingClaim('shared-task-storage'),
    },
  });
  const { 'data-store': store, 'shared-data': shared } = pipeline.workspaces;
  const fetched = pipeline.add(fetch, { name: 'fetch-the-recipe', workspaces: { 'secure-store': store, filedrop: shared } });
  pipeline.add(print, {
    name: 'print-the-recipe',
    params: { filename: 'recipe.txt' },
    workspaces: { storage: fetched.workspaces.filedrop },
  });
  new PipelineRun(chart, 'recipe-time', { pipeline });
}
