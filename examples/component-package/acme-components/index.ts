export { type NodeTestOptions, nodeTest } from './node-test';
export { notice } from './notice';
