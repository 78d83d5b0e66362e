import type { FieldPath, Severity } from '../../diagnostics';
import type { Manifest, PipelineRunSpec, PipelineSpec, PipelineTaskSpec, StepSpec, TaskRunSpec, TaskSpec } from '../../spec';
import type { Loose } from '../view/view';

/** A Tekton object as a rule of your own sees it: what its manifest says, right or wrong. */
export interface CheckedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty when the manifest has none; so is the namespace. */
  readonly name: string;
  readonly namespace: string;
  /** The whole manifest, as it is written. */
  readonly manifest: Manifest;
}

/** A part of an object. */
export interface CheckedPart<S> {
  /** The part in the words of v1. Every field can be missing, and fields of the wrong type are left out: another rule reports them. */
  readonly spec: Loose<S>;
  /** The object that the part stands in. */
  readonly object: CheckedObject;
}

/** What a rule can look at, by the word of `CustomRule.on`. */
export interface CustomSubjects {
  /** Every Tekton object of any kind. Fields are named from the root of the manifest on, as in `['metadata', 'labels']`. */
  readonly object: CheckedObject;
  /** The `spec` of every Task, and every `taskSpec` of pipelines and runs. Fields are named from there on, as in `['steps', 0]`. */
  readonly task: CheckedPart<TaskSpec>;
  /** Every step of these. */
  readonly step: CheckedPart<StepSpec>;
  /** The `spec` of every Pipeline, and every `pipelineSpec`. */
  readonly pipeline: CheckedPart<PipelineSpec>;
  /** Every task of a pipeline, those of `finally` too. */
  readonly 'pipeline-task': CheckedPart<PipelineTaskSpec>;
  /** The `spec` of every PipelineRun. */
  readonly 'pipeline-run': CheckedPart<PipelineRunSpec>;
  /** The `spec` of every TaskRun. */
  readonly 'task-run': CheckedPart<TaskRunSpec>;
}

/** All objects that are checked together. */
export interface CheckedSet {
  /** The objects of a kind, or all of them. */
  objects(kind?: string): readonly CheckedObject[];
}

/** Takes one mistake: the field, what is wrong with it, and what to write instead where the message does not say it. */
export type CustomReport = (field: FieldPath, message: string, fix?: string) => void;

interface CustomText {
  /** Two to ten capital letters and three digits, as `ACME001`; `TW` belongs to tekwire. */
  readonly code: string;
  /** Two or more words that say what the rule is about, as `task-without-owner`; usable wherever the code is. */
  readonly slug: string;
  /** The defect as a short phrase, as "Task without an owner". */
  readonly title: string;
  /** What goes wrong when the rule is broken. */
  readonly why: string;
  /** Errors stop a synth; warnings are shown by `tekwire validate`, and the annotation `tekwire.dev/allow` switches them off. */
  readonly severity: Severity;
  /** Where the rule is written down, as a URL. @default - nowhere */
  readonly source?: string;
}

/** Its keys are checked with the rest of it. @open */
type CustomRuleOn<K extends keyof CustomSubjects> = CustomText & {
  /** What the rule looks at, wherever it is written. */
  readonly on: K;
  /** Reports what is wrong with the subject. An error that it throws is reported in its place. */
  check(subject: CustomSubjects[K], report: CustomReport, set: CheckedSet): void;
};

/**
 * A rule of your own.
 * @example
 * const owned: CustomRule = {
 *   code: 'ACME001',
 *   slug: 'task-without-owner',
 *   title: 'Task without an owner',
 *   why: 'nobody is asked when it fails',
 *   severity: 'error',
 *   on: 'object',
 *   check: ({ kind, manifest }, report) => {
 *     if (kind === 'Task' && !manifest.metadata?.labels?.owner) report(['metadata'], 'the Task has no label "owner"');
 *   },
 * };
 */
export type CustomRule = { readonly [K in keyof CustomSubjects]: CustomRuleOn<K> }[keyof CustomSubjects];
