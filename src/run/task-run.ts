import type { ApiObject, ApiObjectMetadata, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Workspace } from '../pipeline';
import { type PodTemplate, type TaskRunSpec, TEKTON_V1 } from '../spec';
import {
  defined,
  goDuration,
  type Named,
  nameOf,
  nonEmpty,
  type ParamDeclarations,
  type ResultDeclarations,
  TektonObject,
  type UsableTask,
  type WorkspaceDeclarations,
} from '../task';
import { renderBindings, renderParams, runMetadata, runsChart } from './bindings';
import type { RunParams, RunWorkspaces } from './run-arguments';

type Key<N extends string, T> = {} extends T ? { readonly [k in N]?: T } : { readonly [k in N]: T };

/** What a run of a single Task is given. */
export type TaskRunProps<P extends ParamDeclarations, W extends WorkspaceDeclarations> = Key<'params', RunParams<P>> &
  Key<'workspaces', RunWorkspaces<W>> & {
    readonly task: UsableTask<P, ResultDeclarations, W>;
    /** @default - the cluster's default-timeout-minutes (60 unless changed) */
    readonly timeout?: Duration;
    /** How often a failed attempt is repeated. @default 0 */
    readonly retries?: number;
    /** @default - the cluster's default-service-account */
    readonly serviceAccount?: string | Named;
    readonly podTemplate?: PodTemplate;
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
    const metadata: ApiObjectMetadata = runMetadata(id, props.metadata);
    const given = props as AnyTaskRunProps;
    this.object = new TektonObject(runsChart(this), this.node.path.replaceAll('/', '--'), {
      apiVersion: TEKTON_V1,
      kind: 'TaskRun',
      metadata,
      owner: this,
      spec: () => renderTaskRun(given),
    });
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }
}

interface AnyTaskRunProps {
  readonly task: UsableTask;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly workspaces?: Readonly<Record<string, Workspace | undefined>>;
  readonly timeout?: Duration;
  readonly retries?: number;
  readonly serviceAccount?: string | Named;
  readonly podTemplate?: PodTemplate;
  readonly overrides?: Partial<TaskRunSpec>;
}

function renderTaskRun({ task, params = {}, workspaces = {}, timeout, serviceAccount, overrides, ...props }: AnyTaskRunProps): TaskRunSpec {
  return defined({
    taskRef: task.taskRef,
    params: nonEmpty(renderParams(params)),
    workspaces: nonEmpty(renderBindings({}, workspaces)),
    timeout: timeout && goDuration(timeout),
    retries: props.retries,
    serviceAccountName: serviceAccount && nameOf(serviceAccount),
    podTemplate: props.podTemplate,
    ...overrides,
  });
}
