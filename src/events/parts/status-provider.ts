import { isRecord, refuse, refuseChoice } from '../../synth';
import { type EnvSource, nameOf } from '../../task';
import type { SecretKey } from '../event';

/** GitHub, with a token or a GitHub App. */
export type GithubStatus = {
  readonly kind: 'github';
  /** The address of its API. @default https://api.github.com */
  readonly api?: string;
} & (
  | {
      /** A token that may write commit statuses, and comments if the component comments. */
      readonly token: SecretKey;
      readonly app?: never;
      readonly as?: 'status';
    }
  | {
      /** A GitHub App: the step makes a token for the repository and these permissions only, which ends after an hour. */
      readonly app: {
        readonly id: string;
        readonly privateKey: SecretKey;
        /** The number of its installation. @default - that of the repository */
        readonly installation?: string;
      };
      readonly token?: never;
      /** A commit status, or a check run, which only GitHub Apps may write. @default status */
      readonly as?: 'status' | 'check';
    }
);

/** GitLab, with a token that may use its API. */
export interface GitlabStatus {
  readonly kind: 'gitlab';
  /** The address of its API. @default https://gitlab.com/api/v4 */
  readonly api?: string;
  readonly token: SecretKey;
}

/** Gitea or Forgejo, with a token that may write to the repository and, for comments, to issues. */
export interface GiteaStatus {
  readonly kind: 'gitea';
  /** The address of its API, such as `https://git.acme.example/api/v1`. */
  readonly api: string;
  readonly token: SecretKey;
}

/** Options of a `CommitStatus`. */
export interface CommitStatusProps {
  /** Where the commit is, and the credentials for its API. */
  readonly provider: GithubStatus | GitlabStatus | GiteaStatus;
  /** The name under which the provider shows it; one for each pipeline. @default - the construct's id */
  readonly name?: string;
  /** The address of a Tekton Dashboard, for a link to the run. @default - no link */
  readonly dashboard?: string;
  /** Whether it also comments on the pull request, one comment that later runs change; pass `number` to `reportOn`. @default false */
  readonly comment?: boolean;
}

type Environment = Readonly<Record<string, string | EnvSource>>;

const KINDS = ['github', 'gitlab', 'gitea'] as const;
const FORMS = ['status', 'check'] as const;
/** Gitea has no address of its own. */
const ADDRESSES: Readonly<Record<string, string | undefined>> = { github: 'https://api.github.com', gitlab: 'https://gitlab.com/api/v4' };

/** The variables of the step that say where it reports, and with which secrets. @throws TekwireError for a provider that cannot be used */
export function statusEnvironment(owner: object, { provider, name, dashboard }: CommitStatusProps, id: string): Environment {
  if (!isRecord(provider))
    refuse(owner, 'provider', provider, "an object such as { kind: 'github', token: { name: 'github', key: 'token' } }");
  const { kind, api } = provider;
  if (!KINDS.includes(kind)) refuseChoice(owner, 'provider.kind', kind, KINDS);
  const address = api ?? ADDRESSES[kind];
  if (typeof address !== 'string' || !/^https?:\/\//.test(address))
    refuse(owner, 'provider.api', address, 'the address of the API, such as https://git.acme.example/api/v1');
  return {
    PROVIDER: kind === 'github' && isCheck(owner, provider) ? 'github-check' : kind,
    API: address,
    NAME: name ?? id,
    ...(dashboard !== undefined && {
      DASHBOARD: dashboard,
      NAMESPACE: { valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    }),
    ...(kind === 'github' && provider.app !== undefined
      ? appEnvironment(owner, provider.app)
      : { TOKEN: secretEnv(owner, 'provider.token', provider.token) }),
  };
}

/** Only a GitHub App may write check runs. */
function isCheck(owner: object, { as = 'status', app }: GithubStatus): boolean {
  if (!FORMS.includes(as)) refuseChoice(owner, 'provider.as', as, FORMS);
  if (as === 'check' && app === undefined)
    refuse(owner, 'provider.as', as, 'a status; only a GitHub App, the option app, may write a check run');
  return as === 'check';
}

function appEnvironment(owner: object, app: NonNullable<GithubStatus['app']>): Environment {
  if (!isRecord(app)) refuse(owner, 'provider.app', app, "an object such as { id: '1234', privateKey: { name: 'app', key: 'key.pem' } }");
  const { id, privateKey, installation } = app;
  if (typeof id !== 'string' || id === '') refuse(owner, 'provider.app.id', id, "the number of the app as a string, such as '1234'");
  return {
    APP_ID: id,
    APP_KEY: secretEnv(owner, 'provider.app.privateKey', privateKey),
    ...(installation !== undefined && { APP_INSTALLATION: installation }),
  };
}

/** The message shows no string, which may be the secret itself. */
function secretEnv(owner: object, field: string, secret: unknown): EnvSource {
  const given: Readonly<Record<string, unknown>> = isRecord(secret) ? secret : {};
  if (given.name === undefined || typeof given.key !== 'string')
    refuse(
      owner,
      field,
      secret,
      "a key of a Secret, such as { name: 'github', key: 'token' }",
      typeof secret === 'string' ? 'a string' : undefined,
    );
  return { valueFrom: { secretKeyRef: { name: nameOf(given.name as string), key: given.key } } };
}
