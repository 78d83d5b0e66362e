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
  readonly tasks: readonly TaskOfHolder[];
  /** @internal Calls `watcher` when a task was added. */
  onTaskAdded?(watcher: () => void): void;
}

/** A task of a pipeline. */
interface TaskOfHolder {
  readonly name: string;
  readonly task: UsableTask;
}

/** Whether it is a Task that declares permissions; those of an embedded pipeline are of its own tasks. */
export function declaresPermissions({ task }: TaskOfHolder): boolean {
  return !holdsTasks(task) && (task.surface.rbac ?? []).length > 0;
}

/** The permissions that the tasks of the pipeline declare, also in embedded pipelines; each rule once. */
export function claimsOf(pipeline: Pick<TaskHolder, 'tasks'>): Claim[] {
  const claims = new Map<PermissionRule, Claim>();
  const met = new Set<object>([pipeline]);
  const waiting: { holder: Pick<TaskHolder, 'tasks'>; prefix: string }[] = [{ holder: pipeline, prefix: '' }];
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

/** Whether it is a pipeline. */
export function holdsTasks(task: object): task is TaskHolder {
  return 'tasks' in task && Array.isArray(task.tasks);
}
