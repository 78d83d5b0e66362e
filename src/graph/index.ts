export { type Graph, layers, tryFindCycle } from './graph';
export { dataDependencies, pipelineGraph, referredTasks } from './pipeline-graph';
export { Reach } from './reach';
