import type { PermissionRule, UsableTask } from '../task';

/** A permission that a task of a pipeline declares. */
export interface Claim {
  readonly rule: PermissionRule;
  /** The first task that declares it, after the pipelines around it: `release/deploy`. */
  readonly task: string;
  /** Its index in the task's `rbac`. */
  readonly index: number;
}

/** A pipeline, emitted or embedded, with its tasks. @open */
export interface TaskHolder {
  readonly tasks: readonly { readonly name: string; readonly task: UsableTask }[];
}

/** The permissions that the tasks of the pipeline declare, also in embedded pipelines; each rule once. */
export function claimsOf(pipeline: TaskHolder): Claim[] {
  const claims = new Map<PermissionRule, Claim>();
  const met = new Set<object>([pipeline]);
  const waiting: { holder: TaskHolder; prefix: string }[] = [{ holder: pipeline, prefix: '' }];
  for (const { holder, prefix } of waiting) {
    for (const { name, task } of holder.tasks) {
      for (const [index, rule] of (task.surface.rbac ?? []).entries())
        if (!claims.has(rule)) claims.set(rule, { rule, task: prefix + name, index });
      if (!holdsTasks(task) || met.has(task)) continue;
      met.add(task);
      waiting.push({ holder: task, prefix: `${prefix}${name}/` });
    }
  }
  return [...claims.values()];
}

function holdsTasks(task: object): task is TaskHolder {
  return 'tasks' in task && Array.isArray(task.tasks);
}
