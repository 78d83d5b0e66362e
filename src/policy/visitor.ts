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

/** Where the part stands that a policy is given. */
export interface Place {
  /** What the program made: the Task, Pipeline, run or StepAction. */
  readonly construct: IConstruct;
  /** Kind of the object that is emitted. */
  readonly kind: string;
  /** The part's field in it, as `spec.steps[0]`; empty for the object itself. */
  readonly field: string;
}

/** Where a step stands. */
export interface StepPlace extends Place {
  /** What all steps of its Task start with. */
  readonly stepTemplate?: ContainerSpec;
}

/** Where a pod template stands. */
export interface PodPlace extends Place {
  /** Whether it is that of a single task in `taskRunSpecs`, whose fields take the place of the run's. */
  readonly isOfOneTask: boolean;
}

/** Gives the part as it is to be emitted: the part itself, or a changed copy. */
export type Visit<T, P = Place> = (part: T, place: P) => T;

/**
 * A policy: what it makes of the parts of manifests. All are plain data, as they stand in the YAML. Outer parts come first, so that a
 * step which `task` adds is given to `step` too.
 */
export interface PolicyVisitor {
  /** What `Policy.explain` calls it. @default - `policy` */
  readonly name?: string;
  /** Every object of Tekton, and those in a TriggerTemplate. */
  readonly object?: Visit<Manifest>;
  /** The body of every Task, of those that are written into pipelines and runs too. */
  readonly task?: Visit<TaskSpec>;
  /** What all steps of a Task start with, where a Task has that. */
  readonly stepTemplate?: Visit<ContainerSpec>;
  /** Every step of a Task, of those with a `ref` too. */
  readonly step?: Visit<StepSpec, StepPlace>;
  readonly sidecar?: Visit<SidecarSpec>;
  readonly stepAction?: Visit<StepActionSpec>;
  /** The body of every Pipeline, of those that are written into pipelines and runs too. */
  readonly pipeline?: Visit<PipelineSpec>;
  /** Every task of a Pipeline, in `tasks` and `finally`, and in pipelines that are written into others or into runs. */
  readonly pipelineTask?: Visit<PipelineTaskSpec>;
  readonly pipelineRun?: Visit<PipelineRunSpec>;
  readonly taskRun?: Visit<TaskRunSpec>;
  /** The pod template of every run, `{}` where it has none, and those of single tasks where a run has such. */
  readonly podTemplate?: Visit<PodTemplate, PodPlace>;
  /** Every image that is known at synth: of steps, step templates, sidecars, StepActions and image volumes, and bundles that Tasks,
   *  Pipelines and StepActions come from. An image with `$(…)` in it is left as it is. */
  readonly image?: Visit<string>;
}
