import { type Chart, Size } from 'cdk8s';
import { EmbeddedPipeline, EmbeddedTask, PipelineRun, param, sh, Workspace } from 'tekwire';
import { check, create, run } from './cel-conditions';

/** Conditions on params, results and the status of tasks, and on whether a list holds a value. */
export function conditions(chart: Chart): void {
  const description = 'This workspace is shared among all the pipeline tasks to read/write common resources\n';
  const pipeline = new EmbeddedPipeline('guarded', {
    params: {
      path: param.string({ description: 'The path of the file to be created' }),
      branches: param.array({ description: 'The list of branch names' }),
    },
    workspaces: { source: Workspace.claim({ size: Size.mebibytes(16) }).describe(description) },
  });
  const { path, branches } = pipeline.params;
  const { source } = pipeline.workspaces;
  const created = pipeline.add(create, { when: [path.in('README.md')], workspaces: { source } });
  const checked = pipeline.add(check, { params: { path }, workspaces: { source: created.workspaces.source } });
  const { exists } = checked.results;
  const echoed = pipeline.add(run('echo file exists'), { name: 'echo-file-exists', when: [exists.in('yes')] });
  pipeline.add(hello('echo hello'), { name: 'sample-task-with-array-values', overrides: holds(branches, 'main') });
  pipeline.add(run('exit 1'), { name: 'task-should-be-skipped-1', when: [exists.in('missing')] });
  pipeline.add(run('exit 1'), { name: 'task-should-be-skipped-2', when: [path.notIn('README.md')] });
  const never = { when: [{ input: 'monday', operator: 'in', values: ['friday'] }] } as const;
  pipeline.add(run('exit 1'), { name: 'task-should-be-skipped-3', after: [echoed], overrides: never });
  pipeline.add(hello('exit 1'), { name: 'task-should-be-skipped-4', overrides: holds(branches, 'master') });
  const skipped = [
    echoed.status.in('Failed'),
    exists.in('missing'),
    path.notIn('README.md'),
    pipeline.status.in('Failed'),
    pipeline.status.in('Succeeded'),
  ];
  skipped.forEach((when, at) => {
    pipeline.finally(run('exit 1'), { name: `finally-task-should-be-skipped-${at + 1}`, when: [when] });
  });
  pipeline.finally(run('echo finally done'), {
    name: 'finally-task-should-be-executed',
    when: [echoed.status.in('Succeeded'), pipeline.status.in('Completed'), exists.in('yes'), path.in('README.md')],
  });
  new PipelineRun(chart, 'guarded-pr', { pipeline, params: { path: 'README.md', branches: ['main', 'hotfix'] } });
}

function hello(command: string): EmbeddedTask {
  return new EmbeddedTask('hello', { steps: () => [{ name: 'echo', image: 'mirror.gcr.io/alpine', script: sh`${command}` }] });
}

// conditions are made of references; a literal on the left goes round them
function holds(list: object, value: string) {
  return { when: [{ input: value, operator: 'in', values: [String(list)] }] } as const;
}
