import type { PipelineTaskRunSpec, PodTemplate, ResourceRequirements } from '../spec';
import { defined, type Named, nameOf } from '../task';
import { mergePodTemplates } from './pod-template';

/** Settings of one task that every run of its pipeline needs. */
export interface NeededSettings {
  /** The name of the task. */
  readonly task: string;
  /** @default - that of the run */
  readonly serviceAccount?: string | Named;
  /** @default - that of the run */
  readonly podTemplate?: PodTemplate;
  /** Resources of the whole pod. @default - those of its steps */
  readonly computeResources?: ResourceRequirements;
}

/** Renders the settings for a run that adds none. */
export function renderNeeded(needed: readonly NeededSettings[], ofRun: PodTemplate | undefined): readonly PipelineTaskRunSpec[] {
  return needed.map(({ task, serviceAccount, podTemplate, computeResources }) =>
    defined({
      pipelineTaskName: task,
      serviceAccountName: serviceAccount && nameOf(serviceAccount),
      podTemplate: podTemplate && withFieldsOf(ofRun, podTemplate),
      computeResources,
    }),
  );
}

/** Merges pod templates. Tekton adds missing fields of the run's template, but does not merge inside a field that both have. */
export function withFieldsOf(ofRun: PodTemplate = {}, own: PodTemplate): PodTemplate {
  const shared = Object.fromEntries(Object.entries(ofRun).filter(([name]) => own[name as keyof PodTemplate]));
  return mergePodTemplates(shared, own) ?? own;
}
