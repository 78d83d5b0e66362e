import { parseVariable, scan } from '../refs';
import type { ContainerSpec, PipelineSpec, PipelineTaskSpec, SidecarSpec } from '../spec';
import type { Edge, Graph } from './graph';

/** The graph that Tekton builds of `spec.tasks`; names that are no task of the pipeline give no edge. */
export function pipelineGraph(spec: PipelineSpec): Graph {
  const tasks = spec.tasks ?? [];
  const names = new Set(tasks.map((task) => task.name));
  const edges: Edge[] = [];
  for (const task of tasks) {
    const data = dataDependencies(task);
    for (const from of data) if (names.has(from)) edges.push({ from, to: task.name, kind: 'data' });
    for (const from of new Set(task.runAfter ?? []))
      if (names.has(from) && !data.has(from)) edges.push({ from, to: task.name, kind: 'order' });
  }
  edges.sort((a, b) => compare(a.to, b.to) || compare(a.from, b.from));
  return { nodes: [...names], edges };
}

/**
 * Tasks that Tekton makes the task wait for because of references to their results: in params, matrix, when, and in the
 * container fields of an embedded Task (tektoncd/pipeline pkg/apis/pipeline/v1/resultref.go PipelineTaskResultRefs).
 */
export function dataDependencies(task: PipelineTaskSpec): Set<string> {
  const found = new Set<string>();
  const visit = (text: string) => {
    for (const { body } of scan(text)) {
      const variable = parseVariable(body);
      // to Tekton, $(finally.…) is a result like any other here
      if ((variable.kind === 'task-result' && variable.isSeen) || variable.kind === 'finally-result') found.add(variable.task);
    }
  };
  for (const param of task.params ?? []) eachText(param.value, visit);
  for (const param of task.matrix?.params ?? []) eachText(param.value, visit);
  for (const include of task.matrix?.include ?? []) for (const param of include.params ?? []) eachText(param.value, visit);
  for (const when of task.when ?? []) eachText([when.input, when.values, when.cel], visit);
  for (const container of [...(task.taskSpec?.steps ?? []), ...(task.taskSpec?.sidecars ?? [])]) eachText(containerTexts(container), visit);
  return found;
}

/** Tasks that anything in the task refers to, whether Tekton makes an edge of it or not. */
export function referredTasks(task: PipelineTaskSpec): Set<string> {
  const found = new Set<string>();
  eachText(task, (text) => {
    for (const { body } of scan(text)) {
      const variable = parseVariable(body);
      if (variable.kind === 'task-result' || variable.kind === 'matrix-length' || variable.kind === 'task-artifact')
        found.add(variable.task);
    }
  });
  return found;
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

function eachText(value: unknown, visit: (text: string) => void, depth = 0): void {
  if (typeof value === 'string') {
    if (value.includes('$(')) visit(value);
    return;
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  for (const item of Array.isArray(value) ? value : Object.values(value)) eachText(item, visit, depth + 1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
