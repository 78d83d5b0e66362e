import type { TaskRef } from '../../spec';
import { known, knownOf } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import { explainResults } from '../handles/declared-names';
import { type NamedSurface, surfaceOf, type TaskSurface, type UsableTask } from '../surface';
import { type Resolver, renderResolver, tryFindName } from './resolver';
import { checkedInterface, checkedName, markUnread } from './unread';

/** A Task that is not emitted by this app. Made by `Task.fromCluster` and `Task.fromResolver`. */
export class TaskReference<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  implements UsableTask<P, R, W>
{
  readonly surface: TaskSurface<P, R, W>;
  readonly name: string;

  /** @param references - values of a pipeline in the reference itself */
  constructor(
    name: string,
    readonly taskRef: TaskRef,
    surface: Partial<TaskSurface<P, R, W>>,
    readonly references?: unknown,
  ) {
    this.name = checkedName(this, name, "Task.fromCluster('lint')");
    this.surface = surfaceOf(known('NamedSurface', checkedInterface(this, surface), this), this);
  }
}

explainResults(TaskReference.prototype);

/** Makes the reference to a Task that a resolver fetches. */
export function resolvedTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  resolver: Resolver,
  surface: NamedSurface<P, R, W>,
): TaskReference<P, R, W> {
  const named = (given: Resolver) => surface?.name ?? tryFindName(given) ?? '';
  return knownOf(
    'Resolver',
    resolver,
    (given) => new TaskReference(named(given), renderResolver(given, 'task'), surface, resolver),
    () => unreadTask(surface?.name, surface),
  );
}

/** Stands for a Task whose reference has a mistake. */
export function unreadTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  name: string | undefined,
  surface: Partial<TaskSurface<P, R, W>>,
): TaskReference<P, R, W> {
  return markUnread(new TaskReference(name ?? 'unknown', { name: name ?? 'unknown', kind: 'Task' }, surface));
}
