import { ApiObject, App, Chart, Size } from 'cdk8s';
import { EmbeddedTask, Pipeline, PipelineRun, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';

// What Tekton fills in: every value that no task gives, as params, in texts, conditions, paths and names of volumes.
const app = new App();
const chart = new Chart(app, 'context', { namespace: 'tekwire-e2e-context' });
const image = 'busybox:1.37.0';
new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-settings' }, data: { greeting: 'hello' } });

const look = new EmbeddedTask('look', {
  params: { team: param.string(), run: param.string(), allowed: param.string(), free: param.string() },
  results: { own: result.string(), given: result.string(), claim: result.string(), greeting: result.string() },
  workspaces: { code: workspace(), free: workspace({ optional: true }) },
  volumes: ({ params }) => [{ name: 'settings', configMap: { name: text`${params.team}-settings` } }],
  stepTemplate: ({ params }) => ({ env: { TEAM: params.team } }),
  steps: ({ params, results, task, taskRun, pipelineRun, pipeline, workspaces: { code, free } }) => [
    {
      name: 'skipped',
      image,
      when: [free.bound.in('true')],
      script: sh`printf skipped-not > ${results.greeting.path}`,
    },
    {
      name: 'look',
      image,
      volumeMounts: [{ name: 'settings', mountPath: '/settings' }],
      script: sh`
        [ ${task.retryCount} = 1 ] || exit 1
        printf '%s|%s|%s|%s' ${task.retryCount} ${taskRun.namespace} ${pipelineRun.name} ${pipeline.name} > ${results.own.path}
        printf '%s|%s|%s|%s' ${params.run} ${params.allowed} ${params.free} "$TEAM" > ${results.given.path}
        printf %s ${code.claim} > ${results.claim.path}
        cat /settings/greeting > ${results.greeting.path}
      `,
    },
  ],
});
const done = new Task(chart, 'done', { steps: () => [{ name: 'done', image, command: ['true'] }] });

const pipeline = new Pipeline(chart, 'context', {
  params: { branches: param.array({ default: ['main', 'next'] }) },
  workspaces: {
    code: Workspace.claim({ size: Size.mebibytes(1), name: 'scan', labels: { team: 'web' } }),
    free: workspace({ optional: true }),
  },
});
const { code, free } = pipeline.workspaces;
const { pipelineRun, pipelineTask, pipeline: own } = pipeline.context;
pipeline.add(look, {
  params: {
    team: 'web',
    run: text`${pipelineRun.namespace} ${pipelineRun.name} ${own.name} ${pipelineRun.uid}`,
    allowed: pipelineTask.retries,
    free: free.bound,
  },
  workspaces: { code: code.sub(pipelineRun.uid) },
  when: [{ input: 'main', operator: 'in', values: [pipeline.params.branches] }, own.name.in('context')],
  retries: 1,
});
const told = pipeline.embed('told', {
  results: { told: result.string() },
  steps: (context) => [
    {
      name: 'tell',
      image,
      args: [context.pipeline.params.branches],
      script: sh`printf '%s|%s' "$*" ${context.pipeline.params.branches.at(1)} > ${context.results.told.path}`,
    },
  ],
});
pipeline.add(told);
pipeline.add(done, { name: 'unbound', when: [free.bound.in('true')] });
pipeline.add(done, { name: 'other', when: [{ input: text`${own.name}!`, operator: 'notin', values: ['context!'] }] });
new PipelineRun(chart, 'look-around', { pipeline });
app.synth();
