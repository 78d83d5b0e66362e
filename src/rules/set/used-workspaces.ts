import { containersOf } from '../view/container-view';
import { type TaskView, usesOfTask } from '../view/task-view';
import { byName, items } from '../view/view';

/** Whether a step of the Task may use the workspace. Programs in images and StepActions may use any path. */
export function mayUse(task: TaskView, workspace: string): boolean {
  if (!items(task.spec.steps).every(({ item }) => isShown(item))) return true;
  const path = task.workspaces.get(workspace)?.mountPath || `/workspace/${workspace}`;
  const isIsolated = containersOf(task).some(({ spec }) =>
    byName((spec as { readonly workspaces?: readonly { readonly name?: string }[] }).workspaces).has(workspace),
  );
  return (
    isIsolated ||
    texts(task).some((text) => text.includes(path) || OPEN.test(text)) ||
    usesOfTask(task).some(({ variable }) => variable.kind === 'workspace' && variable.name === workspace)
  );
}

// paths that are known only in the run, or relative to a default folder that may be the workspace
const OPEN = /\$\(params[^)]*\)\/|\beval\b|\/workspace\/?(?![\w/-])/;

interface Shown {
  readonly ref?: unknown;
  readonly script?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** Whether the manifest shows all that the step does: it is a script, or text for a shell. */
function isShown({ ref, script = '', command = [] }: Shown): boolean {
  const [program = '', option = ''] = command;
  return ref === undefined && (script !== '' || (/(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(program) && /^-\w*c$/.test(option)));
}

function texts(task: TaskView): readonly string[] {
  return containersOf(task).flatMap(({ spec: { script = '', workingDir = '', env, args = [], command = [] } }) => [
    script,
    workingDir,
    ...args,
    ...command,
    ...items(env).map(({ item }) => item.value ?? ''),
  ]);
}
