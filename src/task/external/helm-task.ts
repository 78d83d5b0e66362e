import { makeOrNote, quoted, TekwireError } from '../../diagnostics';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../declarations';
import type { TaskSurface } from '../surface';
import { TaskReference } from './task-reference';
import { markUnread } from './unread';

const ID = /^(?:helm:\/\/|pkg:helm\/)([^/]+)\/([^/]+)$/;
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
// helm.sh/helm pkg/chartutil/validate_name.go
const RELEASE_LENGTH = 53;
const TASK_LENGTH = 253;

/** A Task that a Helm release has installed in the namespace of the runs. Made by `Task.fromHelm`. */
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

  /** The labels of the object in the cluster, for a search. Helm sets them. */
  get labels(): Readonly<Record<string, string>> {
    return { 'app.kubernetes.io/managed-by': 'Helm' };
  }

  /** The annotations of the object in the cluster if it belongs to this release. Helm sets them. */
  get annotations(): Readonly<Record<string, string>> {
    return { 'meta.helm.sh/release-name': this.release };
  }
}

/** Refers to the Task with an id such as `helm://dracon/git-clone`; any other id is reported by the pipeline or run that uses the Task. */
export function helmTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  id: string,
  surface: Partial<TaskSurface<P, R, W>>,
): HelmTask<P, R, W> {
  return makeOrNote(
    () => {
      const { release, name } = partsOf(id);
      return new HelmTask(name, release, surface);
    },
    () => markUnread(new HelmTask('unknown', 'unknown', surface)),
  );
}

function partsOf(id: string): { readonly release: string; readonly name: string } {
  const [, release, name] = ID.exec(typeof id === 'string' ? id : '') ?? [];
  if (release === undefined || name === undefined)
    throw new TekwireError(`${quoted(id)} is not a Task of a Helm release; write helm://RELEASE/TASK, such as helm://dracon/git-clone`);
  checkName(id, 'release', release, RELEASE_LENGTH);
  checkName(id, 'Task', name, TASK_LENGTH);
  return { release, name };
}

function checkName(id: string, what: string, name: string, limit: number): void {
  if (name.length > limit || !NAME.test(name))
    throw new TekwireError(
      `"${id}": "${name}" is not a valid name of a ${what}; use at most ${limit} lower-case letters, digits, "-" and ".", starting and ending with a letter or digit`,
    );
}
