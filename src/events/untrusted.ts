import { quoted } from '../diagnostics';
import type { PipelineRunSpec } from '../spec';
import { isRecord } from '../synth';

/** A secret, volume or permission that a run for code of strangers must not have. */
export interface Exposure {
  /** The field of the run. */
  readonly where: string;
  readonly message: string;
}

/**
 * What gives a run for code of strangers secrets, volumes of other runs or permissions in the cluster: workspaces and pods of the run, and
 * variables, volumes and permissions of the tasks that it runs, as far as this app defines them.
 */
export function exposuresOf(run: PipelineRunSpec, pipeline: object): Exposure[] {
  const bindings = (run.workspaces ?? []).flatMap((binding) =>
    sourcesIn(binding).map((what) => ({ where: `workspaces.${binding.name}`, message: `workspace ${quoted(binding.name)} is ${what}` })),
  );
  const template = run.taskRunTemplate?.podTemplate as { readonly volumes?: readonly unknown[] } | undefined;
  const pods = volumesIn(template?.volumes).map((what) => ({ where: 'podTemplate', message: `a volume of its pods is ${what}` }));
  return [...bindings, ...pods, ...exposuresOfTasks(pipeline, '', new Set())];
}

function exposuresOfTasks(pipeline: object, prefix: string, seen: Set<object>): Exposure[] {
  if (seen.has(pipeline) || !('tasks' in pipeline) || !Array.isArray(pipeline.tasks)) return [];
  seen.add(pipeline);
  return pipeline.tasks.flatMap(({ name, task }: { readonly name: string; readonly task: object }) => {
    const where = `${prefix}/${name}`;
    const exposure = (what: string): Exposure => ({ where: `pipeline ${where}`, message: `task ${quoted(name)} ${what}` });
    const { rbac = [] } = (task as { readonly surface?: { readonly rbac?: readonly unknown[] } }).surface ?? {};
    return [
      ...(rbac.length > 0 ? [exposure('has permissions in the cluster')] : []),
      ...containersOf(task).flatMap((container) => secretsIn(container).map(exposure)),
      ...volumesIn(specOf(task)?.volumes).map((what) => exposure(`mounts ${what}`)),
      ...exposuresOfTasks(task, where, seen),
    ];
  });
}

type Spec = Readonly<Record<string, unknown>>;

function specOf(task: object): Spec | undefined {
  if ('taskSpec' in task && isRecord(task.taskSpec)) return task.taskSpec;
  // a Task is its own ApiObject
  const made: unknown = 'toJson' in task && typeof task.toJson === 'function' ? task.toJson() : undefined;
  return isRecord(made) && made.kind === 'Task' && isRecord(made.spec) ? made.spec : undefined;
}

function containersOf(task: object): Spec[] {
  const { steps, sidecars, stepTemplate } = specOf(task) ?? {};
  return [...listOf(steps), ...listOf(sidecars), ...(isRecord(stepTemplate) ? [stepTemplate] : [])];
}

function secretsIn({ env, envFrom }: Spec): string[] {
  const variables = listOf(env).flatMap(({ name, valueFrom }) =>
    isRecord(valueFrom) && valueFrom.secretKeyRef !== undefined ? [`gets variable ${quoted(name)} from a Secret`] : [],
  );
  return [...variables, ...(listOf(envFrom).some(({ secretRef }) => secretRef !== undefined) ? ['gets all variables of a Secret'] : [])];
}

function volumesIn(volumes: unknown): string[] {
  return listOf(volumes).flatMap(sourcesIn);
}

const SHARED: Readonly<Record<string, string>> = {
  secret: 'a Secret',
  persistentVolumeClaim: 'a claim that other runs share',
  hostPath: 'a folder of the node',
  csi: 'a volume of a CSI driver, which may hold secrets',
};

function sourcesIn(volume: unknown): string[] {
  if (!isRecord(volume)) return [];
  const own = Object.keys(SHARED).flatMap((key) => (volume[key] === undefined ? [] : [SHARED[key] ?? '']));
  const { sources } = isRecord(volume.projected) ? volume.projected : { sources: undefined };
  return [
    ...own,
    ...(listOf(sources).some((one) => one.secret !== undefined || one.serviceAccountToken !== undefined) ? ['a Secret'] : []),
  ];
}

function listOf(value: unknown): Spec[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
