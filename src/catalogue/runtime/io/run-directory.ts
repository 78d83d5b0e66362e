import { join, normalize, parse, sep } from 'node:path';

/**
 * The path of a findings file in the workspace: in the directory of the run and the folder of the task. Both parts are empty in a TaskRun
 * without a pipeline.
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

/** The directory of the clone that contains the path; undefined when it is not in one. */
export function cloneOf(path: string): string | undefined {
  const [run = '', sources, task] = normalize(path).split(sep);
  return isRun(run) && sources === 'sources' && task ? join(run, sources, task) : undefined;
}
