import type { Report } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskUse } from '../view/task-view';

/** The names of each scope of `$(context.…)` in a Task. */
export const taskContexts: ReadonlyMap<string, readonly string[]> = new Map([
  ['taskRun', ['name', 'namespace', 'uid']],
  ['task', ['name', 'retry-count']],
]);

/** What `$(context.…)` can name in a Task. */
export const contextsOfTask: readonly string[] = [...taskContexts].flatMap(([scope, names]) => names.map((name) => `${scope}.${name}`));

const misspelt: ReadonlyMap<string, string> = new Map([
  ['param', 'params'],
  ['parms', 'params'],
  ['parameters', 'params'],
  ['inputs', 'params'],
  ['result', 'results'],
  ['outputs', 'results'],
  ['workspace', 'workspaces'],
  ['contexts', 'context'],
]);

/** Reports a variable that begins with a word of which Tekton has another form. */
export function checkMisspelt({ body }: Pick<TaskUse, 'body'>, _: Context, report: Report): void {
  const [scope = '', ...rest] = body.split('.');
  const meant = misspelt.get(scope);
  // Tekton still replaces the old $(inputs.params.x)
  if (meant === undefined || rest.length === 0 || body.startsWith('inputs.params.')) return;
  if (rest[0] === 'resources') report([], `"$(${body})" is no variable of Tekton; there are no PipelineResources any more`);
  else report([], `"$(${body})" is no variable of Tekton; did you mean "$(${[meant, ...rest].join('.')})"?`);
}
