import type { TaskRef, TaskSpec } from '../spec';
import { type TaskView, viewTask } from './view/task-view';
import type { Loose } from './view/view';

/** What is known of a Task that is fetched through a resolver: what pipelines can see of it. */
export interface RemoteTask {
  /** As the pipelines refer to it. */
  readonly taskRef: TaskRef;
  readonly spec: Pick<TaskSpec, 'params' | 'results' | 'workspaces'>;
}

/** Finds Tasks by the resolver and params of references, whatever the order of the params. */
export function remoteTaskFinder(tasks: readonly RemoteTask[]): (ref: Loose<TaskRef>) => TaskView | undefined {
  const views = new Map<string, TaskView>();
  for (const { taskRef, spec } of tasks) {
    const key = keyOf(taskRef);
    if (!views.has(key)) views.set(key, viewTask({ origin: '', manifest: {} }, ['spec'], spec as Loose<TaskSpec>));
  }
  return (ref) => views.get(keyOf(ref));
}

function keyOf({ resolver, params = [] }: Loose<TaskRef>): string {
  const given = params.map((one) => JSON.stringify([one?.name, one?.value])).sort();
  return JSON.stringify([resolver, ...given]);
}
