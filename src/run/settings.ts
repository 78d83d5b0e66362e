import type { Duration } from 'cdk8s';
import type { Diagnostic } from '../diagnostics';
import { type FinallyOf, mergePodTemplates, type NeededSettings, type PipelineTask, wiringDiagnostic, withFieldsOf } from '../pipeline';
import type { ContainerOverride, PipelineTaskRunSpec, PodTemplate, ResourceRequirements } from '../spec';
import { defined, goDuration, type Named, nameOf } from '../task';

/** Resources of steps or sidecars, by their name. */
export type ContainerResources = Readonly<Record<string, ResourceRequirements>>;

/** A task that `add` of a pipeline returned, with the names of its steps. @open */
export interface TaskOfPipeline<N extends string = string, S = unknown> extends Pick<PipelineTask, 'name' | 'pipeline'> {
  readonly stepName?: N;
  readonly scope?: S;
}

/** Settings of one task of the pipeline that differ from the rest of the run. */
// biome-ignore lint/suspicious/noExplicitAny: a task of an unknown pipeline is checked at synth
export interface TaskRunSettings<N extends string = string, S = any> {
  /** The task that `add` returned, or its name when the Pipeline is external. */
  readonly task: TaskOfPipeline<N, S | FinallyOf<S>> | string;
  /** @default - that of the run */
  readonly serviceAccount?: string | Named;
  /** Pod settings, merged field by field with those of the run. @default - those of the run */
  readonly podTemplate?: PodTemplate;
  /** Maximum duration of one attempt. @default - the timeout in the pipeline */
  readonly timeout?: Duration;
  /** Resources of the whole pod. @default - those of its steps */
  readonly computeResources?: ResourceRequirements;
  /** Resources of single steps, by name. @default - those of the Task */
  readonly stepSpecs?: { readonly [k in NoInfer<N>]?: ResourceRequirements };
  /** Resources of single sidecars. @default - those of the Task */
  readonly sidecarSpecs?: ContainerResources;
  /** Labels and annotations of the TaskRun. @default - none */
  readonly metadata?: PipelineTaskRunSpec['metadata'];
}

/** An account with further ones for single tasks: a `PipelineServiceAccount`. */
interface AccountsOfTasks {
  taskAccounts(pipeline: object): readonly NeededSettings[];
  hasTaskAccounts(): boolean;
}

function tryAccounts(account: unknown): AccountsOfTasks | undefined {
  const given = account as Partial<AccountsOfTasks> | undefined;
  return typeof given?.taskAccounts === 'function' && typeof given.hasTaskAccounts === 'function' ? (given as AccountsOfTasks) : undefined;
}

/** What runs of a pipeline under an account need: the accounts of single tasks, unless the pipeline demands another one. */
export function neededSettings(
  pipeline: { readonly taskRunSettings?: readonly NeededSettings[] },
  account: unknown,
): readonly NeededSettings[] {
  const needed = new Map<string, NeededSettings>();
  for (const settings of [...(tryAccounts(account)?.taskAccounts(pipeline) ?? []), ...(pipeline.taskRunSettings ?? [])])
    needed.set(settings.task, { ...needed.get(settings.task), ...settings });
  return [...needed.values()];
}

/** Reports an account whose single tasks are those of another pipeline. */
export function checkAccount(origin: string, pipeline: object, account: unknown): Diagnostic[] {
  const accounts = tryAccounts(account);
  if (accounts?.hasTaskAccounts() !== true || accounts.taskAccounts(pipeline).length > 0) return [];
  const message = 'it has accounts for the tasks of another pipeline, which this run would not use; make one for the pipeline of this run';
  return [wiringDiagnostic(origin, 'TW293', 'serviceAccount', message)];
}

/** Renders the settings of single tasks: those that the pipeline needs, with those of the run, which win field by field. */
export function renderTaskRunSpecs(
  needed: readonly NeededSettings[],
  given: readonly TaskRunSettings[] | undefined,
  ofRun: PodTemplate | undefined,
): readonly PipelineTaskRunSpec[] | undefined {
  const own = new Map((given ?? []).map((settings) => [nameOf(settings.task), settings]));
  const both = needed.map((settings): TaskRunSettings => {
    const more = own.get(settings.task);
    const podTemplate = mergePodTemplates(settings.podTemplate, more?.podTemplate);
    return { ...settings, ...more, ...(podTemplate && { podTemplate }) };
  });
  const names = new Set(needed.map(({ task }) => task));
  const all = [...both, ...(given ?? []).filter(({ task }) => !names.has(nameOf(task)))];
  return given === undefined && all.length === 0 ? undefined : all.map((settings) => renderSettings(settings, ofRun));
}

/** Renders the settings for a PipelineRun's manifest. */
function renderSettings(
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
    stepSpecs: more.stepSpecs && renderResources(more.stepSpecs as ContainerResources),
    sidecarSpecs: more.sidecarSpecs && renderResources(more.sidecarSpecs),
  });
}

/** Renders resources by container name for a run's manifest. */
export function renderResources(resources: ContainerResources): readonly ContainerOverride[] {
  return Object.entries(resources).map(([name, computeResources]) => ({ name, computeResources }));
}

/** Reports settings for tasks of other pipelines. */
export function checkSettings(origin: string, pipeline: object, settings: readonly TaskRunSettings[]): Diagnostic[] {
  return settings.flatMap(({ task }, at) => {
    if (typeof task === 'string' || task.pipeline === pipeline) return [];
    const message = `task "${task.name}" is a task of another pipeline; pass a task that add of this run's pipeline returned`;
    return [wiringDiagnostic(origin, 'TW293', `taskRunSpecs.${at}`, message)];
  });
}
