import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { nameOf } from '../../task';
import type { SecretKey } from '../event';

/** The Repository of Pipelines-as-Code: which repository may start runs in the namespace. */
export interface PacRepository {
  /** Its address, without `.git`. */
  readonly url: string;
  /** The provider, unless a GitHub App is installed: how Pipelines-as-Code reads the repository and reports to it. @default - the GitHub App */
  readonly provider?: {
    readonly type: 'github' | 'gitlab' | 'gitea' | 'forgejo';
    /** The address of its API. @default - that of the provider's public service */
    readonly url?: string;
    /** A token that reads the repository and writes statuses and comments. */
    readonly token: SecretKey;
    /** The secret of the webhook. */
    readonly webhookSecret: SecretKey;
  };
  /**
   * Whose files in `.tekton` count: those of the default branch, or those of the branch of the event, which the author of a pull request
   * can change. @default default_branch
   */
  readonly provenance?: 'default_branch' | 'source';
}

/** Emits the Repository. @see pipelines-as-code pkg/apis/pipelinesascode/v1alpha1/types.go */
export function repository(scope: Construct, name: string, given: PacRepository, limit: number | undefined): void {
  const { url, provider, provenance = 'default_branch' } = given;
  const keyOf = (secret: SecretKey) => ({ name: nameOf(secret.name), key: secret.key });
  new ApiObject(scope, 'Repository', {
    apiVersion: 'pipelinesascode.tekton.dev/v1alpha1',
    kind: 'Repository',
    metadata: { name },
    spec: {
      url,
      ...(limit !== undefined && { concurrency_limit: limit }),
      ...(provider && {
        git_provider: {
          type: provider.type,
          ...(provider.url !== undefined && { url: provider.url }),
          secret: keyOf(provider.token),
          webhook_secret: keyOf(provider.webhookSecret),
        },
      }),
      settings: { pipelinerun_provenance: provenance },
    },
  });
}
