import { pipelineGraph } from '../graph';
import type { PipelineSpec } from '../spec';

/** Renders the pipeline as a Mermaid flowchart: solid arrows for data, dotted arrows for order only. GitHub and GitLab draw it in Markdown. */
export function renderMermaid(spec: PipelineSpec): string {
  const { nodes, edges } = pipelineGraph(spec);
  const last = (spec.finally ?? []).map(({ name }) => name).sort();
  return [
    'flowchart LR',
    ...[...nodes].sort().map((name) => `  ${name}`),
    ...edges.map(({ from, to, kind }) => `  ${from} ${kind === 'data' ? '-->' : '-.->'} ${to}`),
    ...(last.length === 0 ? [] : ['  subgraph finally', ...last.map((name) => `    ${name}`), '  end']),
  ].join('\n');
}
