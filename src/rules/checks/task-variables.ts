import type { Report } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskUse } from '../view/task-view';

/** The names in each scope of `$(context.…)` in a Task. */
export const taskContexts: ReadonlyMap<string, readonly string[]> = new Map([
  ['taskRun', ['name', 'namespace', 'uid']],
  ['task', ['name', 'retry-count']],
]);

/** Every valid path of `$(context.…)` in a Task. */
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

const SCOPES = new Set(['params', 'results', 'workspaces', 'context', 'tasks', 'steps', 'credentials']);

/** The scope that a first word with other capitals means: `params` for `Params`. */
export function scopeInLowerCase(body: string): string | undefined {
  const [scope = '', ...rest] = body.split('.');
  const lower = scope.toLowerCase();
  return rest.length > 0 && lower !== scope && SCOPES.has(lower) ? lower : undefined;
}

/** Whether `checkMisspelt` reports the variable. */
export function isMisspelt(body: string): boolean {
  const [scope = '', ...rest] = body.split('.');
  return (misspelt.has(scope) || scopeInLowerCase(body) !== undefined) && rest.length > 0 && !body.startsWith('inputs.params.');
}

/** Reports a variable that starts with a misspelt or legacy form of a Tekton scope. */
export function checkMisspelt({ body }: Pick<TaskUse, 'body'>, _: Context, report: Report): void {
  const message = misspeltMessage(body);
  if (message !== undefined) report([], message);
}

/** Describes a variable that starts with a misspelt or legacy form of a Tekton scope. */
export function misspeltMessage(body: string): string | undefined {
  const [scope = '', ...rest] = body.split('.');
  const meant = misspelt.get(scope) ?? scopeInLowerCase(body);
  // Tekton still replaces the old $(inputs.params.x)
  if (meant === undefined || rest.length === 0 || body.startsWith('inputs.params.')) return undefined;
  if (rest[0] === 'resources') return `unknown variable "$(${body})"; Tekton removed PipelineResources`;
  return `unknown variable "$(${body})"; did you mean "$(${[meant, ...rest].join('.')})"?`;
}
