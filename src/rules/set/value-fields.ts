import { fieldsWith, leadsInto } from '../../spec';
import { type PipelineUse, type PipelineView, usesOfPipelineTask } from '../view/pipeline-view';

/** Fields of steps and sidecars in which Tekton looks for results (container_types.go GetVarSubstitutionExpressions). */
const containerFields = fieldsWith('ordering', 'step');
const valueFields = fieldsWith('ordering', 'pipelineTask');

/** Whether the field is a value of `params`, `matrix` or `when` of a pipeline task. */
export function isValue({ path }: Pick<PipelineUse, 'path'>): boolean {
  return leadsInto(valueFields, path);
}

/** Whether a result reference in this field of a pipeline task orders the tasks (resultref.go PipelineTaskResultRefs). */
export function makesEdge(use: PipelineUse): boolean {
  return isValue(use) || isContainerField(use);
}

/** Whether Tekton merges the field into the steps of an embedded Task before it looks for results of the pipeline (merge.go). */
export function isMerged({ path: [first, list, ...field] }: PipelineUse): boolean {
  return first === 'taskSpec' && list === 'stepTemplate' && leadsInto(containerFields, field);
}

function isContainerField({ path: [first, list, , ...field] }: PipelineUse): boolean {
  return first === 'taskSpec' && (list === 'steps' || list === 'sidecars') && leadsInto(containerFields, field);
}

/** The index in `params` of the param whose value contains the field, or undefined. */
export function paramAt({ path: [first, at, value] }: PipelineUse): number | undefined {
  return first === 'params' && typeof at === 'number' && value === 'value' ? at : undefined;
}

/** Whether the params, conditions or matrix of a task use the value of the pipeline's param. */
export function takesValue(pipeline: PipelineView, name: string): boolean {
  return pipeline.tasks.some((task) =>
    usesOfPipelineTask(task).some((use) => use.variable.kind === 'param' && use.variable.name === name && isValue(use)),
  );
}
