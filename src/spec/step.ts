import type { EnvFromSource, EnvVar, Lifecycle, Probe, ResourceRequirements, SecurityContext } from './kubernetes';
import type { Param, ResultSpec } from './param';
import type { VolumeMount } from './volume';
import type { WhenExpression } from './when';

/** What a step does when its process fails. */
export type StepOnError = 'continue' | 'stopAndFail';

/** A workspace that is mounted only in the steps or sidecars that list it. */
export interface WorkspaceUsage {
  readonly name: string;
  readonly mountPath: string;
}

/** Refers to a StepAction in the cluster, or through a resolver. */
export interface StepRef {
  readonly name?: string;
  readonly resolver?: string;
  readonly params?: readonly Param[];
}

/** The fields that steps, sidecars and the step template have in common. */
export interface ContainerSpec {
  readonly image?: string;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly computeResources?: ResourceRequirements;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumeDevices?: readonly { readonly name: string; readonly devicePath: string }[];
  readonly securityContext?: SecurityContext;
}

/** A step of a Task. Steps run one after another, each in a container of the Task's pod. */
export interface StepSpec extends ContainerSpec {
  readonly name?: string;
  readonly displayName?: string;
  readonly script?: string;
  readonly timeout?: string;
  readonly onError?: StepOnError;
  readonly ref?: StepRef;
  readonly params?: readonly Param[];
  readonly results?: readonly Omit<ResultSpec, 'value'>[];
  readonly when?: readonly WhenExpression[];
  readonly workspaces?: readonly WorkspaceUsage[];
  readonly stdoutConfig?: { readonly path: string };
  readonly stderrConfig?: { readonly path: string };
}

/** A container that runs beside the steps until the last one has ended. */
export interface SidecarSpec extends ContainerSpec {
  readonly name: string;
  readonly script?: string;
  readonly restartPolicy?: 'Always';
  readonly ports?: readonly {
    readonly containerPort: number;
    readonly name?: string;
    readonly protocol?: string;
    readonly hostPort?: number;
    readonly hostIP?: string;
  }[];
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly lifecycle?: Lifecycle;
  readonly terminationMessagePath?: string;
  readonly terminationMessagePolicy?: string;
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly tty?: boolean;
  readonly workspaces?: readonly WorkspaceUsage[];
}
