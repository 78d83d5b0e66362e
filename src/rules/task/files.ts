import { quoted } from '../../diagnostics';
import type { StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import { resultPathsOf } from '../checks/result-paths';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { writesInto } from '../set/written-workspaces';
import type { StepView, TaskView } from '../view/task-view';
import { byName, items, type Loose } from '../view/view';

/** Rules about files that steps write. */
export const fileRules: readonly Rule[] = [
  {
    code: 'TW157',
    slug: 'read-only-declaration-written',
    title: 'step writes into a workspace declared read-only',
    why: 'the workspace is mounted read-only, and the step fails with "Read-only file system"',
    source: 'pkg/workspace/apply.go Apply (VolumeMount.ReadOnly)',
    severity: 'error',
    stricter: 'Tekton does not check scripts',
    on: 'task',
    fields: ['workspaces'],
    check: checkReadOnly,
  },
  {
    code: 'TW158',
    slug: 'hard-coded-result-path',
    title: 'step writes an undeclared result by its path',
    why: 'Tekton reads only declared results: it ignores the file, and a task that uses the result fails',
    source: 'pkg/pod/status.go filterResults; pkg/apis/pipeline/paths.go DefaultResultPath',
    severity: 'error',
    stricter: 'Tekton does not check paths in scripts',
    on: 'step',
    check: checkPaths,
  },
  {
    code: 'TW139',
    slug: 'task-path-of-step-result',
    title: 'StepAction writes its result where a Task has its results',
    why: 'the results of a step are in a folder of its own; Tekton does not find the result, and what uses it fails',
    source: 'pkg/apis/pipeline/paths.go StepsDir; pkg/pod/entrypoint.go (step results in /tekton/steps/<step>/results)',
    severity: 'error',
    stricter: 'Tekton does not check paths in scripts',
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>((spec, report, context) => {
      const declared = byName(spec.results);
      for (const { field, name } of resultPathsOf(spec, context))
        if (declared.has(name))
          report(field, `"/tekton/results/${name}" is not the path of result ${quoted(name)}`, `write to $(step.results.${name}.path)`);
    }),
  },
];

function checkReadOnly(task: TaskView, _: Context, report: Report): void {
  for (const { at, item } of items(task.spec.workspaces)) {
    const { name = '', readOnly } = item;
    if (readOnly === true && writesInto(task, name))
      report(['workspaces', at, 'readOnly'], `a step writes into workspace ${quoted(name)}, which is read-only`, 'remove readOnly');
  }
}

function checkPaths(step: StepView, context: Context, report: Report): void {
  const { results } = step.task;
  for (const { field, name } of resultPathsOf(step.spec, context))
    if (!results.has(name))
      report(
        field,
        `unknown result ${quoted(name)} of the Task${context.suggest(name, results.keys())}`,
        `declare it in results, and write to $(results.${name}.path)`,
      );
}
