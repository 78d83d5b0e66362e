import type { PodTemplate } from '../spec';
import { isRecord } from '../synth';
import type { UsableTask } from '../task';
import type { PipelineTask } from './pipeline-task';

/** What the pods of a run need for these tasks, and for those of pipelines among them: of two that differ in a field, that of the first. */
export function podTemplateOf(tasks: readonly PipelineTask[]): PodTemplate | undefined {
  let needed: PodTemplate | undefined;
  const waiting = tasks.map(({ task }) => task);
  const met = new Set<UsableTask>();
  for (const task of waiting) {
    if (met.has(task)) continue;
    met.add(task);
    if (holdsTasks(task)) for (const inner of task.tasks) waiting.push(inner.task);
    else needed = mergePodTemplates(task.podTemplate ?? task.surface.podTemplate, needed);
  }
  return needed;
}

function holdsTasks(task: UsableTask): task is UsableTask & { readonly tasks: readonly PipelineTask[] } {
  return 'tasks' in task && Array.isArray(task.tasks);
}

/** Both templates as one, objects within them too; where both have a value, a list or a text, that of the second stands. */
export function mergePodTemplates(base: PodTemplate | undefined, winning: PodTemplate | undefined): PodTemplate | undefined {
  // to Kubernetes, null is nothing given
  if (winning === undefined || winning === null) return base;
  // what is no object stays as it is, for the rules to tell of
  return isRecord(base) && isRecord(winning) ? (merged(base, winning) as PodTemplate) : winning;
}

function merged(base: object, winning: object): Record<string, unknown> {
  const both: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(winning)) {
    const known = both[name];
    if (value !== undefined) both[name] = isRecord(known) && isRecord(value) ? merged(known, value) : value;
  }
  return both;
}
