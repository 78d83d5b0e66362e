import { type Edge, layers, pipelineGraph } from '../graph';
import type { PipelineSpec, PipelineTaskSpec } from '../spec';

/** A task of a Pipeline as all formats show it. */
export interface Box {
  readonly name: string;
  /** The layer that it runs in, from 1; those of `finally` run in the last one. */
  readonly layer: number;
  readonly isFinal: boolean;
  /** Whether a condition may skip it. */
  readonly hasWhen: boolean;
  /** Whether it runs once for each combination of a matrix. */
  readonly isMatrix: boolean;
}

/** The tasks of a Pipeline in the order in which they run, and what makes them wait. */
export interface Picture {
  readonly name: string;
  /** By layer, then by name. */
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** The meaning of the marks of `marksOf`. */
export const legend = { when: 'a condition may skip the task', matrix: 'runs once for each combination' } as const;

/** Returns what all formats show. Tasks on a cycle have no layer, and are left out. */
export function pictureOf(name: string, spec: PipelineSpec): Picture {
  const graph = pipelineGraph(spec);
  const tasks = new Map([...(spec.tasks ?? []), ...(spec.finally ?? [])].map((task) => [task.name, task]));
  const found = layers(graph);
  const inLayers = found.flatMap((names, at) => names.map((one) => boxOf(one, at + 1, false, tasks.get(one))));
  const last = (spec.finally ?? []).map((task) => task.name).sort();
  return { name, boxes: [...inLayers, ...last.map((one) => boxOf(one, found.length + 1, true, tasks.get(one)))], edges: graph.edges };
}

/** What is special about a task, in the words of the legend. */
export function marksOf({ hasWhen, isMatrix }: Box): readonly (keyof typeof legend)[] {
  return [...(hasWhen ? (['when'] as const) : []), ...(isMatrix ? (['matrix'] as const) : [])];
}

function boxOf(name: string, layer: number, isFinal: boolean, task: PipelineTaskSpec | undefined): Box {
  return { name, layer, isFinal, hasWhen: (task?.when ?? []).length > 0, isMatrix: task?.matrix !== undefined };
}
