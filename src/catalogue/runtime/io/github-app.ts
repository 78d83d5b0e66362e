import { createSign } from 'node:crypto';
import { repositoryPath } from './statuses';
import { expectOk, type Web } from './web';

/** A GitHub App, and what its token may do. */
export interface GithubApp {
  readonly id: string;
  /** The private key, in PEM. */
  readonly privateKey: string;
  /** Its installation. @default - that of the repository */
  readonly installation?: string | undefined;
}

/**
 * A JSON Web Token of a GitHub App: valid for nine minutes, and from a minute ago, because clocks differ.
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function appToken({ id, privateKey }: Pick<GithubApp, 'id' | 'privateKey'>, seconds: number): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ iat: seconds - 60, exp: seconds + 540, iss: id })}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey, 'base64url')}`;
}

/**
 * A token of the App's installation, for one repository and with these permissions only; it ends after an hour.
 * @throws Error when GitHub refuses it
 * @see https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export async function installationToken(
  api: Web,
  repository: string,
  installation: string | undefined,
  permissions: Readonly<Record<string, 'write'>>,
): Promise<string> {
  const found = installation ?? (await installationOf(api, repository));
  const body = { repositories: [repository.split('/')[1]], permissions };
  const answer = await api('POST', `/app/installations/${found}/access_tokens`, body);
  return String((expectOk(answer, 'get a token of the GitHub App') as { readonly token: unknown }).token);
}

async function installationOf(api: Web, repository: string): Promise<string> {
  const answer = await api('GET', `${repositoryPath({ repository })}/installation`);
  return String((expectOk(answer, `find the installation of the GitHub App for ${repository}`) as { readonly id: unknown }).id);
}
