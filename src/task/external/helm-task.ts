import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import type { TaskSurface } from '../surface';
import { TaskReference } from './task-reference';

const ID = /^helm:\/\/([^/]+)\/([^/]+)$/;
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
// helm.sh/helm pkg/chartutil/validate_name.go
const RELEASE_LENGTH = 53;
const TASK_LENGTH = 253;

/** A Task that a Helm release has installed, in the namespace of the runs. Made by `Task.fromHelm`. */
export class HelmTask<
  P extends ParamDeclarations = ParamDeclarations,
  R extends ResultDeclarations = ResultDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
> extends TaskReference<P, R, W> {
  constructor(
    name: string,
    /** Name of the release. */
    readonly release: string,
    surface: Partial<TaskSurface<P, R, W>>,
  ) {
    super(name, { name, kind: 'Task' }, surface);
  }

  /** Labels that the object in the cluster bears, for a search. Helm sets them itself. */
  get labels(): Readonly<Record<string, string>> {
    return { 'app.kubernetes.io/managed-by': 'Helm' };
  }

  /** Annotations that the object in the cluster bears when it is of this release. Helm sets them itself. */
  get annotations(): Readonly<Record<string, string>> {
    return { 'meta.helm.sh/release-name': this.release };
  }
}

/**
 * The Task of an id like `helm://dracon/git-clone`.
 * @throws Error when it is not `helm://`, the release's name, `/` and the Task's name
 */
export function helmTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  id: string,
  surface: Partial<TaskSurface<P, R, W>>,
): HelmTask<P, R, W> {
  const [, release, name] = ID.exec(id) ?? [];
  if (release === undefined || name === undefined)
    throw new Error(`"${id}" is no Task of a Helm release; write helm://RELEASE/TASK, as in helm://dracon/git-clone`);
  checkName(id, 'release', release, RELEASE_LENGTH);
  checkName(id, 'Task', name, TASK_LENGTH);
  return new HelmTask(name, release, surface);
}

function checkName(id: string, what: string, name: string, limit: number): void {
  if (name.length > limit || !NAME.test(name))
    throw new Error(
      `"${id}": "${name}" cannot be the name of a ${what}; use at most ${limit} lower-case letters, digits, "-" and ".", with a letter or digit at both ends`,
    );
}
