import { parseVariable, scan } from '../refs';
import type { ContainerSpec, PipelineSpec, PipelineTaskSpec, SidecarSpec } from '../spec';
import type { Edge, Graph } from './graph';

/** The graph that Tekton builds of `spec.tasks`; names that are no task of the pipeline give no edge. */
export function pipelineGraph(spec: PipelineSpec): Graph {
  return graphOf((spec.tasks ?? []).map((task) => ({ name: task.name, data: dependenciesOf(task).data, runAfter: task.runAfter })));
}

/** A task and those that it waits for. */
export interface Waiting {
  readonly name: string;
  /** Tasks of whose results Tekton makes edges. */
  readonly data: ReadonlySet<string>;
  readonly runAfter?: readonly string[];
}

/** The graph of tasks; names that are none of theirs give no edge. */
export function graphOf(tasks: readonly Waiting[]): Graph {
  const names = new Set(tasks.map((task) => task.name));
  const edges: Edge[] = [];
  for (const { name, data, runAfter = [] } of tasks) {
    for (const from of data) if (names.has(from)) edges.push({ from, to: name, kind: 'data' });
    for (const from of new Set(runAfter)) if (names.has(from) && !data.has(from)) edges.push({ from, to: name, kind: 'order' });
  }
  edges.sort((a, b) => compare(a.to, b.to) || compare(a.from, b.from));
  return { nodes: [...names], edges };
}

/** What a task of a pipeline refers to: tasks that Tekton makes it wait for, and tasks of which it makes no edge. */
export interface Dependencies {
  /**
   * By results in params, matrix, when, and in the container fields of an embedded Task
   * (tektoncd/pipeline pkg/apis/pipeline/v1/resultref.go PipelineTaskResultRefs).
   */
  readonly data: ReadonlySet<string>;
  /** By anything else: a sub-path, a display name, the length of a matrix, an artifact, … */
  readonly silent: ReadonlySet<string>;
}

/** The tasks that a task of a pipeline refers to, whether Tekton makes an edge of it or not. */
export function dependenciesOf(task: PipelineTaskSpec): Dependencies {
  const data = new Set<string>();
  const silent = new Set<string>();
  for (const key of Object.keys(task) as (keyof PipelineTaskSpec)[]) {
    const value = task[key];
    if (key === 'params') for (const param of task.params ?? []) collect(param.value, data, silent, 0);
    else if (key === 'matrix' || key === 'when') collect(value, data, silent, 0);
    // what a Pipeline inside says of results is of its own tasks
    else if (key !== 'pipelineSpec' && (typeof value === 'object' || key === 'displayName')) collect(value, silent, silent, 0);
  }
  for (const container of [...(task.taskSpec?.steps ?? []), ...(task.taskSpec?.sidecars ?? [])])
    collect(containerTexts(container), data, silent, 0);
  for (const name of data) silent.delete(name);
  return { data, silent };
}

// container_types.go GetVarSubstitutionExpressions
function containerTexts(container: object): unknown[] {
  const { name, image, imagePullPolicy, script, workingDir, command, args, env = [] } = container as ContainerSpec & SidecarSpec;
  const texts: unknown[] = [name, image, imagePullPolicy, script, workingDir, command, args];
  for (const { value, valueFrom } of env) {
    const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
    texts.push(value, secretKeyRef?.key, secretKeyRef?.name, configMapKeyRef?.key, configMapKeyRef?.name);
  }
  return texts;
}

// deeper than any field of Tekton; cycles of YAML aliases end here
const MAX_DEPTH = 40;

function collect(value: unknown, data: Set<string>, silent: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('$(')) addTasks(value, data, silent);
    return;
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const item of items) collect(item, data, silent, depth + 1);
}

function addTasks(text: string, data: Set<string>, silent: Set<string>): void {
  for (const { body } of scan(text)) {
    const variable = parseVariable(body);
    // to Tekton, $(finally.…) is a result like any other here
    if (variable.kind === 'finally-result') data.add(variable.task);
    else if (variable.kind === 'task-result') (variable.isSeen ? data : silent).add(variable.task);
    else if (variable.kind === 'matrix-length' || variable.kind === 'task-artifact') silent.add(variable.task);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
