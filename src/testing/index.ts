export { type ClusterSettings, refusalsOf } from './admitted';
export {
  type EmittedObject,
  objectNamed,
  pipelineNamed,
  pipelineRunNamed,
  stepActionNamed,
  taskNamed,
  taskRunNamed,
} from './find';
export { type AnyRole, grantsOf, type Permission } from './grants';
export { InMemoryCluster, type InMemoryClusterProps } from './in-memory-cluster';
export { matchers, type TekwireMatchers, type Verdict } from './matchers';
export { type AnyPipeline, type AnyTask, edgesOf, layersOf, runsAfter } from './order';
export { snapshotOf } from './snapshot';
export type { WorkspaceFiles } from './step/folder';
export { type RunStepProps, runStep, type StepOutcome } from './step/run-step';
export type { SteppedTask } from './step/step-of';
export { manifestsOf, problemsOf } from './testing';
