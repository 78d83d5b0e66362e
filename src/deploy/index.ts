export type { Applied, Applier, ApplyOptions, Cluster, ListQuery } from './applier';
export { cleaned, type FieldChange, fieldChanges, isSame, predicted, semanticChanges } from './compare';
export { type Component, component, componentOf } from './component';
export { type Answer, type Asked, ask, DownloadError, download, isLocalHost, urlProblem } from './download';
export { ClusterError, type ClusterReason, ConflictError, type FieldConflict, HelmManagedError } from './errors';
export { Inventory, type InventoryItem, uidOf } from './inventory';
export { manifestsIn, type SourcedManifest } from './manifests';
export { FIELD_MANAGER, idKey, idOf, idText, type ObjectId } from './object-id';
export { refuseUnknown } from './options';
export {
  beforeApplying,
  InterruptedError,
  type Orchestrator,
  type OrchestratorProps,
  PipelineOrchestrator,
  PrepareError,
} from './orchestrator';
export { inOrder, isRun } from './order';
export { type InspectedCluster, noPolicyEngine, type PreflightLine, policyEngine, preflight } from './preflight';
export { waitsFor } from './ready';
export type { ComponentReference, Expected, HelmReference, UrlReference, ValidReference } from './reference';
