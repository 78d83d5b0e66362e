import { type Box, legend, marksOf, type Picture } from './picture';

/** Renders the pipeline as a Mermaid flowchart: solid arrows for data, dotted arrows for order only. GitHub and GitLab draw it in Markdown. */
export function renderMermaid({ name, boxes, edges }: Picture): string {
  const tasks = boxes.filter(({ isFinal }) => !isFinal).sort(byName);
  const last = boxes.filter(({ isFinal }) => isFinal);
  const used = [...new Set(boxes.flatMap(marksOf))].sort();
  return [
    name,
    'flowchart LR',
    ...used.map((mark) => `  %% (${mark}): ${legend[mark]}`),
    ...tasks.map((box) => `  ${nodeOf(box)}`),
    ...edges.map(({ from, to, kind }) => `  ${idOf(from)} ${kind === 'data' ? '-->' : '-.->'} ${idOf(to)}`),
    ...(last.length === 0 ? [] : ['  subgraph finally', ...last.map((box) => `    ${nodeOf(box)}`), '  end']),
  ].join('\n');
}

/** `end` alone closes a subgraph in Mermaid; `o` and `x` behind an arrow are heads of arrows. */
function idOf(name: string): string {
  return /^(?:end|[ox].*)$/.test(name) ? `_${name}` : name;
}

function nodeOf(box: Box): string {
  const marks = marksOf(box);
  const label = `${box.name}${marks.map((mark) => ` (${mark})`).join('')}`;
  const id = idOf(box.name);
  return id === label ? id : `${id}["${label}"]`;
}

function byName(a: Box, b: Box): number {
  return a.name < b.name ? -1 : 1;
}
