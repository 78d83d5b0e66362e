export { FusedTask } from './fused-task';
export { onlyOf, planned, type Unit } from './plan';
export { sharesPod } from './shares-pod';
