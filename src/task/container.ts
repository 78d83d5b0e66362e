import type { Ref } from '../refs';
import type { Script, StepScope } from '../script';
import type { ContainerSpec, EnvFromSource, EnvVarSource, ResourceRequirements, SecurityContext, SidecarSpec } from '../spec';
import { refuse } from '../synth';
import type { StepText } from './step-text';
import type { TextVolumeMount } from './volume';

/** Anything that has the name of a Kubernetes object, such as a Secret of any cdk8s-plus version. @open */
export interface Named {
  readonly name: string;
}

/** A variable whose value Kubernetes fills in; an `EnvValue` of cdk8s-plus fits too. */
export interface EnvSource {
  readonly value?: unknown;
  readonly valueFrom?: Omit<EnvVarSource, 'secretKeyRef' | 'configMapKeyRef'> & {
    readonly secretKeyRef?: KeyOf;
    readonly configMapKeyRef?: KeyOf;
  };
}

/** One key of a Secret or ConfigMap, with params of the Task in the names. */
interface KeyOf {
  readonly name: StepText;
  readonly key: StepText;
  readonly optional?: boolean;
}

/** All keys of a Secret or ConfigMap as variables. */
export interface EnvFrom {
  readonly prefix?: string;
  readonly secret?: string | Named;
  readonly configMap?: string | Named;
  /** Whether the container starts without the Secret or ConfigMap too. @default false */
  readonly optional?: boolean;
}

const USE: unique symbol = Symbol.for('tekwire.workspace-use') as never;

/** A workspace of the Task at a place of the container's own. Made by `at` of a workspace. */
export interface WorkspaceUse {
  readonly [USE]: true;
  readonly name: string;
  readonly mountPath: string;
}

/** Fields that steps and sidecars share. `S` is where values of `command`, `args`, `env` and `script` may come from. */
export interface ContainerProps<S extends string = StepScope> {
  /** Name with a tag or digest. */
  readonly image: StepText;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never' | Ref<'string', unknown, StepScope>;
  /** Program to run. @default - the image's own, unless there is a script */
  readonly command?: readonly StepText<S>[];
  /** Arguments. A list param stands alone in an item and becomes as many arguments as it has items. */
  readonly args?: readonly (StepText<S> | Ref<'array', unknown, S>)[];
  /** Program text; takes the place of `command`. */
  readonly script?: Script<S>;
  readonly workingDir?: StepText;
  /** Variables by name. */
  readonly env?: Readonly<Record<string, StepText<S> | EnvSource>>;
  readonly envFrom?: readonly EnvFrom[];
  readonly computeResources?: ResourceRequirements;
  readonly volumeMounts?: readonly TextVolumeMount[];
  /** Block devices, by the name of a volume of the Task. @default - none */
  readonly volumeDevices?: ContainerSpec['volumeDevices'];
  readonly securityContext?: SecurityContext;
  /** Workspaces that no container sees but those that name them. @default - the containers see all workspaces that no other names */
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
  /** `Always` makes it a sidecar of Kubernetes' own kind, which is ready before the first step starts. @default - one that Tekton stops */
  readonly restartPolicy?: 'Always';
  readonly overrides?: Partial<SidecarSpec>;
}

/** The workspace as a container uses it. */
export function workspaceUse(name: string, mountPath: string): WorkspaceUse {
  return { [USE]: true, name, mountPath };
}

/** An `envFrom` entry as the manifest holds it. */
export function renderEnvFrom({ prefix, secret, configMap, optional }: EnvFrom): EnvFromSource {
  const more = optional === undefined ? {} : { optional };
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(secret === undefined ? {} : { secretRef: { name: nameOf(secret), ...more } }),
    ...(configMap === undefined ? {} : { configMapRef: { name: nameOf(configMap), ...more } }),
  };
}

/** The name of an object that is given by name or as an object. @throws Error when it has none */
export function nameOf(named: string | Named): string {
  const name: unknown = typeof named === 'string' ? named : named?.name;
  if (typeof name !== 'string') refuse({}, 'name', named, 'write the name of the object, or give the object itself');
  return name;
}
