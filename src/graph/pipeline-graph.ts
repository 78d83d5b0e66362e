import { parseVariable, scan } from '../refs';
import type { ContainerSpec, PipelineSpec, PipelineTaskSpec, SidecarSpec } from '../spec';
import type { Edge, Graph } from './graph';

/** The graph that Tekton builds from `spec.tasks`. Names of unknown tasks give no edge. */
export function pipelineGraph(spec: PipelineSpec): Graph {
  return graphOf((spec.tasks ?? []).map((task) => ({ name: task.name, data: dependenciesOf(task).data, runAfter: task.runAfter })));
}

/** A task and the tasks that it waits for. */
export interface Waiting {
  readonly name: string;
  /** Tasks that Tekton orders before it because it reads their results. */
  readonly data: ReadonlySet<string>;
  readonly runAfter?: readonly string[];
}

/** The graph of the given tasks. Names of other tasks give no edge. */
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

/** The tasks that a pipeline task refers to: those that Tekton makes it wait for, and those that it does not. */
export interface Dependencies {
  /**
   * Referred to by results in params, matrix, when, and in the container fields of an embedded Task
   * (tektoncd/pipeline pkg/apis/pipeline/v1/resultref.go PipelineTaskResultRefs).
   */
  readonly data: ReadonlySet<string>;
  /** Referred to in other fields and ways: a sub-path, a display name, the length of a matrix, an artifact, … */
  readonly silent: ReadonlySet<string>;
}

/** Returns the tasks that a pipeline task refers to. */
export function dependenciesOf(task: PipelineTaskSpec): Dependencies {
  const data = new Set<string>();
  const silent = new Set<string>();
  for (const key of Object.keys(task) as (keyof PipelineTaskSpec)[]) {
    const value = task[key];
    // null where an object belongs can only come from YAML
    if (key === 'params') for (const param of task.params ?? []) collect((param as typeof param | null)?.value, data, silent, 0);
    else if (key === 'matrix' || key === 'when') collect(value, data, silent, 0);
    // references inside an embedded Pipeline are to its own tasks
    else if (key !== 'pipelineSpec' && (typeof value === 'object' || key === 'displayName')) collect(value, silent, silent, 0);
  }
  for (const container of [...(task.taskSpec?.steps ?? []), ...(task.taskSpec?.sidecars ?? [])])
    collect(containerTexts(container), data, silent, 0);
  for (const name of data) silent.delete(name);
  return { data, silent };
}

// container_types.go GetVarSubstitutionExpressions
function containerTexts(container: object | null): unknown[] {
  const { name, image, imagePullPolicy, script, workingDir, command, args, env } = (container ?? {}) as ContainerSpec & SidecarSpec;
  const texts: unknown[] = [name, image, imagePullPolicy, script, workingDir, command, args];
  for (const variable of env ?? []) {
    const { value, valueFrom } = (variable as typeof variable | null) ?? { value: undefined };
    const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
    texts.push(value, secretKeyRef?.key, secretKeyRef?.name, configMapKeyRef?.key, configMapKeyRef?.name);
  }
  return texts;
}

// deeper than any field of Tekton; ends cycles of YAML aliases
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
    // Tekton reads $(finally.…) as an ordinary result here
    if (variable.kind === 'finally-result') data.add(variable.task);
    else if (variable.kind === 'task-result') (variable.isSeen ? data : silent).add(variable.task);
    else if (variable.kind === 'matrix-length' || variable.kind === 'task-artifact') silent.add(variable.task);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
