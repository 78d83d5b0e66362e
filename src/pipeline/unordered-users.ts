import { type Graph, Reach } from '../graph';
import type { WorkspaceDeclaration } from '../task';
import type { PipelineTask } from './pipeline-task';
import type { Problem } from './wiring';
import { type Directory, directoryOf, pathOf, type Workspace } from './workspace';

type Bindings = Readonly<Record<string, Workspace | WorkspaceDeclaration>>;

/** A task that uses a directory. */
interface User {
  readonly task: PipelineTask;
  /** The task's own name of the workspace. */
  readonly name: string;
  readonly directory: Directory;
}

/**
 * Returns warnings for tasks that get `pipeline.workspaces.x`, although an earlier task uses the same directory and neither waits for the
 * other; the handle of the earlier task would order the two.
 */
export function unorderedUsers(pipeline: object, tasks: readonly PipelineTask[], bindings: Bindings, graph: () => Graph): Problem[] {
  let reach: Reach | undefined;
  const problems: Problem[] = [];
  for (const users of usersByWorkspace(pipeline, tasks, bindings))
    for (const [at, user] of users.entries()) {
      if (at === 0 || user.directory.writer !== undefined) continue;
      const before = users.slice(Math.max(0, at - MAX_COMPARED), at).filter((one) => one.task !== user.task && canWriteFor(one, user));
      if (before.length === 0) continue;
      reach ??= new Reach(graph(), MAX_EDGES);
      const known = reach;
      const isOrdered = before.some(({ task }) => known.waitsFor(user.task.name, task.name) || known.waitsFor(task.name, user.task.name));
      if (!isOrdered) problems.push(problemOf(user, before[0] as User));
    }
  return problems;
}

// the number of earlier tasks with which a task is compared, and of edges that are followed in one pipeline
const MAX_COMPARED = 50;
const MAX_EDGES = 200_000;

function problemOf({ task, name, directory }: User, before: User): Problem {
  const message = `"${task.name}" and "${before.task.name}" use workspace "${directory.workspace}" at the same time; pass the handle of "${before.task.name}", its workspaces.${before.name}, so that "${task.name}" runs after it`;
  return ['TW281', `/${task.name} workspaces.${name}`, message];
}

/** The users of each workspace that tasks share and can write to, in the order in which they were added. */
function usersByWorkspace(pipeline: object, tasks: readonly PipelineTask[], bindings: Bindings): Iterable<readonly User[]> {
  const users = new Map<string, User[]>();
  for (const task of tasks) {
    const { workspaces } = task.props;
    if (workspaces === undefined || task.isFinal) continue;
    for (const name in workspaces) {
      const ref = workspaces[name];
      const directory = ref === undefined ? undefined : directoryOf(ref);
      if (directory?.workspace === undefined || directory.pipeline !== pipeline || !isShared(bindings[directory.workspace])) continue;
      const known = users.get(directory.workspace);
      const user = { task, name, directory };
      if (known === undefined) users.set(directory.workspace, [user]);
      else known.push(user);
    }
  }
  return users.values();
}

/** Whether files that one task writes reach the others. A workspace without a source may be bound to anything. */
function isShared(binding: Workspace | WorkspaceDeclaration | undefined): boolean {
  if (binding === undefined || 'isOptional' in binding) return binding !== undefined;
  const { volumeClaimTemplate, persistentVolumeClaim } = binding.source;
  return volumeClaimTemplate !== undefined || (persistentVolumeClaim !== undefined && persistentVolumeClaim.readOnly !== true);
}

function canWriteFor({ task, name, directory }: User, user: User): boolean {
  return task.task.surface.workspaces[name]?.readOnly !== true && overlaps(pathOf(directory), pathOf(user.directory));
}

function overlaps(one = '', other = ''): boolean {
  const [a, b] = [one, other].map((path) => (path === '' ? '' : `${path}/`)) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}
