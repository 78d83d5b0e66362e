import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A status of a commit. */
export interface Status {
  readonly context: string;
  readonly status: string;
}

/** A real Gitea: the one of the test bed, or the one that GITEA_URL, GITEA_USER (an administrator) and GITEA_TOKEN name. */
export class Gitea {
  private constructor(
    readonly url: string,
    readonly user: string,
    readonly token: string,
  ) {}

  /** Why there is none, or the server. */
  static async start(): Promise<Gitea | string> {
    const { GITEA_URL: url, GITEA_USER: user, GITEA_TOKEN: token, TESTBED: bed } = process.env;
    if (url && user && token) return new Gitea(url, user, token);
    if (bed === undefined) return 'no test bed, and no GITEA_URL, GITEA_USER and GITEA_TOKEN';
    const cache = process.env.TESTBED_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire-testbed');
    // its build takes up to 5 minutes of two cores, for which a cold machine has no time
    if (process.env.CI !== undefined && !existsSync(join(cache, 'bin/gitea')))
      return 'Gitea is not built; ../shared/tools/testbed/gitea.sh builds it';
    const { stdout } = await promisify(execFile)(join(bed, 'gitea.sh'));
    const [address = '', name = '', secret = ''] = stdout.trim().split('\n').at(-1)?.split(' ') ?? [];
    return new Gitea(address, name, secret);
  }

  /** Asks the API. @throws Error with what it answered when it refuses */
  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `token ${this.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Makes an empty repository of the administrator; one of that name is removed first. */
  async repository(name: string): Promise<void> {
    await this.call('DELETE', `/repos/${this.user}/${name}`).catch(() => undefined);
    await this.call('POST', '/user/repos', { name, auto_init: true, default_branch: 'main' });
  }

  /** Commits a file, on a new branch if the branch is not main; returns the commit. */
  async commit(repository: string, file: string, options: { readonly branch?: string; readonly from?: string; readonly as?: string } = {}) {
    const { branch = 'main', from = branch, as } = options;
    const { commit } = await this.call<{ commit: { sha: string } }>(
      'POST',
      `/repos/${repository}/contents/${file}${as === undefined ? '' : `?sudo=${as}`}`,
      {
        content: Buffer.from(`${file}\n`).toString('base64'),
        message: `add ${file}`,
        branch: from,
        ...(from !== branch && { new_branch: branch }),
      },
    );
    return commit.sha;
  }

  /** The states that one context of a commit had, the oldest first. */
  async states(repository: string, sha: string, context: string): Promise<readonly string[]> {
    const statuses = await this.call<readonly Status[]>('GET', `/repos/${repository}/commits/${sha}/statuses?sort=oldest`);
    return statuses.filter((one) => one.context === context).map(({ status }) => status);
  }
}
