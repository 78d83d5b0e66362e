export { type Edge, type Graph, layers, tryFindCycle } from './graph';
export { dependenciesOf, graphOf, pipelineGraph } from './pipeline-graph';
export { Reach } from './reach';
