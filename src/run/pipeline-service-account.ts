import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { quoted, suggestion } from '../diagnostics';
import { attempt, checkedScope, demandList, demandRecord, known, refuse, withoutRefused } from '../synth';
import { type Named, nameOf } from '../task';
import { AccountObjects, BECAUSE } from './account-objects';
import { claimProblems, clusterAdminProblems, isReason, nameProblems } from './account-problems';
import { claimsOf, declaresPermissions, holdsTasks, type TaskHolder } from './claims';

/** Options of a `PipelineServiceAccount`. */
export interface PipelineServiceAccountProps {
  /** The Pipeline or EmbeddedPipeline whose tasks declare the permissions. */
  readonly pipeline: TaskHolder;
  /**
   * Whether each task that declares permissions gets an account of its own, `<name>-<task>`, so that no other task of the run has them. Tasks
   * of embedded pipelines share this account. @default false
   */
  readonly perTask?: boolean;
  /**
   * Secrets with credentials for Tekton, such as those annotated with `tekton.dev/git-0`; only their names are emitted. Tekton copies them
   * into every step of every task. @default - none
   */
  readonly secrets?: readonly (string | Named)[];
  /** Such Secrets for single tasks, by their name; each gets an account of its own, and no other task has them. @default - none */
  readonly taskSecrets?: Readonly<Record<string, readonly (string | Named)[]>>;
  /** Secrets with credentials for the images of the steps; only their names are emitted. @default - none */
  readonly imagePullSecrets?: readonly (string | Named)[];
  /** Why something in this app may make the account cluster-admin; written into the ServiceAccount. @default - not allowed (TW297) */
  readonly allowClusterAdmin?: string;
  /** Name, namespace, labels and annotations of the ServiceAccount; the Role and its binding have the same name and namespace.
   *  @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * A ServiceAccount for the runs of a pipeline, and in its namespace a Role with exactly the permissions that the pipeline's tasks declare
 * in `rbac`. They are read at synth, so tasks that are added later count. Pods get a token only when a task declares a permission.
 * @example
 * const account = new PipelineServiceAccount(chart, 'ci-runs', { pipeline: ci, perTask: true, taskSecrets: { clone: ['git-credentials'] } });
 * new PipelineRun(chart, 'nightly', { pipeline: ci, serviceAccount: account });
 */
export class PipelineServiceAccount extends Construct {
  /** The ServiceAccount, for JSON patches, labels and annotations. */
  readonly apiObject: ApiObject;
  /** The Role, for JSON patches, labels and annotations. */
  readonly role: ApiObject;
  /** The RoleBinding between the two. */
  readonly roleBinding: ApiObject;
  private readonly props: PipelineServiceAccountProps;
  private readonly ofTasks = new Map<string, ApiObject>();

