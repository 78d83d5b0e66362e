import type { ApiObject, ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { mergePodTemplates, type PipelineWorkspaces, problemsWithin, type RunnablePipeline, type Workspace } from '../pipeline';
import { type ParamValue, type PipelineRunSpec, type PodTemplate, TEKTON_V1 } from '../spec';
import { held, known, TektonObject } from '../synth';
import { defined, goDuration, type Named, nameOf, nonEmpty, type ParamDeclarations, renderParams } from '../task';
import { renderBindings, runMetadata, runsChart } from './bindings';
import { checkPipelineRun } from './check-run';
import { checkValues } from './check-values';
import type { RunParams, RunWorkspaces } from './run-arguments';
import { checkSettings, renderSettings, type TaskRunSettings } from './settings';

/** How long a run, its tasks and its `finally` may take. Zero is no limit. */
export interface RunTimeouts {
  /** @default - the cluster's default-timeout-minutes (60 unless changed) */
  readonly pipeline?: Duration;
  readonly tasks?: Duration;
  readonly finally?: Duration;
}

type Key<N extends string, T> = {} extends T ? { readonly [k in N]?: T } : { readonly [k in N]: T };

/** What a run of a pipeline is given. */
export type PipelineRunProps<P extends ParamDeclarations, W extends PipelineWorkspaces> = Key<'params', RunParams<P>> &
  Key<'workspaces', RunWorkspaces<W>> & {
    readonly pipeline: RunnablePipeline<P, W>;
    /** Values of params that tasks lifted, which the compiler cannot know; checked at synth. @default - their defaults */
    readonly liftedParams?: Readonly<Record<string, ParamValue>>;
    readonly timeouts?: RunTimeouts;
    /** @default - the cluster's default-service-account */
    readonly serviceAccount?: string | Named;
    /** What the pods look like beyond their steps. What the pipeline needs is there, too, unless it is said otherwise here, field by field. @default - what the pipeline needs */
    readonly podTemplate?: PodTemplate;
    /** What single tasks have other than the rest. @default - nothing */
    readonly taskRunSpecs?: readonly TaskRunSettings[];
    /** Starts the run later, or ends it: `PipelineRunPending` waits until the field is taken away. @default - it starts at once */
    readonly status?: 'PipelineRunPending' | 'Cancelled' | 'CancelledRunFinally' | 'StoppedRunFinally';
    /** The controller that runs it. @default tekton.dev/pipeline */
    readonly managedBy?: string;
    /** @default - a generated name, `<id>-` and five characters: for `kubectl create` */
    readonly metadata?: ApiObjectMetadata;
    /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
    readonly overrides?: Partial<PipelineRunSpec>;
  };

/**
 * One run of a Pipeline. It goes to a file of its own, `<chart>-runs.k8s.yaml`, for `kubectl create`.
 * @example
 * new PipelineRun(chart, 'nightly', { pipeline: ci, params: { url: 'https://github.com/acme/web' } });
 */
export class PipelineRun<
  P extends ParamDeclarations = ParamDeclarations,
  W extends PipelineWorkspaces = PipelineWorkspaces,
> extends Construct {
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, props: PipelineRunProps<P, W>) {
    super(scope, id);
    const options = known('PipelineRunProps', props, this, { isExtended: new.target !== PipelineRun }) as AnyRunProps;
    checkPipelineRun(this, options);
    const { pipeline, metadata: own, ...rest } = options;
    const given = { ...held(rest, this), pipeline };
    const metadata: ApiObjectMetadata = runMetadata(id, own);
    this.object = new TektonObject(runsChart(this), this.node.path.replaceAll('/', '--'), {
      apiVersion: TEKTON_V1,
      kind: 'PipelineRun',
      metadata,
      owner: this,
      spec: () => renderRun(given),
      wiringProblems: () => wiringProblems(this.node.path, given),
      remoteObjects: () => given.pipeline.remoteObjects?.() ?? [],
    });
    given.pipeline.onChange?.(() => this.object.changed());
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }
}

function wiringProblems(path: string, { pipeline, params, liftedParams, taskRunSpecs = [] }: AnyRunProps): Diagnostic[] {
  return [
    ...checkValues(path, 'PipelineRun', { ...params, ...liftedParams }),
    ...checkSettings(path, pipeline, taskRunSpecs),
    ...problemsWithin(pipeline, path, ''),
  ];
}

interface AnyRunProps {
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
    taskRunSpecs: props.taskRunSpecs?.map((settings) => renderSettings(settings, podTemplate)),
    status: props.status,
    managedBy: props.managedBy,
    taskRunTemplate: Object.keys(template).length === 0 ? undefined : template,
    ...overrides,
  });
}

function renderTimeouts({ pipeline, tasks, finally: last }: RunTimeouts): PipelineRunSpec['timeouts'] {
  return defined({ pipeline: pipeline && goDuration(pipeline), tasks: tasks && goDuration(tasks), finally: last && goDuration(last) });
}
