import type { Manifest, ObjectMeta } from './metadata';
import type { Param, ParamSpec, PipelineResultSpec } from './param';
import type { TaskSpec } from './task';
import type { WhenExpression } from './when';

/** Refers to a Task, or with `apiVersion` to a custom task, in the namespace or through a resolver. */
export interface TaskRef {
  readonly name?: string;
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly resolver?: string;
  readonly params?: readonly Param[];
}

/** Refers to a Pipeline in the namespace, or through a resolver. */
export type PipelineRef = Omit<TaskRef, 'kind'>;

/** A Task embedded in a pipeline task. */
export interface EmbeddedTaskSpec extends Partial<TaskSpec> {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: Pick<ObjectMeta, 'labels' | 'annotations'>;
  readonly spec?: unknown;
}

/** Runs one pipeline task once for every combination of the values of its params. */
export interface Matrix {
  readonly params?: readonly Param[];
  readonly include?: readonly { readonly name?: string; readonly params?: readonly Param[] }[];
}

/** Binds a workspace of the task (`name`) to one of the pipeline (`workspace`). */
export interface WorkspacePipelineTaskBinding {
  readonly name: string;
  readonly workspace?: string;
  readonly subPath?: string;
}

/** One task of a pipeline. */
export interface PipelineTaskSpec {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly taskRef?: TaskRef;
  readonly taskSpec?: EmbeddedTaskSpec;
  readonly pipelineRef?: PipelineRef;
  readonly pipelineSpec?: PipelineSpec;
  readonly when?: readonly WhenExpression[];
  readonly retries?: number;
  readonly runAfter?: readonly string[];
  readonly params?: readonly Param[];
  readonly matrix?: Matrix;
  readonly workspaces?: readonly WorkspacePipelineTaskBinding[];
  readonly timeout?: string;
  readonly onError?: 'continue' | 'stopAndFail';
}

/** Declares a workspace of a Pipeline, which its tasks can use. */
export interface PipelineWorkspaceSpec {
  readonly name: string;
  readonly description?: string;
  readonly optional?: boolean;
}

/** The body of a Pipeline. */
export interface PipelineSpec {
  readonly displayName?: string;
  readonly description?: string;
  readonly params?: readonly ParamSpec[];
  readonly workspaces?: readonly PipelineWorkspaceSpec[];
  readonly tasks?: readonly PipelineTaskSpec[];
  readonly finally?: readonly PipelineTaskSpec[];
  readonly results?: readonly PipelineResultSpec[];
}

/** The manifest of a Pipeline. */
export interface PipelineManifest extends Manifest {
  readonly spec: PipelineSpec;
}
