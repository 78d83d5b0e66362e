import type { Manifest, ParamValue, PipelineSpec } from '../../spec';

/** A condition of a run: `Succeeded` is `Unknown` while it goes on. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
}

/** A result of a run or a TaskRun. */
export interface ResultValue {
  readonly name: string;
  readonly value: ParamValue;
}

/** How far a step is. */
export interface StepState {
  readonly name?: string;
  readonly container?: string;
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: {
    readonly exitCode?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
  };
  readonly terminationReason?: string;
}

/** The status of a PipelineRun, as far as it is read here (tektoncd/pipeline pkg/apis/pipeline/v1/pipelinerun_types.go). */
export interface PipelineRunStatus {
  readonly conditions?: readonly Condition[];
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly pipelineSpec?: PipelineSpec;
  readonly results?: readonly ResultValue[];
  readonly skippedTasks?: readonly { readonly name: string; readonly reason?: string }[];
  readonly childReferences?: readonly {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly name: string;
    readonly pipelineTaskName?: string;
  }[];
}

/** The status of a TaskRun, as far as it is read here. */
export interface TaskRunStatus {
  readonly conditions?: readonly Condition[];
  readonly podName?: string;
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly steps?: readonly StepState[];
  readonly results?: readonly ResultValue[];
  readonly retriesStatus?: readonly TaskRunStatus[];
}

/** The status of an object; empty when it has none yet. */
export function statusOf<T extends PipelineRunStatus | TaskRunStatus>({ status }: Manifest): Partial<T> {
  return typeof status === 'object' && status !== null ? (status as Partial<T>) : {};
}

/** The condition that says how a run ended. */
export function succeeded(manifest: Manifest): Condition | undefined {
  return statusOf<PipelineRunStatus>(manifest).conditions?.find(({ type }) => type === 'Succeeded');
}

/** Whether the run has ended. */
export function isDone(run: Manifest): boolean {
  const condition = succeeded(run);
  return condition !== undefined && condition.status !== 'Unknown';
}

/** The name of the pipeline task of a TaskRun. */
export function taskNameOf({ metadata }: Manifest): string {
  return metadata?.labels?.['tekton.dev/pipelineTask'] ?? metadata?.name ?? '';
}

/** The time of a text; undefined when there is none. */
export function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
