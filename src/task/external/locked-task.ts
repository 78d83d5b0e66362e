import type { RemoteObject } from '../../rules';
import type { TaskRef } from '../../spec';
import { knownOf } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import type { AnySurface } from './declared-surface';
import { type FromUrlOptions, findLocked, type LockedAddress, type LockedSurface } from './locked';
import { renderResolver } from './resolver';
import { TaskReference } from './task-reference';

/** The remote Task of an address in tekwire.lock. */
export type LockedTask<U extends LockedAddress<'Task'>> = TaskReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['results'],
  LockedSurface<U>['workspaces']
>;

type LockedTaskOptions = FromUrlOptions & Partial<AnySurface>;

/** The Task that is locked for an address. */
export function lockedTask(
  address: string,
  options: LockedTaskOptions,
): TaskReference<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations> {
  const { name, surface, spec, resolver } = findLocked('Task', address, options);
  return knownOf(
    'LockedTaskOptions',
    options,
    ({ rbac }) => new LockedReference(options.name ?? name, renderResolver(resolver, 'task'), { ...surface, rbac }, spec),
  );
}

/** A Task of which the rules know what it declares, so that they judge what it is given also where the compiler does not. */
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
