import type { RemoteObject } from '../../rules';
import type { TaskRef } from '../../spec';
import { knownOf } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import type { AnySurface } from './declared-surface';
import { type FromUrlOptions, findLocked, type LockedAddress, type LockedSurface } from './locked';
import { renderResolver } from './resolver';
import { TaskReference, unreadTask } from './task-reference';
import { unreadName } from './unread';

/** The Task that is locked for an address. */
export type LockedTask<U extends LockedAddress<'Task'>> = TaskReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['results'],
  LockedSurface<U>['workspaces']
>;

type LockedTaskOptions = FromUrlOptions & Partial<AnySurface>;

/** Makes the reference to a Task that is locked for an address. */
export function lockedTask(
  address: string,
  options: LockedTaskOptions,
): TaskReference<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations> {
  const find = ({ rbac, ...given }: LockedTaskOptions) => {
    const { name, surface, spec, resolver } = findLocked('Task', address, given);
    return new LockedReference(given.name ?? name, renderResolver(resolver, 'task'), { ...surface, rbac }, spec);
  };
  return knownOf<LockedTaskOptions, TaskReference<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>>(
    'LockedTaskOptions',
    options,
    find,
    () => unreadTask(unreadName(address, options), surfaceIn({ ...options })),
  );
}

/** The interface in the options, without the others. */
function surfaceIn({ params, results, workspaces, rbac }: LockedTaskOptions): Partial<AnySurface> {
  return { ...(params && { params }), ...(results && { results }), ...(workspaces && { workspaces }), ...(rbac && { rbac }) };
}

/** A locked Task whose interface the rules know, so that they check its arguments even when the compiler cannot. */
class LockedReference extends TaskReference<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations> {
  constructor(
    name: string,
    taskRef: TaskRef,
    surface: Partial<AnySurface>,
    private readonly spec: RemoteObject['spec'],
  ) {
    super(name, taskRef, surface);
  }

  remoteObjects(): readonly RemoteObject[] {
    return [{ kind: 'Task', reference: this.taskRef, spec: this.spec }];
  }
}
