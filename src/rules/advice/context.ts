import type { Rule } from '../contract/rule';

/** Advice about context variables. */
export const lintContextRules: readonly Rule[] = [
  {
    code: 'TW515',
    slug: 'misplaced-retry-count',
    title: 'retry count in a Task that is not embedded',
    why: 'the variable is "0" in every attempt: Tekton replaces it once, and then reuses the Task from the status of the TaskRun',
    source: 'pkg/reconciler/taskrun/resources/taskref.go GetTaskFuncFromTaskRun; docs/variables.md context.task.retry-count',
    severity: 'warning',
    lint: 'usual',
    on: 'task-use',
    of: 'context',
    check: ({ variable, body, owner }, _, report) => {
      if (owner.isObject && variable.path === 'task.retry-count')
        report([], `"$(${body})" is "0" in every attempt`, 'embed the Task in its pipeline as taskSpec');
    },
  },
];
