import type { FieldPath } from '../../diagnostics';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';

interface Unguarded {
  readonly name: string;
  readonly path: FieldPath;
  /** Whether the path is all the value of an option, such as `-cache-dir=`, for which an empty value is likely the default. */
  readonly isOption: boolean;
}

/**
 * Workspaces whose path a step uses without a check of the binding, once for each step and workspace. A program that reads the path from
 * its environment may handle an empty path.
 */
export function unguardedWorkspaces(task: TaskView): readonly Unguarded[] {
  const asked = new Set<string>();
  const taken = new Map<string, Unguarded>();
  for (const { variable, path } of usesOfTask(task)) {
    const [list, at, field, , last] = path;
    if (variable.kind !== 'workspace' || (list !== 'steps' && list !== 'sidecars')) continue;
    const key = `${list}.${at}.${variable.name}`;
    if (variable.field === 'bound' || variable.field === 'claim' || variable.field === 'volume') asked.add(key);
    else if (variable.field !== 'path' || taken.get(key)?.isOption === false) continue;
    else if (field === 'script' && testsPath(task, path, variable.name)) asked.add(key);
    else if (field === 'script' || field === 'args' || field === 'command') {
      const isOption = field === 'script' ? areOptionValues(task, path, variable.name) : isOptionValue(task, path);
      if (!isOption || !taken.has(key)) taken.set(key, { name: variable.name, path, isOption });
    } else if (field === 'env' && last === 'value' && isUsedPlainly(task, path))
      taken.set(key, { name: variable.name, path, isOption: false });
  }
  return [...taken].flatMap(([key, one]) => (asked.has(key) ? [] : [one]));
}

/** Whether the script tests if the path is empty or a folder: `[ -n "$(workspaces.cache.path)" ]`. */
function testsPath(task: TaskView, path: FieldPath, name: string): boolean {
  const use = pathPattern(name);
  return new RegExp(`-[nzd]\\s+["']?${use}["']?\\s|${use}["']?\\s*[!=]=?\\s*(?:""|'')`).test(scriptOf(task, path));
}

/** Whether every use in the script is all the value of an option. */
function areOptionValues(task: TaskView, path: FieldPath, name: string): boolean {
  const script = scriptOf(task, path);
  const use = pathPattern(name);
  const count = (pattern: string) => script.match(new RegExp(pattern, 'g'))?.length ?? 0;
  return count(`(?<=\\s)--?[\\w-]+=["']?${use}["']?(?=\\s|$)`) === count(use);
}

function pathPattern(name: string): string {
  return `\\$\\(workspaces\\.${name.replace(/[.]/g, '\\.')}\\.path\\)`;
}

function scriptOf(task: TaskView, [list, at]: FieldPath): string {
  return items(task.spec[list as 'steps']).find((one) => one.at === at)?.item.script ?? '';
}

function isOptionValue(task: TaskView, [list, at, field, index]: FieldPath): boolean {
  const step = items(task.spec[list as 'steps']).find((one) => one.at === at)?.item;
  return /^--?[\w-]+=\$\(workspaces\.[^)]+\)$/.test(step?.[field as 'args']?.[index as number] ?? '');
}

/** Whether the script of the step uses the environment variable and never tests whether it is empty. */
function isUsedPlainly(task: TaskView, [list, at, , index]: FieldPath): boolean {
  const step = items(task.spec[list as 'steps']).find((one) => one.at === at)?.item;
  const { script = '', env } = step ?? {};
  const name = env?.[index as number]?.name ?? '';
  if (!/^\w+$/.test(name) || !new RegExp(`\\$\\{?${name}\\b`).test(script)) return false;
  return !new RegExp(`-[nzdefr]\\s+["']?\\$\\{?${name}\\b|\\$\\{${name}:?[-+?=]|["']?\\$\\{?${name}\\}?["']?\\s*[!=]=?\\s*["']{2}`).test(
    script,
  );
}
