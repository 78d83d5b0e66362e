import { type PipelineUse, type PipelineView, usesOfPipelineTask } from '../view/pipeline-view';

/** Fields of steps and sidecars in which Tekton looks for results (container_types.go GetVarSubstitutionExpressions). */
const containerFields: ReadonlySet<string | number | undefined> = new Set([
  'name',
  'image',
  'imagePullPolicy',
  'script',
  'workingDir',
  'command',
  'args',
]);

/** Whether the field is a value of `params`, `matrix` or `when` of a pipeline task. */
export function isValue({ path }: Pick<PipelineUse, 'path'>): boolean {
  const first = path[0];
  if (first === 'params') return path[2] === 'value';
  if (first === 'matrix') return path[1] === 'params' ? path[3] === 'value' : path[5] === 'value';
  return first === 'when' && path[2] !== 'operator';
}

/** Whether Tekton makes an edge of a result that stands in this field of a pipeline task (resultref.go PipelineTaskResultRefs). */
export function makesEdge(use: PipelineUse): boolean {
  return isValue(use) || isContainerField(use);
}

function isContainerField({ path: [first, list, , name, , last] }: PipelineUse): boolean {
  if (first !== 'taskSpec' || (list !== 'steps' && list !== 'sidecars')) return false;
  return containerFields.has(name) || (name === 'env' && (last === 'value' || last === 'valueFrom'));
}

/** The param whose value the field belongs to: its place in `params`, or undefined. */
export function paramAt({ path: [first, at, value] }: PipelineUse): number | undefined {
  return first === 'params' && typeof at === 'number' && value === 'value' ? at : undefined;
}

/** Whether the params, conditions or matrix of a task of the pipeline hold the value of the pipeline's param. */
export function takesValue(pipeline: PipelineView, name: string): boolean {
  return pipeline.tasks.some((task) =>
    usesOfPipelineTask(task).some((use) => use.variable.kind === 'param' && use.variable.name === name && isValue(use)),
  );
}
