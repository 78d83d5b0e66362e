import type { Edge } from '../graph';
import { type Box, marksOf, type Picture } from './picture';

/** Where a task is drawn; all numbers in pixels. */
export interface Placed {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** An edge, and the points that its line goes through: from the right side of a task to the left side of another. */
export interface Line {
  readonly edge: Edge;
  readonly points: readonly (readonly [number, number])[];
}

/** A drawing of a Pipeline: layers from left to right. */
export interface Layout {
  readonly placed: readonly Placed[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

export const HEIGHT = 34;
export const MARGIN = 24;
const TOP = 56;
/** The width of a letter of the drawing. */
const LETTER = 7.8;
const GAP_X = 64;
const GAP_Y = 22;

/** A place in a column: a task, or where a long edge passes between the tasks of a layer. */
interface Slot {
  readonly id: string;
  readonly box?: Box;
  readonly before: readonly string[];
}

/** Places the tasks of each layer below each other, near those that they wait for; long edges pass between tasks. */
export function layOut({ boxes, edges }: Picture): Layout {
  const columns = columnsOf(boxes, edges);
  const rows = new Map<string, number>();
  for (const column of columns) {
    const wanted = new Map(column.map((slot) => [slot.id, center(slot.before.flatMap((id) => rows.get(id) ?? []))]));
    column.sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
    for (const [at, slot] of column.entries()) rows.set(slot.id, at);
  }
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const points = new Map<string, readonly [number, number]>();
  const placed: Placed[] = [];
  let x = MARGIN;
  for (const column of columns) {
    const width = Math.max(40, ...column.map(({ box }) => (box === undefined ? 0 : widthOf(box))));
    column.forEach((slot, at) => {
      const y = TOP + (at + (tallest - column.length) / 2) * (HEIGHT + GAP_Y);
      points.set(slot.id, [x, y + HEIGHT / 2]);
      if (slot.box !== undefined) placed.push({ box: slot.box, x, y, width });
    });
    x += width + GAP_X;
  }
  return {
    placed,
    lines: linesOf(edges, placed, points),
    width: Math.max(x - GAP_X + MARGIN, 520),
    height: TOP + tallest * (HEIGHT + GAP_Y) + MARGIN,
  };
}

function widthOf(box: Box): number {
  const marks = marksOf(box).map((mark) => ` [${mark}]`);
  return Math.round((box.name.length + marks.join('').length) * LETTER) + 24;
}

function columnsOf(boxes: readonly Box[], edges: readonly Edge[]): Slot[][] {
  const layerOf = new Map(boxes.filter(({ isFinal }) => !isFinal).map(({ name, layer }) => [name, layer]));
  const columns: Slot[][] = [];
  const columnAt = (layer: number) => (columns[layer - 1] ??= []);
  for (let layer = 1; layer <= Math.max(1, ...boxes.map((box) => box.layer)); layer++) columnAt(layer);
  for (const box of boxes) {
    const before = box.isFinal ? [] : edges.filter(({ to }) => to === box.name).map((edge) => lastOf(edge, layerOf));
    columnAt(box.layer).push({ id: box.isFinal ? `finally ${box.name}` : box.name, box, before });
  }
  for (const edge of edges) {
    const [from, to] = [layerOf.get(edge.from), layerOf.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    for (let layer = from + 1; layer < to; layer++)
      columnAt(layer).push({ id: passId(edge, layer), before: [layer === from + 1 ? edge.from : passId(edge, layer - 1)] });
  }
  return columns;
}

/** The node before the end of an edge: the task that it comes from, or its point in the last layer. */
function lastOf(edge: Edge, layerOf: ReadonlyMap<string, number>): string {
  const [from = 0, to = 0] = [layerOf.get(edge.from), layerOf.get(edge.to)];
  return to - from > 1 ? passId(edge, to - 1) : edge.from;
}

function passId({ from, to }: Edge, layer: number): string {
  return `${from} ${to} ${layer}`;
}

function linesOf(edges: readonly Edge[], placed: readonly Placed[], points: ReadonlyMap<string, readonly [number, number]>): Line[] {
  const byName = new Map(placed.filter(({ box }) => !box.isFinal).map((one) => [one.box.name, one]));
  return edges.flatMap((edge) => {
    const [from, to] = [byName.get(edge.from), byName.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const passes: (readonly [number, number])[] = [];
    for (let layer = from.box.layer + 1; layer < to.box.layer; layer++) {
      const point = points.get(passId(edge, layer));
      const width = placed.find(({ box }) => box.layer === layer)?.width ?? 0;
      if (point !== undefined) passes.push(point, [point[0] + width, point[1]]);
    }
    return [{ edge, points: [[from.x + from.width, from.y + HEIGHT / 2], ...passes, [to.x, to.y + HEIGHT / 2]] }];
  });
}

function center(rows: readonly number[]): number {
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row, 0) / rows.length;
}
