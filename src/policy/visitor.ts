import type { IConstruct } from 'constructs';
import type {
  ContainerSpec,
  Manifest,
  PipelineRunSpec,
  PipelineSpec,
  PipelineTaskSpec,
  PodTemplate,
  SidecarSpec,
  StepActionSpec,
  StepSpec,
  TaskRunSpec,
  TaskSpec,
} from '../spec';

/** The location of the part that a policy changes. */
export interface PartLocation {
  /** The construct: the Task, Pipeline, run or StepAction. */
  readonly construct: IConstruct;
  /** Kind of the emitted object. */
  readonly kind: string;
  /** The field path of the part, such as `spec.steps[0]`; empty for the object itself. */
  readonly field: string;
}

/** The location of a step. */
export interface StepLocation extends PartLocation {
  /** The step template of its Task. */
  readonly stepTemplate?: ContainerSpec;
}

/** The location of a pod template. */
export interface PodLocation extends PartLocation {
  /** Whether it belongs to an entry of `taskRunSpecs`, whose fields replace those of the run. */
  readonly isOfOneTask: boolean;
}

/** Returns the part to emit: the part itself, or a changed copy. */
export type Visit<T, P = PartLocation> = (part: T, location: P) => T;

/**
 * A policy: functions that change parts of manifests. Parts are plain data, as in the YAML. Outer parts come first, so a step that `task`
 * adds is also passed to `step`.
 */
export interface PolicyVisitor {
  /** Name in `Policy.explain` and in messages. @default - `policy` */
  readonly name?: string;
  /** Every Tekton object, and those in a TriggerTemplate. */
  readonly object?: Visit<Manifest>;
  /** The spec of every Task, including those embedded in pipelines and runs. */
  readonly task?: Visit<TaskSpec>;
  /** The step template of every Task that has one. */
  readonly stepTemplate?: Visit<ContainerSpec>;
  /** Every step of a Task, including steps with a `ref`. */
  readonly step?: Visit<StepSpec, StepLocation>;
  readonly sidecar?: Visit<SidecarSpec>;
  readonly stepAction?: Visit<StepActionSpec>;
  /** The spec of every Pipeline, including those embedded in pipelines and runs. */
  readonly pipeline?: Visit<PipelineSpec>;
  /** Every pipeline task, in `tasks` and `finally`, also of pipelines embedded in others or in runs. */
  readonly pipelineTask?: Visit<PipelineTaskSpec>;
  readonly pipelineRun?: Visit<PipelineRunSpec>;
  readonly taskRun?: Visit<TaskRunSpec>;
  /** The pod template of every run, `{}` when it has none, and those of its `taskRunSpecs`. */
  readonly podTemplate?: Visit<PodTemplate, PodLocation>;
  /** Every image that is known at synth: of steps, step templates, sidecars, StepActions and image volumes, and the bundles of
   *  bundle resolvers. An image that contains `$(…)` is not passed. */
  readonly image?: Visit<string>;
}
