import type { ApiObject, ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { mergePodTemplates, problemsWithin, type Workspace } from '../pipeline';
import { type Debug, type PodTemplate, type ResourceRequirements, type TaskRunSpec, type TaskSpec, TEKTON_V1 } from '../spec';
import { held, known, TektonObject } from '../synth';
import {
  defined,
  goDuration,
  type Named,
  nameOf,
  nonEmpty,
  type ParamDeclarations,
  type RunnableTask,
  renderParams,
  type UsableTask,
  type WorkspaceDeclarations,
} from '../task';
import { renderBindings, runMetadata, runsChart } from './bindings';
import { checkTaskRun } from './check-run';
import { checkValues } from './check-values';
import { checkReferences } from './references';
import type { RunParams, RunWorkspaces } from './run-arguments';
import { type ContainerResources, renderResources } from './settings';

type Key<N extends string, T> = {} extends T ? { readonly [k in N]?: T } : { readonly [k in N]: T };

/** What a run of a single Task is given. */
export type TaskRunProps<P extends ParamDeclarations, W extends WorkspaceDeclarations> = Key<'params', RunParams<P>> &
  Key<'workspaces', RunWorkspaces<W>> & {
    readonly task: RunnableTask<P, W>;
    /** @default - the cluster's default-timeout-minutes (60 unless changed) */
    readonly timeout?: Duration;
    /** How often a failed attempt is repeated. @default 0 */
    readonly retries?: number;
    /** @default - the cluster's default-service-account */
    readonly serviceAccount?: string | Named;
    /** What the pod looks like beyond its steps. What the Task needs is there, too, unless it is said otherwise here, field by field. @default - what the Task needs */
    readonly podTemplate?: PodTemplate;
    /** Resources of the whole pod. @default - those of its steps */
    readonly computeResources?: ResourceRequirements;
    /** Resources of single steps, by name. @default - those of the Task */
    readonly stepSpecs?: ContainerResources;
    /** Resources of single sidecars, by name. @default - those of the Task */
    readonly sidecarSpecs?: ContainerResources;
    /** Where the run stops so that one can look into its pod. Needs `enable-api-fields: alpha`. @default - nowhere */
    readonly debug?: Debug;
    /** Starts the run later, or ends it: `TaskRunPending` waits until the field is taken away. @default - it starts at once */
    readonly status?: 'TaskRunPending' | 'TaskRunCancelled';
    /** Why it has that status. @default - none */
    readonly statusMessage?: string;
    /** The controller that runs it. @default tekton.dev/pipeline */
    readonly managedBy?: string;
    /** @default - a generated name, `<id>-` and five characters: for `kubectl create` */
    readonly metadata?: ApiObjectMetadata;
    /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
    readonly overrides?: Partial<TaskRunSpec>;
  };

/**
 * One run of one Task. It goes to a file of its own, `<chart>-runs.k8s.yaml`, for `kubectl create`.
 * @example
 * new TaskRun(chart, 'try-build', { task: build, params: { image: 'ghcr.io/acme/web' }, workspaces: { source: Workspace.emptyDir() } });
 */
export class TaskRun<
  P extends ParamDeclarations = ParamDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
> extends Construct {
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, props: TaskRunProps<P, W>) {
    super(scope, id);
    const options = known('TaskRunProps', props, this, { isExtended: new.target !== TaskRun }) as AnyTaskRunProps;
    checkTaskRun(this, options);
    const { task, metadata: own, ...rest } = options;
    const given = { ...held(rest, this), task };
    const metadata = runMetadata(id, withPodMetadata(given.task, own));
    this.object = new TektonObject(runsChart(this), this.node.path.replaceAll('/', '--'), {
      apiVersion: TEKTON_V1,
      kind: 'TaskRun',
      metadata,
      owner: this,
      spec: () => renderTaskRun(given),
      wiringProblems: () => [
        ...checkValues(this.node.path, 'TaskRun', given.params),
        ...checkReferences(this.node.path, given.task.references),
        ...problemsWithin(given.task, this.node.path, ''),
      ],
      remoteObjects: () => given.task.remoteObjects?.() ?? [],
    });
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }
}

type PlainField = 'podTemplate' | 'retries' | 'computeResources' | 'debug' | 'status' | 'statusMessage' | 'managedBy';

interface AnyTaskRunProps extends Pick<TaskRunSpec, PlainField> {
  readonly task: UsableTask;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly workspaces?: Readonly<Record<string, Workspace | undefined>>;
  readonly timeout?: Duration;
  readonly stepSpecs?: ContainerResources;
  readonly sidecarSpecs?: ContainerResources;
  readonly serviceAccount?: string | Named;
  readonly metadata?: ApiObjectMetadata;
  readonly overrides?: Partial<TaskRunSpec>;
}

function renderTaskRun({ task, params = {}, workspaces = {}, timeout, serviceAccount, ...props }: AnyTaskRunProps): TaskRunSpec {
  const { stepSpecs, sidecarSpecs, overrides, ...plain } = props;
  return defined({
    taskRef: task.taskRef,
    taskSpec: bodyOf(task),
    params: nonEmpty(renderParams(params)),
    workspaces: nonEmpty(renderBindings({}, workspaces)),
    timeout: timeout && goDuration(timeout),
    serviceAccountName: serviceAccount && nameOf(serviceAccount),
    stepSpecs: stepSpecs && renderResources(stepSpecs),
    sidecarSpecs: sidecarSpecs && renderResources(sidecarSpecs),
    ...fieldsOf(plain),
    podTemplate: mergePodTemplates(task.surface.podTemplate, plain.podTemplate),
    ...overrides,
  });
}

/** The fields that stand in the manifest as the program gives them. */
function fieldsOf({ podTemplate, retries, computeResources, debug, status, statusMessage, managedBy }: Pick<TaskRunSpec, PlainField>) {
  return { podTemplate, retries, computeResources, debug, status, statusMessage, managedBy };
}

/** The Task in the run itself. A TaskRun has no place for the metadata that an embedded Task has in a pipeline. */
function bodyOf({ taskSpec }: UsableTask): TaskSpec | undefined {
  if (taskSpec === undefined) return undefined;
  const { metadata: _, ...body } = taskSpec;
  return body as TaskSpec;
}

/** Labels and annotations that an embedded Task wants on its pods: a run hands its own on to them. */
function withPodMetadata({ taskSpec }: UsableTask, metadata: ApiObjectMetadata = {}): ApiObjectMetadata {
  const { labels, annotations } = taskSpec?.metadata ?? {};
  return {
    ...metadata,
    ...(labels && { labels: { ...labels, ...metadata.labels } }),
    ...(annotations && { annotations: { ...annotations, ...metadata.annotations } }),
  };
}
