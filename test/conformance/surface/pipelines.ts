import { type Chart, Duration, Size } from 'cdk8s';
import { cel, Pipeline, PipelineRun, param, result, Task, text, Workspace, workspace } from '../../../src';

const image = 'busybox:1.37.0';

/** Every field of pipelines and of their tasks, and the variables that are no data. */
export function pipelines(chart: Chart): void {
  const build = new Task(chart, 'build', {
    params: { platform: param.string(), browser: param.string({ default: 'a' }) },
    results: { digest: result.string() },
    workspaces: { source: workspace({ optional: true }) },
    steps: ({ artifacts, results, task, credentialsPath }) => [
      { name: 'make', image, command: ['tee', results.digest.path, artifacts.path, artifacts.stepPath] },
      { name: 'use', image, command: ['echo'], args: [artifacts.outputs('make', 'image'), task.name, credentialsPath] },
    ],
  });
  const told = new Task(chart, 'told', {
    params: { text: param.string(), list: param.array({ default: [] }), object: param.object({ properties: ['a'], default: { a: '' } }) },
    steps: ({ params }) => [{ name: 'run', image, args: [params.text] }],
  });
  const pipeline = new Pipeline(chart, 'all', {
    displayName: 'All',
    description: 'every field',
    params: {
      text: param.string({ description: 'a', default: 'b' }),
      mode: param.string({ default: 'continue' }),
      level: param.enum(['low'], { default: 'low' }),
      list: param.array({ default: ['a'] }),
      object: param.object({ properties: ['a'] }),
    },
    workspaces: {
      code: Workspace.claim({ size: Size.gibibytes(1) }).describe('sources'),
      free: workspace({ optional: true, description: 'free' }),
    },
  });
  const { code } = pipeline.workspaces;
  const matrix = {
    params: { platform: ['linux', 'mac'] },
    include: [{ name: 'extra', params: { platform: 'linux', browser: 'b' } }],
  } as const;
  const built = pipeline.add(build, { matrix, workspaces: { source: code.sub(pipeline.params.text) } });
  const one = pipeline.add(told, {
    name: 'one',
    displayName: text`one of ${pipeline.params.text}`,
    description: 'the first',
    params: { text: built.matrixLength, list: built.results.digest, object: pipeline.params.object },
    when: [
      { input: 'b', operator: 'in', values: [pipeline.params.text] },
      pipeline.workspaces.free.bound.in('false'),
      pipeline.context.pipeline.name.in('all'),
      pipeline.params.text.in('b'),
      cel`${pipeline.params.level} == 'low'`,
    ],
    retries: 1,
    timeout: Duration.minutes(1),
    onError: 'stopAndFail',
  });
  pipeline.add(told, {
    name: 'two',
    params: { text: text`${pipeline.context.pipelineTask.retries} ${pipeline.context.pipelineRun.uid}` },
    after: [one],
    onError: 'continue',
  });
  pipeline.add(told, { name: 'three', params: { text: 'a' }, onError: pipeline.params.mode });
  pipeline.finally(told, {
    name: 'last',
    displayName: 'Last',
    description: 'the last',
    params: { text: one.status, list: [pipeline.status] },
  });
  pipeline.finally(build, {
    name: 'many',
    matrix,
    workspaces: { source: code.sub('a') },
    when: [one.status.in('Failed'), cel`${pipeline.params.level} == 'low'`],
    retries: 1,
  });
  pipeline.addResult('digests', built.results.digest, { description: 'all of them' });
  new PipelineRun(chart, 'all-run', { pipeline, params: { object: { a: 'b' } } });
}
