import { type Edge, layers, pipelineGraph } from '../../graph';
import type { PipelineSpec } from '../../spec';
import type { Streams } from '../command';
import { durationText } from './duration';
import type { RunProgress, TaskProgress } from './progress';
import { coloured, signs, stateText } from './task-text';

const DEFAULT_ROWS = 24;
const DEFAULT_COLUMNS = 80;

/** The graph of a run at the bottom of a terminal, drawn again when it changes; lines go above it. */
export class Screen {
  private drawn = 0;
  private picture: readonly string[] = [];

  constructor(
    private readonly streams: Streams,
    private readonly rows: number = process.stdout.rows || DEFAULT_ROWS,
  ) {}

  /** Prints a line above the picture. */
  line(text: string): void {
    this.write([text], this.picture);
  }

  /** Draws the picture. */
  draw(progress: RunProgress, spec: PipelineSpec, now: number): void {
    // a terminal of unknown size says 0
    const width = (this.streams.columns || DEFAULT_COLUMNS) - 1;
    const all = pictureOf(progress, spec, now, this.streams.isColoured === true, width);
    // a picture that is higher than the terminal could not be erased
    const most = Math.max(3, this.rows - 3);
    const lines = all.length <= most ? all : [...all.slice(0, most - 1), `  and ${all.length - most + 1} more tasks`];
    if (lines.join('\n') === this.picture.join('\n') && this.drawn > 0) return;
    this.write([], lines);
  }

  /** Removes the picture. */
  clear(): void {
    this.write([], []);
  }

  private write(above: readonly string[], picture: readonly string[]): void {
    // to the first column of the first line of the picture, and from there all away
    const erase = this.drawn === 0 ? '' : `\x1b[${this.drawn}F\x1b[0J`;
    const text = [...above, ...picture].join('\n');
    if (text !== '') this.streams.out(`${erase}${text}`);
    else if (erase !== '') this.streams.out(`${erase}\x1b[1A`);
    this.drawn = picture.length;
    this.picture = picture;
  }
}

/** A line for each task, in the order in which they run: its state, and what it waits for. */
function pictureOf(progress: RunProgress, spec: PipelineSpec, now: number, isColoured: boolean, width: number): readonly string[] {
  const graph = pipelineGraph(spec);
  const order = new Map(layers(graph).flatMap((names, at) => names.map((name) => [name, at] as const)));
  const placeOf = ({ name, isFinal }: TaskProgress) => (isFinal ? order.size : (order.get(name) ?? order.size));
  const tasks = [...progress.tasks].sort((a, b) => placeOf(a) - placeOf(b));
  const longest = Math.max(0, ...tasks.map(({ name }) => name.length));
  const byName = new Map(tasks.map((task) => [task.name, task]));
  return tasks.map((task) => {
    const text = `${signs[task.state]} ${task.name.padEnd(longest)}  ${detailsOf(task, now, byName, graph.edges)}`;
    return coloured(task.state, text.length > width ? `${text.slice(0, width - 1)}…` : text, isColoured);
  });
}

function detailsOf(task: TaskProgress, now: number, byName: ReadonlyMap<string, TaskProgress>, edges: readonly Edge[]): string {
  if (task.state === 'waiting') {
    const before = edges.filter(({ to, from }) => to === task.name && isOpen(byName.get(from))).map(({ from }) => from);
    return before.length > 0 ? `waits for ${before.join(', ')}` : task.isFinal ? 'finally' : 'waiting';
  }
  const since =
    task.started !== undefined && task.ended === undefined ? `  ${durationText(Math.floor((now - task.started) / 1000) * 1000)}` : '';
  return `${stateText(task)}${since}`;
}

function isOpen(task: TaskProgress | undefined): boolean {
  return task !== undefined && ['waiting', 'pending', 'running'].includes(task.state);
}
