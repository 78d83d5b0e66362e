import type { TaskView } from '../view/task-view';
import { items, type Loose } from '../view/view';
import type { Views } from '../view/views';
import type { Lookup } from './lookup';

/** Whether a run sets the resources of the container of that name. */
export type SetsResources = (container: string | undefined) => boolean;

/** Who runs a Task, and with which resources. */
export interface RunResources {
  /** Whether a pipeline task among the manifests uses the Task. */
  readonly isInPipeline: boolean;
  /** What each run among the manifests that runs the Task sets. */
  readonly runs: readonly SetsResources[];
}

/** Every Task that a pipeline task or a run among the manifests uses. */
export function runResources(views: Views, lookup: Lookup): ReadonlyMap<TaskView, RunResources> {
  const found = new Map<TaskView, { isInPipeline: boolean; runs: SetsResources[] }>();
  const use = (task: TaskView) => {
    const one = found.get(task) ?? { isInPipeline: false, runs: [] };
    found.set(task, one);
    return one;
  };
  for (const one of views['pipeline-task']) {
    const task = lookup.taskOf(one);
    if (task !== undefined) use(task).isInPipeline = true;
  }
  for (const run of views['pipeline-run']) {
    const settings = new Map(items(run.spec.taskRunSpecs).map(({ item }) => [item.pipelineTaskName, item]));
    for (const one of lookup.pipelineOf(run)?.tasks ?? []) {
      const task = lookup.taskOf(one);
      if (task !== undefined) use(task).runs.push(resourcesIn(settings.get(one.name)));
    }
  }
  for (const run of views['task-run']) {
    const target = lookup.targetOf(run);
    if (target !== undefined && 'steps' in target) use(target).runs.push(resourcesIn(run.spec));
  }
  return found;
}

type Override = Loose<{ readonly name: string; readonly computeResources: object }>;

interface Settings {
  readonly computeResources?: unknown;
  readonly stepSpecs?: readonly Override[];
  readonly sidecarSpecs?: readonly Override[];
}

function resourcesIn({ computeResources, stepSpecs, sidecarSpecs }: Settings = {}): SetsResources {
  if (computeResources !== undefined) return () => true;
  const named = [...items(stepSpecs), ...items(sidecarSpecs)].flatMap(({ item }) =>
    item.computeResources === undefined ? [] : [item.name],
  );
  return (name) => name !== undefined && named.includes(name);
}
