import { type Box, legend, marksOf, type Picture } from './picture';

/**
 * Renders the pipeline as text, one line per layer: the tasks of a line run in parallel, each after the tasks in its parentheses.
 * @example
 * 1  git-clone
 * 2  gitleaks (git-clone)  gosec [when] (git-clone)
 */
export function renderText({ name, boxes, edges }: Picture): string {
  const before = new Map<string, string[]>();
  for (const { from, to } of edges) before.set(to, [...(before.get(to) ?? []), from]);
  const lines = new Map<string, string[]>();
  for (const box of boxes) {
    const head = box.isFinal ? 'finally' : String(box.layer);
    lines.set(head, [...(lines.get(head) ?? []), printed(box, before.get(box.name) ?? [])]);
  }
  const used = new Set(boxes.flatMap(marksOf));
  const meanings = [...used].sort().map((mark) => `[${mark}] ${legend[mark]}`);
  return [
    name,
    ...[...lines].map(([head, tasks]) => `${head}  ${tasks.join('  ')}`),
    ...(meanings.length === 0 ? [] : [`legend: ${meanings.join('; ')}`]),
  ].join('\n');
}

function printed(box: Box, before: readonly string[]): string {
  const marks = marksOf(box).map((mark) => ` [${mark}]`);
  return `${box.name}${marks.join('')}${before.length === 0 ? '' : ` (${before.join(', ')})`}`;
}
