import { type Box, legend, marksOf, type Picture } from './picture';

/** Renders the pipeline in the language of Graphviz: solid edges for data, dashed edges for order only. */
export function renderDot({ name, boxes, edges }: Picture): string {
  const tasks = boxes.filter(({ isFinal }) => !isFinal);
  const last = boxes.filter(({ isFinal }) => isFinal);
  const key = ['solid: data; dashed: order only', ...Object.entries(legend).map(([mark, meaning]) => `[${mark}] ${meaning}`)];
  return [
    `digraph ${quoted(name)} {`,
    '  rankdir=LR;',
    '  node [shape=box];',
    `  label=${quoted([name, ...key].join('\\n'))};`,
    ...tasks.map((box) => `  ${nodeOf(box)}`),
    ...edges.map(({ from, to, kind }) => `  ${quoted(from)} -> ${quoted(to)}${kind === 'data' ? '' : ' [style=dashed]'};`),
    ...(last.length === 0
      ? []
      : ['  subgraph cluster_finally {', '    label="finally";', ...last.map((box) => `    ${nodeOf(box)}`), '  }']),
    '}',
  ].join('\n');
}

function nodeOf(box: Box): string {
  const marks = marksOf(box);
  const label = [box.name, ...marks.map((mark) => `[${mark}]`)].join('\\n');
  const style = box.hasWhen ? ['style=dashed'] : [];
  return `${quoted(box.name)} [${[`label=${quoted(label)}`, ...style, ...(box.isMatrix ? ['peripheries=2'] : [])].join(', ')}];`;
}

/** Texts of Graphviz; `\n` in a label is a new line. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
