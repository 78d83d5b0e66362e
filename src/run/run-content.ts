import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { mergePodTemplates, type PipelineWorkspaces, problemsWithin, type RunnablePipeline, type Workspace } from '../pipeline';
import type { RemoteObject } from '../rules';
import type { ParamValue, PipelineRunSpec, PodTemplate } from '../spec';
import { checkedCopy } from '../synth';
import { defined, goDuration, type Named, nameOf, nonEmpty, type ParamDeclarations, renderParams } from '../task';
import { renderBindings } from './bindings';
import { checkApp } from './check-run';
import { checkNames, checkValues } from './check-values';
import { checkAccount, checkSettings, neededSettings, renderTaskRunSpecs, type TaskRunSettings } from './settings';

/** Timeouts of a run, its tasks and its `finally`. Zero means no limit. */
export interface RunTimeouts {
  /** @default - the cluster's default-timeout-minutes (60 unless changed) */
  readonly pipeline?: Duration;
  readonly tasks?: Duration;
  readonly finally?: Duration;
}

/** The content of a PipelineRun, for the object itself and for the TriggerTemplate that generates it. */
export class RunContent {
  private readonly given: AnyRunProps;

  /** @param more - params beside those of the options, read when the run is rendered */
  constructor(
    private readonly owner: Construct,
    { pipeline, metadata: _, ...rest }: AnyRunProps,
    private readonly more: () => Readonly<Record<string, unknown>> = () => ({}),
  ) {
    this.given = { ...checkedCopy(rest, owner), pipeline };
  }

  spec(): PipelineRunSpec {
    return renderRun({ ...this.given, params: { ...this.given.params, ...this.more() } });
  }

  /** Errors that only the objects can find. */
  problems(): Diagnostic[] {
    return [...wiringProblems(this.owner.node.path, this.given), ...checkApp(this.owner, this.given.pipeline)];
  }

  remoteObjects(): readonly RemoteObject[] {
    return this.given.pipeline.remoteObjects?.() ?? [];
  }

  onChange(watcher: () => void): void {
    this.given.pipeline.onChange?.(watcher);
    // an embedded pipeline reports its own changes
    if (this.given.pipeline.onChange === undefined) this.given.pipeline.onTaskAdded?.(watcher);
  }
}

function wiringProblems(
  path: string,
  { pipeline, params, liftedParams, workspaces, serviceAccount, taskRunSpecs = [] }: AnyRunProps,
): Diagnostic[] {
  return [
    ...checkValues(path, 'PipelineRun', { ...params, ...liftedParams }),
    ...checkNames(path, pipeline, { params, workspaces }, declaredIn(pipeline.workspaceBindings)),
    ...checkSettings(path, pipeline, taskRunSpecs),
    ...checkAccount(path, pipeline, serviceAccount),
    ...problemsWithin(pipeline, path, ''),
  ];
}

/** A workspace with a source of its own need not be bound. */
function declaredIn(workspaces: PipelineWorkspaces): Readonly<Record<string, { readonly isOptional: boolean }>> {
  return Object.fromEntries(
    Object.entries(workspaces).map(([name, one]) => [name, { isOptional: !('isOptional' in one) || one.isOptional }]),
  );
}

/** Options of a PipelineRun, without the types of its pipeline. */
export interface AnyRunProps {
  readonly pipeline: RunnablePipeline<ParamDeclarations, PipelineWorkspaces>;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly liftedParams?: Readonly<Record<string, ParamValue>>;
  readonly workspaces?: Readonly<Record<string, Workspace | undefined>>;
  readonly timeouts?: RunTimeouts;
  readonly serviceAccount?: string | Named;
  readonly podTemplate?: PodTemplate;
  readonly taskRunSpecs?: readonly TaskRunSettings[];
  readonly status?: string;
  readonly managedBy?: string;
  readonly metadata?: ApiObjectMetadata;
  readonly overrides?: Partial<PipelineRunSpec>;
}

function renderRun({
  pipeline,
  params,
  liftedParams,
  workspaces = {},
  timeouts,
  serviceAccount,
  overrides,
  ...props
}: AnyRunProps): PipelineRunSpec {
  const podTemplate = mergePodTemplates(pipeline.podTemplate, props.podTemplate);
  const template = defined({ serviceAccountName: serviceAccount && nameOf(serviceAccount), podTemplate });
  return defined({
    pipelineRef: pipeline.pipelineRef,
    pipelineSpec: pipeline.pipelineSpec,
    params: nonEmpty(renderParams({ ...params, ...liftedParams })),
    workspaces: nonEmpty(renderBindings(pipeline.workspaceBindings, workspaces)),
    timeouts: timeouts && renderTimeouts(timeouts),
    taskRunSpecs: renderTaskRunSpecs(neededSettings(pipeline, serviceAccount), props.taskRunSpecs, podTemplate),
    status: props.status,
    managedBy: props.managedBy,
    taskRunTemplate: Object.keys(template).length === 0 ? undefined : template,
    ...overrides,
  });
}

function renderTimeouts({ pipeline, tasks, finally: last }: RunTimeouts): PipelineRunSpec['timeouts'] {
  return defined({ pipeline: pipeline && goDuration(pipeline), tasks: tasks && goDuration(tasks), finally: last && goDuration(last) });
}
