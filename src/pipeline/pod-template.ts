import type { PodTemplate } from '../spec';
import { isRecord } from '../synth';
import type { UsableTask } from '../task';
import type { PipelineTask } from './pipeline-task';

/** The pod settings that these tasks, and those of pipelines among them, need; the first task wins where two differ in a field. */
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

/** Merges two templates, also objects inside them; for other values that differ, the second wins. */
export function mergePodTemplates(base: PodTemplate | undefined, winning: PodTemplate | undefined): PodTemplate | undefined {
  // Kubernetes treats null as missing
  if (winning === undefined || winning === null) return base;
  // a malformed template is kept, for the rules to report
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
