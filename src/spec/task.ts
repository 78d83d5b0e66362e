import type { ParamSpec, ResultSpec } from './param';
import type { ContainerSpec, SidecarSpec, StepSpec } from './step';
import type { Volume } from './volume';

/** Declares a workspace of a Task. */
export interface WorkspaceSpec {
  readonly name: string;
  readonly description?: string;
  readonly mountPath?: string;
  readonly readOnly?: boolean;
  readonly optional?: boolean;
}

/** The body of a Task. */
export interface TaskSpec {
  readonly displayName?: string;
  readonly description?: string;
  readonly params?: readonly ParamSpec[];
  readonly results?: readonly ResultSpec[];
  readonly workspaces?: readonly WorkspaceSpec[];
  readonly stepTemplate?: ContainerSpec;
  readonly steps: readonly StepSpec[];
  readonly sidecars?: readonly SidecarSpec[];
  readonly volumes?: readonly Volume[];
}
