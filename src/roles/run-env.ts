import type { EnvSource } from '../task';

/**
 * Which run a step belongs to, and which task of its pipeline it is: Tekton writes them on every pod, but has no variable for them in
 * a Task. They are empty in a TaskRun that belongs to no pipeline.
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
