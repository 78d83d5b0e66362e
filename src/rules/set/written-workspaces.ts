import type { TaskView } from '../view/task-view';
import { items } from '../view/view';

/** Whether a script of the Task shows that it writes into the workspace. */
export function writesInto(task: TaskView, workspace: string): boolean {
  const path = `["']?\\$\\(workspaces\\.${workspace.replace(/[^\w-]/g, '\\$&')}\\.path\\)`;
  const writes = new RegExp(
    `(?:>>?\\s*|\\btee\\s+(?:-a\\s+)?|\\b(?:mkdir|touch|rm|chmod|chown)\\s+(?:-\\S+\\s+|[0-7]{3,4}\\s+)*)${path}|\\b(?:cp|mv|install)\\s[^\\n;|&]*\\s${path}[^\\s;|&]*["']?\\s*(?:$|[;|&])`,
    'm',
  );
  const program = new RegExp(
    `\\bopen\\(\\s*f?${path}[^"'\\n]*["']\\s*,\\s*(?:mode\\s*=\\s*)?["'][wax]|\\b(?:${WRITERS})\\(\\s*[f\\x60]?${path}`,
  );
  return items(task.spec.steps).some(
    ({ item: { script = '' } }) =>
      script.includes('$(workspaces.') &&
      script.split('\n').some((line) => (writes.test(line) || program.test(line)) && !/\|\||\bif\b/.test(line)),
  );
}

/** Functions of Python and Node.js that write, whose first argument is the path. */
const WRITERS =
  '(?:write|append)File(?:Sync)?|mkdir(?:Sync)?|createWriteStream|rm(?:Sync)?|unlink(?:Sync)?|os\\.(?:makedirs|mkdir|remove|unlink)|shutil\\.rmtree';
