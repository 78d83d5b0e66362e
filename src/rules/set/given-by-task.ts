import type { TaskView } from '../view/task-view';
import { byName } from '../view/view';
import type { Views } from '../view/views';
import type { Lookup } from './lookup';

/** The params that pipeline tasks and runs set for each Task. */
export function givenByTask(views: Views, lookup: Lookup): ReadonlyMap<TaskView, ReadonlySet<string>> {
  const found = new Map<TaskView, Set<string>>();
  const add = (task: TaskView | undefined, names: Iterable<string>) => {
    if (task === undefined) return;
    const known = found.get(task) ?? new Set(task.given);
    for (const name of names) known.add(name);
    found.set(task, known);
  };
  for (const task of views['pipeline-task']) add(lookup.taskOf(task), task.given);
  for (const run of views['task-run']) {
    const target = lookup.targetOf(run);
    if (target !== undefined && 'steps' in target) add(target, byName(run.spec.params).keys());
  }
  return found;
}
