import type { EnvVar, PodSecurityContext, ResourceRequirements, Toleration, TopologySpreadConstraint } from './kubernetes';
import type { Manifest, ObjectMeta } from './metadata';
import type { Param } from './param';
import type { PipelineRef, PipelineSpec, TaskRef } from './pipeline';
import type { TaskSpec } from './task';
import type { Volume, VolumeClaimTemplate } from './volume';

/** The source of a workspace in one run: exactly one of these fields. */
export interface WorkspaceSource extends Pick<Volume, 'persistentVolumeClaim' | 'emptyDir' | 'secret' | 'configMap' | 'projected' | 'csi'> {
  readonly subPath?: string;
  readonly volumeClaimTemplate?: VolumeClaimTemplate;
}

/** Binds a workspace of a run to its source. */
export interface WorkspaceBinding extends WorkspaceSource {
  readonly name: string;
}

/** Pod settings of a run. */
export interface PodTemplate {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly env?: readonly EnvVar[];
  readonly tolerations?: readonly Toleration[];
  readonly affinity?: Readonly<Record<string, unknown>>;
  readonly securityContext?: PodSecurityContext;
  readonly volumes?: readonly Volume[];
  readonly runtimeClassName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly dnsPolicy?: string;
  readonly dnsConfig?: {
    readonly nameservers?: readonly string[];
    readonly searches?: readonly string[];
    readonly options?: readonly { readonly name: string; readonly value?: string }[];
  };
  readonly enableServiceLinks?: boolean;
  readonly priorityClassName?: string;
  readonly schedulerName?: string;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
  readonly hostNetwork?: boolean;
  readonly hostUsers?: boolean;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
}

/** Resources of one step or sidecar in a run, by name. */
export interface ContainerOverride {
  readonly name: string;
  readonly computeResources: ResourceRequirements;
}

/** Settings of one pipeline task in one run. */
export interface PipelineTaskRunSpec {
  readonly pipelineTaskName: string;
  readonly serviceAccountName?: string;
  readonly podTemplate?: PodTemplate;
  readonly metadata?: Pick<ObjectMeta, 'labels' | 'annotations'>;
  readonly timeout?: string;
  readonly stepSpecs?: readonly ContainerOverride[];
  readonly sidecarSpecs?: readonly ContainerOverride[];
  readonly computeResources?: ResourceRequirements;
}

/** The body of a PipelineRun. */
export interface PipelineRunSpec {
  readonly pipelineRef?: PipelineRef;
  readonly pipelineSpec?: PipelineSpec;
  readonly params?: readonly Param[];
  readonly workspaces?: readonly WorkspaceBinding[];
  readonly status?: string;
  readonly timeouts?: { readonly pipeline?: string; readonly tasks?: string; readonly finally?: string };
  readonly taskRunTemplate?: { readonly serviceAccountName?: string; readonly podTemplate?: PodTemplate };
  readonly taskRunSpecs?: readonly PipelineTaskRunSpec[];
  readonly managedBy?: string;
}

/** The manifest of a PipelineRun. */
export interface PipelineRunManifest extends Manifest {
  readonly spec: PipelineRunSpec;
}

/** Breakpoints of a run, at which its pod is kept for inspection. */
export interface Debug {
  readonly breakpoints?: {
    /** Keeps the pod when a step has failed. */
    readonly onFailure?: 'enabled';
    /** Keeps the pod before the steps with these names. */
    readonly beforeSteps?: readonly string[];
  };
}

/** The body of a TaskRun. */
export interface TaskRunSpec {
  readonly taskRef?: TaskRef;
  readonly taskSpec?: TaskSpec;
  readonly params?: readonly Param[];
  readonly workspaces?: readonly WorkspaceBinding[];
  readonly serviceAccountName?: string;
  readonly podTemplate?: PodTemplate;
  readonly timeout?: string;
  readonly retries?: number;
  readonly status?: string;
  readonly statusMessage?: string;
  readonly debug?: Debug;
  readonly stepSpecs?: readonly ContainerOverride[];
  readonly sidecarSpecs?: readonly ContainerOverride[];
  readonly computeResources?: ResourceRequirements;
  readonly managedBy?: string;
}
