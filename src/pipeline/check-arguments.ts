import { isText, tryFindTarget } from '../refs';
import { adoptMistakes, attempt, demandDuration, demandRecord, isRecord, refuse, withoutRefused } from '../synth';
import { checkedSurface, demandItems } from '../task';
import type { AnyTaskProps } from './arguments';
import { isLift } from './lift';
import { isPipelineTask } from './pipeline-task';
import { isDirectory } from './workspace';

const AFTER = 'an array of tasks that add returned, such as after: [built]';

interface Declarations {
  readonly params?: unknown;
  readonly workspaces?: unknown;
}

const BEHIND = 'a Workspace, such as Workspace.emptyDir(), or workspace() if runs provide it';

/** Reports values that are not params or workspaces of a pipeline; returns the others, and a placeholder for each of those. */
export function checkedDeclarations<T extends Declarations>(pipeline: object, props: T): T {
  const { params, workspaces } = props;
  const checked: { -readonly [k in keyof Declarations]: unknown } = { ...checkedSurface(pipeline, params === undefined ? {} : { params }) };
  if (workspaces !== undefined) checked.workspaces = checkedWorkspaces(pipeline, workspaces);
  return { ...props, ...checked };
}

function checkedWorkspaces(pipeline: object, workspaces: unknown): object {
  const isFine = attempt(pipeline, () => isRecord(workspaces) || refuse(pipeline, 'workspaces', workspaces, BEHIND));
  if (isFine === undefined) return {};
  const kept: Record<string, unknown> = { ...(workspaces as object) };
  const check = (name: string, one: unknown) => {
    if (!isRecord(one) || !('source' in one || 'isOptional' in one)) refuse(pipeline, `workspaces.${name}`, one, BEHIND);
    adoptMistakes(pipeline, `workspaces.${name}.`, one);
    return one;
  };
  for (const name of Object.keys(kept)) kept[name] = attempt(pipeline, () => check(name, kept[name])) ?? { isOptional: true };
  return kept;
}

/** Whether it is a task that a pipeline could run. @throws TekwireError when it is not */
export function checkTask(pipeline: object, task: unknown): true {
  if (isRecord(task) && isPipelineTask(task))
    refuse(pipeline, 'add', task, 'a Task; pass the Task itself, and another name', `task "${task.name}", which has been added already`);
  if (!isRecord(task) || !isRecord(task.surface)) refuse(pipeline, 'add', task, 'a Task, such as new Task(...) or Task.fromCluster(name)');
  return true;
}

type Check = (pipeline: object, field: string, value: unknown) => void;

const CONDITIONS = "an array of conditions, such as when: [pipeline.params.os.in('linux')]";
const VALUES = "an object of values by the names of the Task's params, such as params: { level: 'high' }";
const DIRECTORIES =
  "an object of workspaces by the names of the Task's workspaces, such as workspaces: { source: pipeline.workspaces.code }";

const CHECKS: { readonly [k in keyof AnyTaskProps]?: Check } = {
  params: (pipeline, field, params) => demandRecord(pipeline, field, params, VALUES),
  when: checkConditions,
  after: checkAfter,
  timeout: demandDuration,
  matrix: checkMatrix,
  workspaces: (pipeline, field, workspaces) => demandRecord(pipeline, field, workspaces, DIRECTORIES),
};

/**
 * Reports arguments of a wrong type and returns the others; the rules check what is in the manifest.
 */
export function checkedArguments(pipeline: object, name: string, props: AnyTaskProps): AnyTaskProps {
  const kept = withoutRefused(pipeline, props, (key, value) => {
    if (value !== undefined) CHECKS[key as keyof AnyTaskProps]?.(pipeline, `/${name} ${key}`, value);
  });
  const { params, workspaces } = kept;
  const fine = params && withoutRefused(pipeline, params, (key, value) => checkValue(pipeline, `/${name} params.${key}`, value));
  const own =
    workspaces && withoutRefused(pipeline, workspaces, (key, value) => checkDirectory(pipeline, `/${name} workspaces.${key}`, value));
  return fine === params && own === workspaces ? kept : { ...kept, ...(fine && { params: fine }), ...(own && { workspaces: own }) };
}

function checkValue(pipeline: object, field: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || tryFindTarget(value) !== undefined || isText(value) || isLift(value)) return;
  if (isPipelineTask(value)) refuse(pipeline, field, value, 'a value; pass one of its results', `task "${value.name}"`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    refuse(pipeline, field, value, 'a string, an array or object of strings, or a result of another task');
}

/** A param or result alone says nothing of its value. */
function checkConditions(pipeline: object, field: string, when: unknown): void {
  demandItems(pipeline, field, when, CONDITIONS);
  for (const one of when as readonly unknown[])
    if (!isRecord(one) || !('cel' in one || Array.isArray(one.values))) refuse(pipeline, field, one, CONDITIONS, foundIn(one));
}

function foundIn(one: unknown): string | undefined {
  const target = tryFindTarget(one);
  return target === undefined ? undefined : `"$(${target.body})"; compare it: .in('value')`;
}

function checkAfter(pipeline: object, field: string, after: unknown): void {
  demandItems(pipeline, field, after, AFTER);
  for (const one of after as readonly { readonly name?: unknown }[]) if (typeof one.name !== 'string') refuse(pipeline, field, one, AFTER);
}

function checkMatrix(pipeline: object, field: string, matrix: unknown): void {
  const allowed = "an object such as matrix: { params: { os: ['linux', 'windows'] } }";
  if (!isRecord(matrix)) refuse(pipeline, field, matrix, allowed);
  if (matrix.params === undefined) refuse(pipeline, `${field}.params`, undefined, allowed);
  demandRecord(pipeline, `${field}.params`, matrix.params, allowed);
  if (matrix.include !== undefined) demandItems(pipeline, `${field}.include`, matrix.include, 'an array of { name, params }');
}

function checkDirectory(pipeline: object, field: string, one: unknown): void {
  const allowed = 'a workspace of the pipeline, such as pipeline.workspaces.code, or of a task, such as cloned.workspaces.source';
  if (one !== undefined && !isDirectory(one)) refuse(pipeline, field, one, allowed);
}
