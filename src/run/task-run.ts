import type { ApiObject, ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { mergePodTemplates, problemsWithin, type Workspace } from '../pipeline';
import { type Debug, type PodTemplate, type ResourceRequirements, type TaskRunSpec, type TaskSpec, TEKTON_V1 } from '../spec';
import { checkedCopy, checkedScope, known, TektonObject } from '../synth';
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
import { checkApp, checkedTaskRun } from './check-run';
import { checkNames, checkValues } from './check-values';
import { checkReferences } from './references';
import type { RunParams, RunWorkspaces } from './run-arguments';
import { type ContainerResources, renderResources } from './settings';

type Key<N extends string, T> = {} extends T ? { readonly [k in N]?: T } : { readonly [k in N]: T };

/** Options of a `TaskRun`. */
export type TaskRunProps<P extends ParamDeclarations, W extends WorkspaceDeclarations, N extends string = string> = Key<
  'params',
  RunParams<P>
> &
  Key<'workspaces', RunWorkspaces<W>> & {
    readonly task: RunnableTask<P, W, N>;
    /** @default - the cluster's default-timeout-minutes (60 unless changed) */
    readonly timeout?: Duration;
    /** The number of retries after a failed attempt. @default 0 */
    readonly retries?: number;
    /** @default - the cluster's default-service-account */
    readonly serviceAccount?: string | Named;
    /** Settings of the pod, merged field by field with those that the Task needs. @default - those that the Task needs */
    readonly podTemplate?: PodTemplate;
    /** Resources of the whole pod. @default - those of its steps */
    readonly computeResources?: ResourceRequirements;
    /** Resources of single steps, by name. @default - those of the Task */
    readonly stepSpecs?: { readonly [k in NoInfer<N>]?: ResourceRequirements };
    /** Resources of single sidecars, by name. @default - those of the Task */
    readonly sidecarSpecs?: ContainerResources;
    /**
     * Breakpoints at which the pod is kept for inspection. Needs `enable-api-fields: alpha` (`setFeatures`: `apiFields`). @default - none
     */
    readonly debug?: Debug;
    /** Starts the run later, or ends it: `TaskRunPending` waits until the field is removed. @default - it starts at once */
    readonly status?: 'TaskRunPending' | 'TaskRunCancelled';
    /** The reason for that status. @default - none */
    readonly statusMessage?: string;
    /** The controller that runs it. @default tekton.dev/pipeline */
    readonly managedBy?: string;
    /** @default - a generated name, `<id>-` and five characters: for `kubectl create` */
    readonly metadata?: ApiObjectMetadata;
    /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
    readonly overrides?: Partial<TaskRunSpec>;
  };

/**
 * A run of a single Task. It is written to a file of its own, `<chart>-runs.k8s.yaml`, for `kubectl create`.
 * @example
 * new TaskRun(chart, 'try-build', { task: build, params: { image: 'ghcr.io/acme/web' }, workspaces: { source: Workspace.emptyDir() } });
 */
export class TaskRun<
  P extends ParamDeclarations = ParamDeclarations,
  W extends WorkspaceDeclarations = WorkspaceDeclarations,
  const N extends string = string,
> extends Construct {
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, props: TaskRunProps<P, W, N>) {
    super(checkedScope(scope, id, 'TaskRun'), id);
    const options = checkedTaskRun(this, known('TaskRunProps', props, this, { isExtended: new.target !== TaskRun }) as AnyTaskRunProps);
    const { task, metadata: own, ...rest } = options;
    const given = { ...checkedCopy(rest, this), task };
    const metadata = runMetadata(id, withPodMetadata(given.task, own));
    this.object = new TektonObject(runsChart(this), this.node.path.replaceAll('/', '--'), {
      apiVersion: TEKTON_V1,
      kind: 'TaskRun',
      metadata,
      owner: this,
      spec: () => renderTaskRun(given),
      wiringProblems: () => [
        ...checkValues(this.node.path, 'TaskRun', given.params),
        ...checkNames(this.node.path, given.task, { params: given.params, workspaces: given.workspaces }),
        ...checkReferences(this.node.path, given.task.references),
        ...problemsWithin(given.task, this.node.path, ''),
        ...checkApp(this, given.task),
      ],
      remoteObjects: () => given.task.remoteObjects?.() ?? [],
    });
  }

  /** The emitted object, for JSON patches, labels and annotations. */
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

/** The fields that are written to the manifest unchanged. */
function fieldsOf({ podTemplate, retries, computeResources, debug, status, statusMessage, managedBy }: Pick<TaskRunSpec, PlainField>) {
  return { podTemplate, retries, computeResources, debug, status, statusMessage, managedBy };
}

/** The Task embedded in the run. A TaskRun has no field for the metadata that an embedded Task has in a pipeline. */
function bodyOf({ taskSpec }: UsableTask): TaskSpec | undefined {
  if (taskSpec === undefined) return undefined;
  const { metadata: _, ...body } = taskSpec;
  return body as TaskSpec;
}

/** Labels and annotations of an embedded Task for its pods: a run passes its own to them. */
function withPodMetadata({ taskSpec }: UsableTask, metadata: ApiObjectMetadata = {}): ApiObjectMetadata {
  const { labels, annotations } = taskSpec?.metadata ?? {};
  return {
    ...metadata,
    ...(labels && { labels: { ...labels, ...metadata.labels } }),
    ...(annotations && { annotations: { ...annotations, ...metadata.annotations } }),
  };
}
