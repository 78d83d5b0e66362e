import { marksOf, type Picture } from './picture';
import { HEIGHT, type Layout, type Line, layOut, MARGIN, type Placed } from './svg-layout';

const STYLE = `text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#1f2328}
.task{fill:#eef4ff;stroke:#3b6fd1}.when{stroke-dasharray:6 3}.finally{fill:#f4f1ea;stroke:#8a6d3b}
.edge{fill:none;stroke:#57606a;stroke-width:1.4}.order{stroke-dasharray:3 4}.quiet{fill:#57606a;font-size:12px}.title{font-weight:bold}`;

/** Renders the pipeline as an SVG image: layers from left to right, solid lines for data, dotted lines for order only, with a legend. */
export function renderSvg(picture: Picture): string {
  const layout = layOut(picture);
  const { width, height, placed, lines } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 28}" viewBox="0 0 ${width} ${height + 28}" role="img">`,
    `<title>${escaped(`Pipeline ${picture.name}`)}</title>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0L8,4L0,8z" fill="#57606a"/></marker></defs>',
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<text class="title" x="${MARGIN}" y="28">${escaped(picture.name)}</text>`,
    ...lines.map(lineOf),
    ...placed.flatMap(boxOf),
    ...legendOf(layout),
    '</svg>',
  ].join('\n');
}

function boxOf({ box, x, y, width }: Placed): string[] {
  const marks = marksOf(box);
  const classes = ['task', ...(box.isFinal ? ['finally'] : []), ...(box.hasWhen ? ['when'] : [])].join(' ');
  const back = box.isMatrix ? [`<rect class="${classes}" x="${x + 4}" y="${y - 4}" width="${width}" height="${HEIGHT}" rx="5"/>`] : [];
  const text = `${box.name}${marks.map((mark) => ` [${mark}]`).join('')}`;
  const head = box.isFinal ? [`<text class="quiet" x="${x}" y="${y - 6}">finally</text>`] : [];
  return [
    ...back,
    `<rect class="${classes}" data-task="${escaped(box.name)}" x="${x}" y="${y}" width="${width}" height="${HEIGHT}" rx="5"/>`,
    ...head,
    `<text x="${x + 12}" y="${y + 22}">${escaped(text)}</text>`,
  ];
}

/** Straight along layers, curved between them. */
function lineOf({ edge, points }: Line): string {
  const [[x, y] = [0, 0], ...rest] = points;
  let [lastX, lastY] = [x, y];
  const path = rest.map(([nextX, nextY]) => {
    const middle = (lastX + nextX) / 2;
    const part = lastY === nextY ? `L${nextX},${nextY}` : `C${middle},${lastY} ${middle},${nextY} ${nextX},${nextY}`;
    [lastX, lastY] = [nextX, nextY];
    return part;
  });
  const classes = edge.kind === 'data' ? 'edge' : 'edge order';
  return `<path class="${classes}" data-from="${escaped(edge.from)}" data-to="${escaped(edge.to)}" d="M${x},${y}${path.join('')}" marker-end="url(#head)"/>`;
}

function legendOf({ height }: Layout): string[] {
  const y = height + 4;
  const line = (x: number, classes: string) => `<path class="${classes}" d="M${x},${y}h32" marker-end="url(#head)"/>`;
  return [
    line(MARGIN, 'edge'),
    `<text class="quiet" x="${MARGIN + 38}" y="${y + 4}">data</text>`,
    line(MARGIN + 84, 'edge order'),
    `<text class="quiet" x="${MARGIN + 122}" y="${y + 4}">order only</text>`,
    `<rect class="task when" x="${MARGIN + 208}" y="${y - 8}" width="24" height="16" rx="3"/>`,
    `<text class="quiet" x="${MARGIN + 238}" y="${y + 4}">[when] may be skipped</text>`,
    `<text class="quiet" x="${MARGIN + 398}" y="${y + 4}">[matrix] fans out</text>`,
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
