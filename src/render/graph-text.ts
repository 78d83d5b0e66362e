import { type Graph, layers, pipelineGraph } from '../graph';
import type { PipelineSpec } from '../spec';

/**
 * Renders the pipeline as text, one line per layer: the tasks of a line run in parallel, each after the tasks in its parentheses.
 * @example
 * 1  git-clone
 * 2  gitleaks (git-clone)  gosec (git-clone)
 */
export function renderText(spec: PipelineSpec): string {
  const graph = pipelineGraph(spec);
  const lines = layers(graph).map((layer, at) => `${at + 1}  ${layer.map((name) => withReasons(graph, name)).join('  ')}`);
  const last = (spec.finally ?? []).map(({ name }) => name).sort();
  return [...lines, ...(last.length === 0 ? [] : [`finally  ${last.join('  ')}`])].join('\n');
}

function withReasons(graph: Graph, name: string): string {
  const before = graph.edges.filter(({ to }) => to === name).map(({ from }) => from);
  return before.length === 0 ? name : `${name} (${before.join(', ')})`;
}
