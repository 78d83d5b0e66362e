export { type Graph, layers, tryFindCycle } from './graph';
export { dependenciesOf, pipelineGraph } from './pipeline-graph';
export { Reach } from './reach';
