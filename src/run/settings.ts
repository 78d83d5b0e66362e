import type { Duration } from 'cdk8s';
import type { Diagnostic } from '../diagnostics';
import { mergePodTemplates, type PipelineTask, wiringDiagnostic } from '../pipeline';
import type { ContainerOverride, PipelineTaskRunSpec, PodTemplate, ResourceRequirements } from '../spec';
import { defined, goDuration, type Named, nameOf } from '../task';

/** Resources of steps or sidecars, by their name. */
export type ContainerResources = Readonly<Record<string, ResourceRequirements>>;

/** What one task of the pipeline has other than the rest of the run. */
export interface TaskRunSettings {
  /** The task, as `add` gave it; its name when the pipeline lives elsewhere. */
  readonly task: PipelineTask | string;
  /** @default - that of the run */
  readonly serviceAccount?: string | Named;
  /** Fields, and those within them, that the run's has and this one does not, are those of the run. @default - that of the run */
  readonly podTemplate?: PodTemplate;
  /** How long one attempt may run. @default - what the pipeline says */
  readonly timeout?: Duration;
  /** Resources of the whole pod. @default - those of its steps */
  readonly computeResources?: ResourceRequirements;
  /** Resources of single steps. @default - those of the Task */
  readonly stepSpecs?: ContainerResources;
  /** Resources of single sidecars. @default - those of the Task */
  readonly sidecarSpecs?: ContainerResources;
  /** Labels and annotations of the TaskRun. @default - none */
  readonly metadata?: PipelineTaskRunSpec['metadata'];
}

/** The settings as a PipelineRun's manifest lists them. */
export function renderSettings(
  { task, serviceAccount, podTemplate, timeout, computeResources, ...more }: TaskRunSettings,
  ofRun: PodTemplate | undefined,
): PipelineTaskRunSpec {
  return defined({
    pipelineTaskName: nameOf(task),
    serviceAccountName: serviceAccount && nameOf(serviceAccount),
    podTemplate: podTemplate && withFieldsOf(ofRun, podTemplate),
    metadata: more.metadata,
    timeout: timeout && goDuration(timeout),
    computeResources,
    stepSpecs: more.stepSpecs && renderResources(more.stepSpecs),
    sidecarSpecs: more.sidecarSpecs && renderResources(more.sidecarSpecs),
  });
}

/** Tekton takes the fields of a run's template that a task's has not; but a field that both have it takes as it is, not what is in it. */
function withFieldsOf(ofRun: PodTemplate = {}, own: PodTemplate): PodTemplate {
  const shared = Object.fromEntries(Object.entries(ofRun).filter(([name]) => own[name as keyof PodTemplate]));
  return mergePodTemplates(shared, own) ?? own;
}

/** Resources by container name as a run's manifest lists them. */
export function renderResources(resources: ContainerResources): readonly ContainerOverride[] {
  return Object.entries(resources).map(([name, computeResources]) => ({ name, computeResources }));
}

/** Complains of settings for tasks of other pipelines. */
export function checkSettings(origin: string, pipeline: object, settings: readonly TaskRunSettings[]): Diagnostic[] {
  return settings.flatMap(({ task }, at) => {
    if (typeof task === 'string' || task.pipeline === pipeline) return [];
    const message = `task "${task.name}" is a task of another pipeline; give the task that this run's pipeline has added`;
    return [wiringDiagnostic(origin, 'TW293', `taskRunSpecs.${at}`, message)];
  });
}