  constructor(scope: Construct, id: string, options: PipelineServiceAccountProps) {
    super(checkedScope(scope, id, 'PipelineServiceAccount'), id);
    const props = checkedProps(
      this,
      known('PipelineServiceAccountProps', options, this, { isExtended: new.target !== PipelineServiceAccount }),
    );
    this.props = props;
    const { account, role, roleBinding } = new AccountObjects(this, {
      metadata: accountMetadata(id, props),
      claims: () => claimsOf({ tasks: props.pipeline.tasks.filter(({ name }) => !this.ofTasks.has(name)) }),
      secrets: props.secrets,
      imagePullSecrets: props.imagePullSecrets,
    });
    this.apiObject = account;
    this.role = role;
    this.roleBinding = roleBinding;
    const { pipeline, perTask, taskSecrets } = props;
    if (perTask === true || taskSecrets !== undefined) {
      this.addAccounts();
      pipeline.onTaskAdded?.(() => this.addAccounts());
    }
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Its name in the cluster, which runs refer to. */
  get name(): string {
    return this.apiObject.name;
  }

  /** @internal The tasks of the pipeline that have an account of their own, for the runs. */
  taskAccounts(pipeline: object): readonly { readonly task: string; readonly serviceAccount: ApiObject }[] {
    if (pipeline !== this.props.pipeline) return [];
    return [...this.ofTasks].map(([task, serviceAccount]) => ({ task, serviceAccount }));
  }

  /** @internal Whether there are such tasks. */
  hasTaskAccounts(): boolean {
    return this.ofTasks.size > 0;
  }

  /** Makes the accounts of tasks that have none yet. Tekton gives the tasks of an embedded pipeline no account but that of the run. */
  private addAccounts(): void {
    const { pipeline, perTask, taskSecrets = {}, secrets = [], imagePullSecrets } = this.props;
    for (const task of pipeline.tasks) {
      const own = Object.hasOwn(taskSecrets, task.name) ? taskSecrets[task.name] : undefined;
      const needsOne = own !== undefined || (perTask === true && declaresPermissions(task));
      if (!needsOne || holdsTasks(task.task) || this.ofTasks.has(task.name)) continue;
      const { namespace, labels } = this.apiObject.metadata.toJson() as { namespace?: string; labels?: Record<string, string> };
      const { account } = new AccountObjects(new Construct(this, task.name), {
        metadata: { name: `${this.name}-${task.name}`, ...(namespace !== undefined && { namespace }), ...(labels && { labels }) },
        claims: () => claimsOf({ tasks: [task] }),
        secrets: [...secrets, ...(own ?? [])],
        imagePullSecrets,
      });
      this.ofTasks.set(task.name, account);
    }
  }

  private problems(): string[] {
    const { pipeline, allowClusterAdmin, taskSecrets = {} } = this.props;
    const names = pipeline.tasks.map(({ name }) => name);
    const unknown = Object.keys(taskSecrets).filter((name) => !names.includes(name));
    const nested = pipeline.tasks.filter(({ name, task }) => Object.hasOwn(taskSecrets, name) && holdsTasks(task));
    const accounts = [this.apiObject, ...this.ofTasks.values()].map(({ name, metadata: { namespace } }) => ({ name, namespace }));
    return [
      ...claimProblems(claimsOf(pipeline)),
      ...(isReason(allowClusterAdmin) ? [] : accounts.flatMap((account) => clusterAdminProblems(this.node.root, account))),
      ...accounts.flatMap(nameProblems),
      ...unknown.map((name) => `TW293 taskSecrets.${name}: unknown task ${quoted(name)}${suggestion(name, names)}`),
      ...nested.map(
        ({ name }) =>
          `TW293 taskSecrets.${name}: ${quoted(name)} is a pipeline, to whose tasks Tekton gives only the account of the run; use secrets`,
      ),
    ];
  }
}

/** Reports props that cannot be used; returns the others, with a pipeline in any case. */
function checkedProps(account: object, props: PipelineServiceAccountProps): PipelineServiceAccountProps {
  const kept = withoutRefused(account, { ...props }, (key, value) => {
    if (key === 'secrets') demandList(account, key, value, "an array, such as secrets: ['git-credentials']");
    if (key === 'imagePullSecrets') demandList(account, key, value, "an array, such as imagePullSecrets: ['registry']");
    if (key === 'taskSecrets') checkTaskSecrets(account, value);
    else if (key.endsWith('ecrets'))
      for (const [at, one] of ((value ?? []) as readonly Named[]).entries()) nameOf(one, account, `${key}[${at}]`);
  });
  const { pipeline } = kept;
  const allowed = 'the Pipeline or EmbeddedPipeline whose runs use it';
  const isHolder = attempt(account, () => Array.isArray(pipeline?.tasks) || refuse(account, 'pipeline', pipeline, allowed));
  return isHolder ? kept : { ...kept, pipeline: { tasks: [] } };
}

function checkTaskSecrets(account: object, value: unknown): void {
  demandRecord(account, 'taskSecrets', value, "an object such as { clone: ['git-credentials'] }");
  for (const [task, secrets] of Object.entries((value ?? {}) as Record<string, readonly Named[] | undefined>)) {
    demandList(account, `taskSecrets.${task}`, secrets, "an array, such as ['git-credentials']");
    for (const [at, one] of (secrets ?? []).entries()) nameOf(one, account, `taskSecrets.${task}[${at}]`);
  }
}

function accountMetadata(id: string, { allowClusterAdmin, metadata }: PipelineServiceAccountProps): ApiObjectMetadata {
  const named = { name: id, ...metadata };
  if (!isReason(allowClusterAdmin)) return named;
  return { ...named, annotations: { ...named.annotations, [BECAUSE]: `TW297: ${allowClusterAdmin}` } };
}
