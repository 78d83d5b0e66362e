import type { Ref } from '../refs';
import type { Script, StepScope } from '../script';
import type { ContainerSpec, EnvFromSource, EnvVarSource, ResourceRequirements, SecurityContext, SidecarSpec } from '../spec';
import { type Owner, refuse } from '../synth';
import type { StepText } from './step-text';
import type { TextVolumeMount } from './volume';

/** Anything with the name of a Kubernetes object, such as a Secret of any cdk8s-plus version. @open */
export interface Named {
  readonly name: string;
}

/** An environment variable whose value Kubernetes fills in; an `EnvValue` of cdk8s-plus fits too. */
export interface EnvSource {
  readonly value?: unknown;
  readonly valueFrom?: Omit<EnvVarSource, 'secretKeyRef' | 'configMapKeyRef'> & {
    readonly secretKeyRef?: KeyOf;
    readonly configMapKeyRef?: KeyOf;
  };
}

/** One key of a Secret or ConfigMap. The names may contain params of the Task. */
interface KeyOf {
  readonly name: StepText;
  readonly key: StepText;
  readonly optional?: boolean;
}

/** All keys of a Secret or ConfigMap as environment variables. */
export interface EnvFrom {
  readonly prefix?: string;
  readonly secret?: string | Named;
  readonly configMap?: string | Named;
  /** Whether the container also starts without the Secret or ConfigMap. @default false */
  readonly optional?: boolean;
}

const USE: unique symbol = Symbol.for('tekwire.workspace-use') as never;

/** A workspace of the Task, mounted in one container. Made by `at` of a workspace. */
export interface WorkspaceUse {
  readonly [USE]: true;
  readonly name: string;
  readonly mountPath: string;
}

/** The fields that steps and sidecars have in common. `S` is the scope of values in `command`, `args`, `env` and `script`. */
export interface ContainerProps<S extends string = StepScope> {
  /** Image name with a tag or digest. */
  readonly image: StepText;
  /** When the image is pulled. @default - `Always` for the tag `latest` or no tag, else `IfNotPresent`, as Kubernetes does */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | Ref<'string', unknown, StepScope>;
  /** Program to run. @default - the image's own, unless there is a script */
  readonly command?: readonly StepText<S>[];
  /** Arguments. An array param must be a whole item, and becomes one argument per item of the array. */
  readonly args?: readonly (StepText<S> | Ref<'array', unknown, S>)[];
  /** Program text; replaces `command`. */
  readonly script?: Script<S>;
  /** The directory in which the process starts. @default - the image's own */
  readonly workingDir?: StepText;
  /** Environment variables by name. @default - none */
  readonly env?: Readonly<Record<string, StepText<S> | EnvSource>>;
  /** Secrets and ConfigMaps whose keys become environment variables. @default - none */
  readonly envFrom?: readonly EnvFrom[];
  /** CPU, memory and other resources, as Kubernetes quantities. @default - those of the namespace's LimitRange */
  readonly computeResources?: ResourceRequirements;
  /** Mounts of the Task's volumes. @default - none, except workspaces */
  readonly volumeMounts?: readonly TextVolumeMount[];
  /** Block devices, by the name of a volume of the Task. @default - none */
  readonly volumeDevices?: ContainerSpec['volumeDevices'];
  /** Privileges of the container. @default - those of the pod */
  readonly securityContext?: SecurityContext;
  /** Workspaces that are mounted only in the containers that list them. @default - all workspaces that no other container lists */
  readonly workspaces?: readonly WorkspaceUse[];
}

type SidecarFields = Pick<
  SidecarSpec,
  | 'ports'
  | 'readinessProbe'
  | 'livenessProbe'
  | 'startupProbe'
  | 'lifecycle'
  | 'terminationMessagePath'
  | 'terminationMessagePolicy'
  | 'stdin'
  | 'stdinOnce'
  | 'tty'
>;

/** A container that runs beside the steps and is stopped when they have ended. */
export interface Sidecar extends ContainerProps, SidecarFields {
  readonly name: string;
  /** `Always` makes it a native sidecar of Kubernetes, which is ready before the first step starts. @default - Tekton stops it */
  readonly restartPolicy?: 'Always';
  readonly overrides?: Partial<SidecarSpec>;
}

/** The workspace as one container uses it. */
export function workspaceUse(name: string, mountPath: string): WorkspaceUse {
  return { [USE]: true, name, mountPath };
}

/** Renders an `envFrom` entry. */
export function renderEnvFrom({ prefix, secret, configMap, optional }: EnvFrom): EnvFromSource {
  const more = optional === undefined ? {} : { optional };
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(secret === undefined ? {} : { secretRef: { name: nameOf(secret), ...more } }),
    ...(configMap === undefined ? {} : { configMapRef: { name: nameOf(configMap), ...more } }),
  };
}

/** The name of an object that is passed by name or as an object. @throws Error when it has none */
export function nameOf(named: string | Named, owner: Owner = {}, where = 'name'): string {
  const name: unknown = typeof named === 'string' ? named : named?.name;
  if (typeof name !== 'string') refuse(owner, where, named, 'the name of the object, or the object itself');
  return name;
}
