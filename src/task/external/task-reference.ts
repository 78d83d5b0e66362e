import type { TaskRef } from '../../spec';
import { known, knownOf } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import { type NamedSurface, surfaceOf, type TaskSurface, type UsableTask } from '../surface';
import { type Resolver, renderResolver, tryFindName } from './resolver';

/** A Task that is not emitted by this app. Made by `Task.fromCluster` and `Task.fromResolver`. */
export class TaskReference<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  implements UsableTask<P, R, W>
{
  readonly surface: TaskSurface<P, R, W>;

  /** @param references - values of a pipeline in the reference itself */
  constructor(
    readonly name: string,
    readonly taskRef: TaskRef,
    surface: Partial<TaskSurface<P, R, W>>,
    readonly references?: unknown,
  ) {
    this.surface = surfaceOf(known('NamedSurface', surface, this), this);
  }
}

/** The Task that a resolver gives. */
export function resolvedTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  resolver: Resolver,
  surface: NamedSurface<P, R, W>,
): TaskReference<P, R, W> {
  const name = surface.name ?? tryFindName(resolver) ?? '';
  return knownOf('Resolver', resolver, (given) => new TaskReference(name, renderResolver(given, 'task'), surface, resolver));
}
