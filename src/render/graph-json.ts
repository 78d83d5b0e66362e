import type { Picture } from './picture';

/** Renders the pipeline as one line of JSON: `{pipeline, tasks: [{name, layer, finally, when, matrix}], edges: [{from, to, kind}]}`. */
export function renderJson({ name, boxes, edges }: Picture): string {
  const tasks = boxes.map((box) => ({ name: box.name, layer: box.layer, finally: box.isFinal, when: box.hasWhen, matrix: box.isMatrix }));
  return JSON.stringify({ pipeline: name, tasks, edges });
}
