import { suggestion, TekwireError } from '../diagnostics';
import { type Edge, layers, pipelineGraph } from '../graph';
import type { PipelineSpec } from '../spec';

/** A Pipeline, or the manifest of one. @open */
interface SpecHolder {
  readonly spec: PipelineSpec;
}

/** An EmbeddedPipeline. @open */
interface PipelineSpecHolder {
  readonly pipelineSpec: PipelineSpec;
}

/** A task of a pipeline, as `add` and `finally` return it. @open */
interface NamedTask {
  readonly name: string;
}

/** A Pipeline, an EmbeddedPipeline, or the manifest of a Pipeline. */
export type AnyPipeline = SpecHolder | PipelineSpecHolder;

/** A task of a pipeline, as `add` and `finally` return it, or its name in the pipeline. */
export type AnyTask = string | NamedTask;

/**
 * Returns which task waits for which, as Tekton will see it: `data` for a result that is passed on, `order` for `runAfter`.
 * @example
 * expect(edgesOf(ci)).toContainEqual({ from: 'clone', to: 'build', kind: 'data' });
 */
export function edgesOf(pipeline: AnyPipeline): readonly Edge[] {
  return pipelineGraph(specOf(pipeline)).edges;
}

/**
 * Returns the names of the tasks in the order in which they start: the tasks of a layer run at the same time. Those of `finally`
 * are left out.
 * @example
 * expect(layersOf(ci)).toEqual([['clone'], ['lint', 'test'], ['build']]);
 */
export function layersOf(pipeline: AnyPipeline): readonly (readonly string[])[] {
  return layers(pipelineGraph(specOf(pipeline)));
}

/** Whether `task` starts after `other` has ended: directly, through tasks between the two, or because it is in `finally`. */
export function runsAfter(pipeline: AnyPipeline, task: AnyTask, other: AnyTask): boolean {
  const spec = specOf(pipeline);
  const [late, early] = [taskIn(spec, task), taskIn(spec, other)];
  const isFinal = (name: string) => (spec.finally ?? []).some((one) => one.name === name);
  if (isFinal(late)) return !isFinal(early);
  const { edges } = pipelineGraph(spec);
  const reached = new Set([early]);
  for (const from of reached) for (const edge of edges) if (edge.from === from) reached.add(edge.to);
  return late !== early && reached.has(late);
}

/** The edge between two tasks, or undefined. */
export function tryFindEdge(pipeline: AnyPipeline, from: AnyTask, to: AnyTask): Edge | undefined {
  const spec = specOf(pipeline);
  const [first, last] = [taskIn(spec, from), taskIn(spec, to)];
  return pipelineGraph(spec).edges.find((edge) => edge.from === first && edge.to === last);
}

/** @throws TekwireError when the value is not a pipeline */
function specOf(pipeline: AnyPipeline): PipelineSpec {
  const { spec, pipelineSpec } = (pipeline ?? {}) as { readonly spec?: PipelineSpec; readonly pipelineSpec?: PipelineSpec };
  const found = spec ?? pipelineSpec;
  if (Array.isArray(found?.tasks)) return found;
  throw new TekwireError('expected a Pipeline, an EmbeddedPipeline, or the manifest of a Pipeline');
}

/** A misspelt name would make every negated matcher succeed. */
function taskIn(spec: PipelineSpec, task: AnyTask): string {
  const name = typeof task === 'string' ? task : task.name;
  const names = [...(spec.tasks ?? []), ...(spec.finally ?? [])].map((one) => one.name);
  if (names.includes(name)) return name;
  throw new TekwireError(`unknown task "${name}" of the pipeline${suggestion(name, names)}`);
}
