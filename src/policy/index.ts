export type { PolicyChange } from './changes';
export { defaultResources, type RestrictSecurityProps, restrictSecurity } from './containers';
export { mirrorImages } from './mirrored-images';
export { setMetadata } from './objects';
export { type PinOptions, pinImages } from './pinned-images';
export { defaultPipelineTask, type PipelineTaskDefaults } from './pipeline-tasks';
export { Policy, type PolicyOptions } from './policy';
export { defaultServiceAccount, schedulePods } from './runs';
export type { Place, PodPlace, PolicyVisitor, StepPlace, Visit } from './visitor';
