import { suggestion } from '../diagnostics';
import { type Manifest, type PipelineSpec, type TaskSpec, TEKTON_V1, TEKTON_V1BETA1 } from '../spec';
import type { Cluster } from './applier';
import { idKey, idOf, idText, type ObjectId } from './object-id';

/** An object that another one needs by its name. */
export interface Needed {
  readonly id: ObjectId;
  /** Where it is named: `Pipeline "ci", task "lint"`. */
  readonly where: string;
}

/** The Tasks, Pipelines and StepActions that a Task or Pipeline names, in its own namespace. References with a resolver are not followed. */
function neededBy(manifest: Manifest, namespace: string): readonly Needed[] {
  const id = idOf(manifest, namespace);
  const own = id.namespace ?? namespace;
  if (manifest.kind === 'Task') return stepActions(manifest.spec as TaskSpec | undefined, idText(id), own);
  if (manifest.kind !== 'Pipeline') return [];
  const { tasks = [], finally: last = [] } = (manifest.spec ?? {}) as PipelineSpec;
  return [...tasks, ...last].flatMap(({ name, taskRef, taskSpec, pipelineRef }) => {
    const where = `${idText(id)}, task "${name}"`;
    const isTask =
      taskRef?.name !== undefined && taskRef.resolver === undefined && (taskRef.kind ?? 'Task') === 'Task' && isTekton(taskRef.apiVersion);
    return [
      ...(isTask ? [{ id: { apiVersion: TEKTON_V1, kind: 'Task', namespace: own, name: taskRef.name }, where }] : []),
      ...(pipelineRef?.name === undefined
        ? []
        : [{ id: { apiVersion: TEKTON_V1, kind: 'Pipeline', namespace: own, name: pipelineRef.name }, where }]),
      ...stepActions(taskSpec as TaskSpec | undefined, where, own),
    ];
  });
}

/** An object of another API is a custom task. */
function isTekton(apiVersion: string | undefined): boolean {
  return apiVersion === undefined || apiVersion.startsWith('tekton.dev/');
}

function stepActions(spec: TaskSpec | undefined, where: string, namespace: string): readonly Needed[] {
  return (spec?.steps ?? []).flatMap(({ name, ref }) =>
    ref?.name === undefined
      ? []
      : [{ id: { apiVersion: TEKTON_V1BETA1, kind: 'StepAction', namespace, name: ref.name }, where: `${where}, step "${name ?? ''}"` }],
  );
}

/** One line for each object that the manifests need and that neither they nor the cluster have. */
export async function missingObjects(cluster: Cluster, manifests: readonly Manifest[]): Promise<readonly string[]> {
  const present = new Set(manifests.map((manifest) => idKey(idOf(manifest, cluster.namespace))));
  const namespaces = new Set(manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata?.name));
  const problems: string[] = [];
  for (const { id, where } of manifests.flatMap((manifest) => neededBy(manifest, cluster.namespace))) {
    if (present.has(idKey(id))) continue;
    // a namespace of this deployment may not exist yet, and has nothing else in it then
    if (!namespaces.has(id.namespace) && (await cluster.get(id)) !== undefined) {
      present.add(idKey(id));
      continue;
    }
    problems.push(`${where}: ${await missingText(cluster, id)}`);
  }
  return problems;
}

async function missingText(cluster: Cluster, id: ObjectId): Promise<string> {
  const others = await cluster.list({ apiVersion: id.apiVersion, kind: id.kind, namespace: id.namespace ?? cluster.namespace });
  const names = others.map(({ metadata }) => metadata?.name ?? '');
  const how =
    id.kind === 'Task' ? 'deploy its file too, name it with --component, or install the Helm release that has it' : 'deploy its file too';
  return `${idText(id)} is neither among the manifests nor in namespace "${id.namespace}"${suggestion(id.name, names)}; ${how}`;
}
