import type { EnvSource } from '../task';

/**
 * The run and the pipeline task of a step: Tekton writes both as labels on every pod, but has no variables for them in a Task. They are
 * empty in a TaskRun without a pipeline.
 * @see tektoncd/pipeline pkg/reconciler/pipelinerun/pipelinerun.go createChildResourceLabels
 */
export const runEnv: Readonly<Record<'RUN_UID' | 'PIPELINE_RUN' | 'PIPELINE_TASK', EnvSource>> = {
  RUN_UID: label('tekton.dev/pipelineRunUID'),
  PIPELINE_RUN: label('tekton.dev/pipelineRun'),
  PIPELINE_TASK: label('tekton.dev/pipelineTask'),
};

function label(name: string): EnvSource {
  return { valueFrom: { fieldRef: { fieldPath: `metadata.labels['${name}']` } } };
}
