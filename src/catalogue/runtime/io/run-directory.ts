import { join, normalize, parse, sep } from 'node:path';

/**
 * Where a step writes a file of findings, inside the workspace: in the directory of its run, in a folder of its task. Both are empty
 * in a TaskRun that belongs to no pipeline.
 */
export function pathInRun(path: string): string {
  const { dir, base } = parse(path);
  const { RUN_UID: run = '', PIPELINE_TASK: task = '' } = process.env;
  return run === '' && task === '' ? path : join(run, dir, task, base);
}

/** Whether the name is that of a run's directory. */
export function isRun(name: string): boolean {
  return uid.test(name);
}

const uid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The directory that a clone has made in the workspace and in which the path lies; undefined when it lies in none. */
export function cloneOf(path: string): string | undefined {
  const [run = '', sources, task] = normalize(path).split(sep);
  return isRun(run) && sources === 'sources' && task ? join(run, sources, task) : undefined;
}
