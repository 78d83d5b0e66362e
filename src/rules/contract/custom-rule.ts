import type { FieldPath, Severity } from '../../diagnostics';
import type { Manifest, PipelineRunSpec, PipelineSpec, PipelineTaskSpec, StepSpec, TaskRunSpec, TaskSpec } from '../../spec';
import type { Loose } from '../view/view';

/** A Tekton object as a custom rule sees it. Its manifest is not validated: fields can be missing or of the wrong type. */
export interface CheckedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`; empty when the manifest has none. The same holds for the namespace. */
  readonly name: string;
  readonly namespace: string;
  /** The whole manifest, unchanged. */
  readonly manifest: Manifest;
}

/** A part of an object. */
export interface CheckedPart<S> {
  /** The part with v1 field names. Every field can be missing. Fields of the wrong type are left out, because TW003 reports them. */
  readonly spec: Loose<S>;
  /** The object that contains the part. */
  readonly object: CheckedObject;
}

/** What a custom rule can check, by the value of `CustomRule.on`. */
export interface CustomSubjects {
  /** Every Tekton object of any kind. Field paths start at the root of the manifest: `['metadata', 'labels']`. */
  readonly object: CheckedObject;
  /** The `spec` of every Task, and every `taskSpec` of pipelines and runs. Field paths start at the spec: `['steps', 0]`. */
  readonly task: CheckedPart<TaskSpec>;
  /** Every step of these Task specs. */
  readonly step: CheckedPart<StepSpec>;
  /** The `spec` of every Pipeline, and every `pipelineSpec`. */
  readonly pipeline: CheckedPart<PipelineSpec>;
  /** Every task of a pipeline, including finally tasks. */
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

/** Reports one diagnostic: the field path, what is wrong, and how to fix it unless the message says so already. */
export type CustomReport = (field: FieldPath, message: string, fix?: string) => void;

interface CustomText {
  /** Two to ten capital letters and three digits, for example `ACME001`. Codes that start with `TW` are reserved for tekwire. */
  readonly code: string;
  /** A readable name of two or more words, for example `task-without-owner`. It can be used wherever the code can. */
  readonly slug: string;
  /** The defect as a short phrase, for example "Task without an owner". */
  readonly title: string;
  /** What goes wrong when the rule is broken. */
  readonly why: string;
  /** An error stops a synth. A warning is shown by `tekwire validate` and can be allowed with the annotation `tekwire.dev/allow`. */
  readonly severity: Severity;
  /** A URL that documents the rule. @default - none */
  readonly source?: string;
}

/** `customRuleProblems` checks its keys. @open */
type CustomRuleOn<K extends keyof CustomSubjects> = CustomText & {
  /** What the rule checks. */
  readonly on: K;
  /** Reports what is wrong with the subject. An error that it throws becomes a diagnostic of the subject. */
  check(subject: CustomSubjects[K], report: CustomReport, set: CheckedSet): void;
};

/**
 * A custom rule.
 * @example
 * const owned: CustomRule = {
 *   code: 'ACME001',
 *   slug: 'task-without-owner',
 *   title: 'Task without an owner',
 *   why: 'no team is notified when it fails',
 *   severity: 'error',
 *   on: 'object',
 *   check: ({ kind, manifest }, report) => {
 *     if (kind === 'Task' && !manifest.metadata?.labels?.owner) report(['metadata'], 'the Task has no label "owner"');
 *   },
 * };
 */
export type CustomRule = { readonly [K in keyof CustomSubjects]: CustomRuleOn<K> }[keyof CustomSubjects];
