import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import type { AnySurface } from './declared-surface';
import { type FromUrlOptions, findLocked, type LockedAddress, type LockedSurface } from './locked';
import { resolvedTask, type TaskReference } from './task-reference';

/** The remote Task of an address in tekwire.lock. */
export type LockedTask<U extends LockedAddress<'Task'>> = TaskReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['results'],
  LockedSurface<U>['workspaces']
>;

/** The Task that is locked for an address. */
export function lockedTask(
  address: string,
  options: FromUrlOptions & Partial<AnySurface>,
): TaskReference<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations> {
  const { name, surface, resolver } = findLocked('Task', address, options);
  return resolvedTask(resolver, { ...surface, rbac: options.rbac, name: options.name ?? name });
}
