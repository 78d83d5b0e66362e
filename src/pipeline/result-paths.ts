import type { Param } from '../spec';
import type { PipelineTask } from './pipeline-task';
import { directoryOf, type HandedOn } from './workspace';

/**
 * The params of a task that uses a workspace as a whole where another task passes on a directory in it: a path in the program is relative
 * to that directory, unless it is the other task's own result with that path. Without a path it is the directory itself.
 */
export function withResultPaths({ task: { surface }, props }: PipelineTask, params: readonly Param[]): Param[] {
  let all = [...params];
  for (const [name, ref] of Object.entries(props.workspaces ?? {})) {
    const param = surface.workspaces[name]?.whole;
    const handedOn = ref && directoryOf(ref).handedOn;
    if (!param || handedOn === undefined) continue;
    const given = all.find((one) => one.name === param);
    if (given === undefined) all.push({ name: param, value: String(handedOn.path) });
    else all = all.map((one) => (one === given ? { ...given, value: pathIn(handedOn, String(given.value)) } : one));
  }
  return all;
}

function pathIn({ path, by }: HandedOn, given: string): string {
  const directory = String(path);
  if (given.startsWith(directory) || given.startsWith(`$(tasks.${by}.results.`)) return given;
  return given === '.' || given === '' ? directory : `${directory}/${given}`;
}
