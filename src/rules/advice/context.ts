import type { Rule } from '../contract/rule';

/** Advice on what Tekton fills in. */
export const lintContextRules: readonly Rule[] = [
  {
    code: 'TW515',
    slug: 'misplaced-retry-count',
    title: 'retry count of a task used where it is not known',
    why: 'a Task that stands alone reads "0" in every attempt: Tekton fills it in once and keeps the Task in the status of the TaskRun',
    source: 'pkg/reconciler/taskrun/resources/taskref.go GetTaskFuncFromTaskRun; docs/variables.md context.task.retry-count',
    severity: 'warning',
    lint: 'usual',
    on: 'task-use',
    of: 'context',
    check: ({ variable, body, owner }, _, report) => {
      if (owner.isObject && variable.path === 'task.retry-count')
        report([], `"$(${body})" is "0" in every attempt`, 'write the Task into its pipeline as taskSpec');
    },
  },
];
