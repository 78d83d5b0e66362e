import type { Manifest } from '../spec';

// what others need comes first: namespaces and kinds, then what runs use, then Tasks before Pipelines before triggers
const ORDER = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ClusterRole',
  'Role',
  'ClusterRoleBinding',
  'RoleBinding',
  'VerificationPolicy',
  'StepAction',
  'Task',
  'Pipeline',
  'ClusterTriggerBinding',
  'TriggerBinding',
  'TriggerTemplate',
  'Trigger',
  'EventListener',
];
const places = new Map(ORDER.map((kind, at) => [kind, at]));
// unknown kinds may need any of the known ones
const LAST = ORDER.length;

/** Returns the manifests in the order in which they are applied; within a kind, their own order. */
export function inOrder(manifests: readonly Manifest[]): readonly Manifest[] {
  const placeOf = ({ kind = '' }: Manifest) => places.get(kind) ?? LAST;
  return [...manifests].sort((a, b) => placeOf(a) - placeOf(b));
}

const RUNS = new Set(['PipelineRun', 'TaskRun', 'CustomRun']);

/** Whether the object is a run: creating it starts something, so it is not deployed. */
export function isRun({ kind = '' }: Manifest): boolean {
  return RUNS.has(kind);
}
