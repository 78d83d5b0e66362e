import { actionFields, paramSpecs, results } from './container-shape';
import { metadata } from './metadata-shape';
import { pipelineSpec } from './pipeline-shape';
import { pipelineRunSpec, taskRunSpec } from './run-shape';
import { map, type ObjectShape, object } from './shape';
import { taskSpec } from './task-shape';

/** The whole object by `apiVersion kind`; undefined for those that we do not know field by field. */
export function tryFindShape(apiVersion: string, kind: string): ObjectShape | undefined {
  return shapes.get(`${apiVersion} ${kind}`);
}

const stepAction = object(actionFields, { description: 'text', params: paramSpecs, results });

const shapes: ReadonlyMap<string, ObjectShape> = new Map(
  Object.entries({
    'tekton.dev/v1 Task': taskSpec,
    'tekton.dev/v1 Pipeline': pipelineSpec,
    'tekton.dev/v1 PipelineRun': pipelineRunSpec,
    'tekton.dev/v1 TaskRun': taskRunSpec,
    'tekton.dev/v1beta1 StepAction': stepAction,
  }).map(([key, spec]) => [key, object({ apiVersion: 'text', kind: 'text', metadata, spec, status: map('any') })]),
);
