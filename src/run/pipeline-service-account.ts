import { type ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { demandList, known, refuse } from '../synth';
import { type Named, nameOf, nonEmpty } from '../task';
import { claimProblems, clusterAdminProblems, isReason, nameProblems } from './account-problems';
import { claimsOf, type TaskHolder } from './claims';
import { loadKubernetes } from './load-kubernetes';
import { roleRules } from './role-rules';

/** Whose runs the account is for, and what it holds. */
export interface PipelineServiceAccountProps {
  /** The Pipeline or EmbeddedPipeline whose tasks say what the account may do. */
  readonly pipeline: TaskHolder;
  /** Secrets with credentials for Tekton, as those annotated with `tekton.dev/git-0`; only their names are emitted. @default - none */
  readonly secrets?: readonly (string | Named)[];
  /** Secrets with credentials for the images of the steps; only their names are emitted. @default - none */
  readonly imagePullSecrets?: readonly (string | Named)[];
  /** Why something in this app may make the account cluster-admin; stands in the ServiceAccount. @default - nothing may (TW297) */
  readonly allowClusterAdmin?: string;
  /** Name, namespace, labels and annotations of the ServiceAccount; the Role and its binding have the same name and namespace.
   *  @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

const BECAUSE = 'tekwire.dev/because';

/**
 * A ServiceAccount for the runs of a pipeline, with a Role of exactly what the pipeline's tasks declare in `rbac`, in its namespace.
 * Read when the app is synthesised, so tasks that are added later count. Pods get a token only when a task declares something.
 * @throws Error when the optional package cdk8s-plus-27 is not installed
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
    super(scope, id);
    const props = known('PipelineServiceAccountProps', options, this, { isExtended: new.target !== PipelineServiceAccount });
    if (!Array.isArray(props?.pipeline?.tasks))
      refuse(this, 'pipeline', props?.pipeline, 'give the Pipeline or EmbeddedPipeline whose runs use it');
    demandList(this, 'secrets', props.secrets, "write a list, as secrets: ['git-credentials']");
    demandList(this, 'imagePullSecrets', props.imagePullSecrets, "write a list, as imagePullSecrets: ['registry']");
    const k8s = loadKubernetes();
    const rules = () => roleRules(claimsOf(props.pipeline).map(({ rule }) => rule));
    this.apiObject = new k8s.KubeServiceAccount(this, 'Resource', {
      metadata: accountMetadata(id, props),
      automountServiceAccountToken: Lazy.any({ produce: () => rules().length > 0 }) as boolean,
      secrets: references(props.secrets),
      imagePullSecrets: references(props.imagePullSecrets),
    });
    const { name } = this;
    const { namespace } = this.apiObject.metadata;
    const annotations = { [BECAUSE]: Lazy.any({ produce: () => reasonsOf(props.pipeline) }) as string };
    this.role = new k8s.KubeRole(this, 'Role', {
      metadata: { name, namespace, annotations },
      rules: Lazy.any({ produce: rules }) as ReturnType<typeof rules>,
    });
    this.roleBinding = new k8s.KubeRoleBinding(this, 'RoleBinding', {
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

function accountMetadata(id: string, { allowClusterAdmin, metadata }: PipelineServiceAccountProps): ApiObjectMetadata {
  const named = { name: id, ...metadata };
  if (!isReason(allowClusterAdmin)) return named;
  return { ...named, annotations: { ...named.annotations, [BECAUSE]: `TW297: ${allowClusterAdmin}` } };
}

/** Why the Role has what is refused without a reason, a line each. */
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
