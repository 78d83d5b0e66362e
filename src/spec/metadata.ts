/** The metadata fields that tekwire reads and writes. */
export interface ObjectMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Any Kubernetes object, as parsed from YAML or emitted by a construct. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: ObjectMeta;
  readonly spec?: unknown;
  readonly [field: string]: unknown;
}

/** The apiVersion of every Task, Pipeline and run that tekwire emits. */
export const TEKTON_V1 = 'tekton.dev/v1';

/** The apiVersion of VerificationPolicies. */
export const TEKTON_V1ALPHA1 = 'tekton.dev/v1alpha1';

/** The apiVersion of StepActions, which have no v1. */
export const TEKTON_V1BETA1 = 'tekton.dev/v1beta1';
