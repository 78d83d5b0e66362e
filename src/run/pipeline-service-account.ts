import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { attempt, checkedScope, demandList, known, refuse, withoutRefused } from '../synth';
import { type Named, nameOf, nonEmpty } from '../task';
import { claimProblems, clusterAdminProblems, isReason, nameProblems } from './account-problems';
import { claimsOf, type TaskHolder } from './claims';
import { roleRules } from './role-rules';

/** Options of a `PipelineServiceAccount`. */
export interface PipelineServiceAccountProps {
  /** The Pipeline or EmbeddedPipeline whose tasks declare the permissions. */
  readonly pipeline: TaskHolder;
  /** Secrets with credentials for Tekton, such as those annotated with `tekton.dev/git-0`; only their names are emitted. @default - none */
  readonly secrets?: readonly (string | Named)[];
  /** Secrets with credentials for the images of the steps; only their names are emitted. @default - none */
  readonly imagePullSecrets?: readonly (string | Named)[];
  /** Why something in this app may make the account cluster-admin; written into the ServiceAccount. @default - not allowed (TW297) */
  readonly allowClusterAdmin?: string;
  /** Name, namespace, labels and annotations of the ServiceAccount; the Role and its binding have the same name and namespace.
   *  @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

const BECAUSE = 'tekwire.dev/because';
const RBAC = 'rbac.authorization.k8s.io/v1';

/**
 * A ServiceAccount for the runs of a pipeline, and in its namespace a Role with exactly the permissions that the pipeline's tasks declare
 * in `rbac`. They are read at synth, so tasks that are added later count. Pods get a token only when a task declares a permission.
 * @example
 * const account = new PipelineServiceAccount(chart, 'ci-runs', { pipeline: ci, secrets: ['git-credentials'] });
 * new PipelineRun(chart, 'nightly', { pipeline: ci, serviceAccount: account });
 */
export class PipelineServiceAccount extends Construct {
  /** The ServiceAccount, for JSON patches, labels and annotations. */
  readonly apiObject: ApiObject;
  /** The Role, for JSON patches, labels and annotations. */
  readonly role: ApiObject;
  /** The RoleBinding between the two. */
  readonly roleBinding: ApiObject;

  constructor(scope: Construct, id: string, options: PipelineServiceAccountProps) {
    super(checkedScope(scope, id, 'PipelineServiceAccount'), id);
    const props = checkedProps(
      this,
      known('PipelineServiceAccountProps', options, this, { isExtended: new.target !== PipelineServiceAccount }),
    );
    const rules = () => roleRules(claimsOf(props.pipeline).map(({ rule }) => rule));
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: accountMetadata(id, props),
      automountServiceAccountToken: Lazy.any({ produce: () => rules().length > 0 }),
      secrets: references(props.secrets),
      imagePullSecrets: references(props.imagePullSecrets),
    });
    const { name } = this;
    const { namespace } = this.apiObject.metadata;
    const annotations = { [BECAUSE]: Lazy.any({ produce: () => reasonsOf(props.pipeline) }) as string };
    this.role = new ApiObject(this, 'Role', {
      apiVersion: RBAC,
      kind: 'Role',
      metadata: { name, namespace, annotations },
      rules: Lazy.any({ produce: rules }),
    });
    this.roleBinding = new ApiObject(this, 'RoleBinding', {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
    this.node.addValidation({ validate: () => this.problems(props) });
  }

  /** Its name in the cluster, which runs refer to. */
  get name(): string {
    return this.apiObject.name;
  }

  private problems({ pipeline, allowClusterAdmin }: PipelineServiceAccountProps): string[] {
    const account = { name: this.name, namespace: this.apiObject.metadata.namespace };
    const admin = isReason(allowClusterAdmin) ? [] : clusterAdminProblems(this.node.root, account);
    return [...claimProblems(claimsOf(pipeline)), ...admin, ...nameProblems(account)];
  }
}

/** Reports props that cannot be used; returns the others, with a pipeline in any case. */
function checkedProps(account: object, props: PipelineServiceAccountProps): PipelineServiceAccountProps {
  const kept = withoutRefused(account, { ...props }, (key, value) => {
    if (key === 'secrets') demandList(account, key, value, "an array, such as secrets: ['git-credentials']");
    if (key === 'imagePullSecrets') demandList(account, key, value, "an array, such as imagePullSecrets: ['registry']");
    if (key.endsWith('ecrets'))
      for (const [at, one] of ((value ?? []) as readonly Named[]).entries()) nameOf(one, account, `${key}[${at}]`);
  });
  const { pipeline } = kept;
  const allowed = 'the Pipeline or EmbeddedPipeline whose runs use it';
  const isHolder = attempt(account, () => Array.isArray(pipeline?.tasks) || refuse(account, 'pipeline', pipeline, allowed));
  return isHolder ? kept : { ...kept, pipeline: { tasks: [] } };
}

function accountMetadata(id: string, { allowClusterAdmin, metadata }: PipelineServiceAccountProps): ApiObjectMetadata {
  const named = { name: id, ...metadata };
  if (!isReason(allowClusterAdmin)) return named;
  return { ...named, annotations: { ...named.annotations, [BECAUSE]: `TW297: ${allowClusterAdmin}` } };
}

/** The reasons for permissions that are refused without one, one line each. */
function reasonsOf(pipeline: TaskHolder): string | undefined {
  const lines = claimsOf(pipeline).flatMap(({ rule: { allowWildcard, allowEscalation } }) => [
    ...(isReason(allowWildcard) ? [`TW295: ${allowWildcard}`] : []),
    ...(isReason(allowEscalation) ? [`TW296: ${allowEscalation}`] : []),
  ]);
  return lines.length === 0 ? undefined : [...new Set(lines)].sort().join('\n');
}

function references(secrets: readonly (string | Named)[] = []): { name: string }[] | undefined {
  return nonEmpty(secrets)?.map((secret) => ({ name: nameOf(secret) }));
}
