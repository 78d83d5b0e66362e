import type { Duration } from 'cdk8s';
import type { Ref, RefOf, StringRef, Text } from '../refs';
import type {
  EnvFromSource,
  EnvVarSource,
  ResourceRequirements,
  SecurityContext,
  SidecarSpec,
  StepOnError,
  StepSpec,
  VolumeMount,
} from '../spec';
import type { ParamDeclaration, ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import type { Script } from './script';

/** Where the values of a Task's own params may be used. */
export type StepScope = 'steps';

/** A text of a step: literal, or with params of the Task in it. */
export type StepText = string | Text<StepScope> | Ref<'string', unknown, StepScope>;

/** Anything that has the name of a Kubernetes object, such as a Secret of any cdk8s-plus version. */
export interface Named {
  readonly name: string;
}

/** A variable whose value Kubernetes fills in; an `EnvValue` of cdk8s-plus fits too. */
export interface EnvSource {
  readonly value?: unknown;
  readonly valueFrom?: EnvVarSource;
}

/** All keys of a Secret or ConfigMap as variables. */
export interface EnvFrom {
  readonly prefix?: string;
  readonly secret?: string | Named;
  readonly configMap?: string | Named;
}

/** Fields that steps and sidecars share. */
export interface ContainerProps {
  /** Name with a tag or digest. */
  readonly image: StepText;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Program to run. @default - the image's own, unless there is a script */
  readonly command?: readonly StepText[];
  /** Arguments. A list param stands alone in an item and becomes as many arguments as it has items. */
  readonly args?: readonly (StepText | Ref<'array', unknown, StepScope>)[];
  /** Program text; takes the place of `command`. */
  readonly script?: Script;
  readonly workingDir?: StepText;
  /** Variables by name. */
  readonly env?: Readonly<Record<string, StepText | EnvSource>>;
  readonly envFrom?: readonly EnvFrom[];
  readonly computeResources?: ResourceRequirements;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly securityContext?: SecurityContext;
}

/** One container of a Task's pod. Steps run one after the other and share the pod's volumes. */
export interface Step extends ContainerProps {
  readonly name: string;
  readonly displayName?: string;
  /** How long the step may run. @default - as long as the whole Task may */
  readonly timeout?: Duration;
  /** What happens when the process fails. @default - the Task fails and later steps are skipped */
  readonly onError?: StepOnError;
  /** Fields of the manifest that win over all others. */
  readonly overrides?: Partial<StepSpec>;
}

/** A container that runs beside the steps and is stopped when they have ended. */
export interface Sidecar extends ContainerProps {
  readonly name: string;
  readonly overrides?: Partial<SidecarSpec>;
}

/** What the steps of a Task may use: its params, results and workspaces, and Tekton's own variables. */
export interface StepContext<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  /** Files to write the results to. */
  readonly results: { readonly [k in keyof R]: { readonly path: string } };
  /** Directories of the workspaces; `bound` is the text `true` or `false`. */
  readonly workspaces: { readonly [k in keyof W]: { readonly path: string; readonly bound: StringRef<unknown, StepScope> } };
  readonly taskRun: {
    readonly name: StringRef<unknown, StepScope>;
    readonly namespace: StringRef<unknown, StepScope>;
    readonly uid: StringRef<unknown, StepScope>;
  };
  /** File that holds the exit code of an earlier step that has `onError: 'continue'`. */
  exitCodePath(step: string): string;
}

/** References to params, by name. */
export type ParamRefs<P extends ParamDeclarations, S> = {
  readonly [k in keyof P]: P[k] extends ParamDeclaration<infer K, boolean, infer Q, infer F> ? RefOf<K, Q, F, S> : never;
};

/** An `envFrom` entry as the manifest holds it. */
export function renderEnvFrom({ prefix, secret, configMap }: EnvFrom): EnvFromSource {
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(secret === undefined ? {} : { secretRef: { name: nameOf(secret) } }),
    ...(configMap === undefined ? {} : { configMapRef: { name: nameOf(configMap) } }),
  };
}

/** The name of an object that is given by name or as an object. */
export function nameOf(named: string | Named): string {
  return typeof named === 'string' ? named : named.name;
}
