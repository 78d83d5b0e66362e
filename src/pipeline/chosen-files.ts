import { targetsOf } from '../refs';
import type { Param } from '../spec';
import type { ResultDeclaration, ResultFile } from '../task';
import { isPipelineTask, type PipelineTask } from './pipeline-task';
import { type Directory, directoryOf } from './workspace';

/** Returns the params that tell a task where to write its files. */
export function chosenParams({ name, props, task }: PipelineTask): Param[] {
  return filesOf(task.surface.results)
    .filter(({ param }) => props.params?.[param] === undefined && props.matrix?.params[param] === undefined)
    .map(({ param, folder, extension }) => {
      const file = props.matrix === undefined ? name : `${name}/$(context.taskRun.name)`;
      return { name: param, value: `${folder}/${file}${extension}` };
    });
}

/** Whether the pipeline chooses the path of a file that the task writes. */
export function handsOnFiles({ task, isFinal }: PipelineTask): boolean {
  return !isFinal && filesOf(task.surface.results).length > 0;
}

/** Returns the tasks whose files the task reads by their paths. */
export function writersFor({ task, props }: PipelineTask): PipelineTask[] {
  const { params, matrix, when, displayName, workspaces = {} } = props;
  const paths = Object.values(workspaces).flatMap((ref) => (ref ? pathsOf(directoryOf(ref)) : []));
  const known = targetsOf([params, matrix, when, displayName, task.references, paths]).filter(({ value }) => value !== undefined);
  return known.flatMap(({ owner }) => (isPipelineTask(owner) ? [owner] : []));
}

function pathsOf({ subPath, handedOn }: Directory): unknown[] {
  return [subPath, handedOn?.path];
}

/** Returns the number of retries of a task. */
export function retriesOf({ props }: PipelineTask): number {
  return props.overrides?.retries ?? props.retries ?? 0;
}

function filesOf(results: Readonly<Record<string, ResultDeclaration>>): ResultFile[] {
  return Object.values(results).flatMap(({ file }) => (file === undefined ? [] : [file]));
}
