import type { FieldPath } from '../../diagnostics';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';
import type { Lookup } from './lookup';

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
export function unguardedWorkspaces(task: TaskView, lookup: Pick<Lookup, 'stepAction'>): readonly Unguarded[] {
  const asked = new Set<string>();
  const taken = new Map<string, Unguarded>();
  const takeShared = (path: FieldPath, name: string) => {
    const variable = items(task.spec.stepTemplate?.env).find(({ at }) => at === path[2])?.item.name ?? '';
    for (const { at, item } of items(task.spec.steps)) {
      const isSet = items(item.env).some((one) => one.item.name === variable);
      if (!isSet && usesPlainly(item.script ?? '', variable))
        taken.set(`steps.${at}.${name}`, { name, path: ['steps', at, 'script'], isOption: false });
    }
  };
  for (const { variable, path } of usesOfTask(task)) {
    const [list, at, field, index, last] = path;
    if (variable.kind !== 'workspace') continue;
    if (list === 'stepTemplate' && at === 'env') {
      if (variable.field === 'path') takeShared(path, variable.name);
      else for (const step of items(task.spec.steps)) asked.add(`steps.${step.at}.${variable.name}`);
    }
    if (list !== 'steps' && list !== 'sidecars') continue;
    const key = `${list}.${at}.${variable.name}`;
    if (variable.field === 'bound' || variable.field === 'claim' || variable.field === 'volume') asked.add(key);
    else if (variable.field !== 'path' || taken.get(key)?.isOption === false) continue;
    else if (field === 'script' && testsPath(task, path, variable.name)) asked.add(key);
    else if (field === 'script' || field === 'args' || field === 'command') {
      const isOption = field === 'script' ? areOptionValues(task, path, variable.name) : isOptionValue(task, path);
      if (!isOption || !taken.has(key)) taken.set(key, { name: variable.name, path, isOption });
    } else if (field === 'env' && last === 'value' && isUsedPlainly(task, path))
      taken.set(key, { name: variable.name, path, isOption: false });
    else if (field === 'params' && isUsedByAction(task, at, index, lookup)) taken.set(key, { name: variable.name, path, isOption: false });
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
  return usesPlainly(script, env?.[index as number]?.name ?? '');
}

function usesPlainly(script: string, name: string): boolean {
  if (!/^\w+$/.test(name) || !new RegExp(`\\$\\{?${name}\\b`).test(script)) return false;
  return !new RegExp(`-[nzdefr]\\s+["']?\\$\\{?${name}\\b|\\$\\{${name}:?[-+?=]|["']?\\$\\{?${name}\\}?["']?\\s*[!=]=?\\s*["']{2}`).test(
    script,
  );
}

/** Whether the StepAction of a step uses the param in a command, or, as an environment variable, in a script that never tests whether it is empty. */
function isUsedByAction(
  task: TaskView,
  at: FieldPath[number] | undefined,
  index: FieldPath[number] | undefined,
  lookup: Pick<Lookup, 'stepAction'>,
): boolean {
  const step = items(task.spec.steps).find((one) => one.at === at)?.item;
  const name = items(step?.params).find((one) => one.at === index)?.item.name ?? '';
  const action = step?.ref?.resolver ? undefined : lookup.stepAction(task.document, step?.ref?.name ?? '')?.spec;
  if (action === undefined || !/^[\w-]+$/.test(name)) return false;
  const use = `\\$\\(params\\.${name}\\)`;
  const { script = '', command = [], args = [], env } = action;
  // an argument of nothing but the path may be meant to be empty
  if ([...command, ...args].some((text) => new RegExp(`${use}/`).test(text))) return true;
  return items(env).some(({ item }) => item.value === `$(params.${name})` && usesPlainly(script, item.name ?? ''));
}
