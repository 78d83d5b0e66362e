import { type Graph, graphOf, Reach } from '../../graph';
import type { PipelineTaskView, PipelineUse, PipelineView } from '../view/pipeline-view';
import { makesEdge } from './value-fields';

// limits the search for an indirect dependency between two tasks
const MAX_WALKED = 200_000;

/** The order of the tasks of each pipeline, as Tekton derives it from result references. Computed on first use. */
export class Order {
  private readonly graphs = new Map<PipelineView, Graph>();
  private readonly reaches = new Map<PipelineView, Reach>();
  private sources: ReadonlyMap<PipelineTaskView, ReadonlySet<string>> | undefined;
  private backward: ReadonlySet<PipelineView> | undefined;

  constructor(private readonly uses: readonly PipelineUse[]) {}

  /** The graph that Tekton builds from the pipeline's `tasks`. */
  graph(pipeline: PipelineView): Graph {
    const known = this.graphs.get(pipeline);
    if (known !== undefined) return known;
    const tasks = pipeline.tasks.filter((task) => !task.isFinal && task.name !== '');
    const graph = graphOf(tasks.map((task) => ({ name: task.name, data: this.sourcesOf(task), runAfter: task.spec.runAfter })));
    this.graphs.set(pipeline, graph);
    return graph;
  }

  /** Whether a task of the pipeline depends on a later one, or on itself. Without such a task there is no cycle. */
  looksBack(pipeline: PipelineView): boolean {
    this.backward ??= new Set(this.uses.filter(isBackward).map(({ owner }) => owner.pipeline));
    return this.backward.has(pipeline) || pipeline.tasks.some(waitsForLater);
  }

  /** Whether a task of the pipeline depends on another one, directly or indirectly. */
  waitsFor(pipeline: PipelineView, task: string, other: string): boolean {
    const reach = this.reaches.get(pipeline) ?? new Reach(this.graph(pipeline), MAX_WALKED);
    this.reaches.set(pipeline, reach);
    return reach.waitsFor(task, other);
  }

  private sourcesOf(task: PipelineTaskView): ReadonlySet<string> {
    this.sources ??= sourcesByOwner(this.uses);
    return this.sources.get(task) ?? NO_NAMES;
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

function sourcesByOwner(uses: readonly PipelineUse[]): Map<PipelineTaskView, Set<string>> {
  const sources = new Map<PipelineTaskView, Set<string>>();
  for (const use of uses) {
    const source = sourceOf(use);
    if (source === undefined) continue;
    const known = sources.get(use.owner);
    if (known === undefined) sources.set(use.owner, new Set([source]));
    else known.add(source);
  }
  return sources;
}

/** The task whose result makes an edge. Tekton treats $(finally.…) like any other result here. */
function sourceOf(use: PipelineUse): string | undefined {
  const { variable } = use;
  const isResult = variable.kind === 'finally-result' || (variable.kind === 'task-result' && variable.isSeen);
  return isResult && makesEdge(use) ? variable.task : undefined;
}

function isBackward(use: PipelineUse): boolean {
  const source = sourceOf(use);
  return source !== undefined && isLater(source, use.owner);
}

function waitsForLater(task: PipelineTaskView): boolean {
  const { runAfter } = task.spec;
  return runAfter?.some((name) => isLater(name, task)) ?? false;
}

function isLater(name: string, { pipeline, at }: PipelineTaskView): boolean {
  return (pipeline.byName.get(name)?.at ?? -1) >= at;
}
