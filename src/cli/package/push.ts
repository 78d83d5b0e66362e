import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DownloadError, isLocalHost } from '../../deploy';
import { imageMistake, parseImage } from '../../image';
import { type Bundle, MANIFEST_TYPE } from '../../package';
import { UsageError } from '../command';
import { tokenAddress } from '../fetch/token';

const TIMEOUT_MS = 60_000;

/**
 * Pushes a bundle to a registry (opencontainers/distribution-spec), and returns its name with the digest. Logins are those of docker, in
 * `~/.docker/config.json`; credential helpers are not started.
 * @throws DownloadError when the registry does not accept it
 */
export async function pushBundle({ name, version, manifest, blobs }: Bundle, prefix: string): Promise<string> {
  // "+" is not allowed in a tag; helm push replaces it in the same way
  const image = `${prefix.replace(/\/+$/, '')}/${name}:${version.replaceAll('+', '_')}`;
  const mistake = imageMistake(image);
  if (mistake !== undefined) throw new UsageError(`--push: "${image}" ${mistake}`);
  const target = new Target(image);
  for (const { digest, bytes } of blobs) await target.putBlob(digest, bytes);
  await target.putManifest(manifest.bytes);
  return `${image}@${manifest.digest}`;
}

class Target {
  private readonly base: string;
  private readonly tag: string;
  private readonly login: string | undefined;
  private readonly repository: string;
  private authorization: string | undefined;

  constructor(private readonly image: string) {
    const { registry, repository, tag = 'latest' } = parseImage(image);
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    this.base = `${isLocalHost(registry.replace(/:\d+$/, '')) ? 'http' : 'https'}://${host}/v2/${repository}`;
    this.repository = repository;
    this.tag = tag;
    this.login = loginOf(registry);
    if (this.login !== undefined) this.authorization = `Basic ${this.login}`;
  }

  async putBlob(digest: string, bytes: Buffer): Promise<void> {
    const known = await this.send('HEAD', `${this.base}/blobs/${digest}`);
    if (known.status === 200) return;
    const begun = await this.expect(await this.send('POST', `${this.base}/blobs/uploads/`), 202);
    const location = new URL(begun.headers.get('location') ?? '', this.base);
    if (location.origin !== new URL(this.base).origin)
      throw new DownloadError(`${this.image}: the registry wants the upload at another host, ${location.host}`);
    location.searchParams.set('digest', digest);
    await this.expect(await this.send('PUT', location.href, bytes, 'application/octet-stream'), 201);
  }

  async putManifest(bytes: Buffer): Promise<void> {
    await this.expect(await this.send('PUT', `${this.base}/manifests/${this.tag}`, bytes, MANIFEST_TYPE), 201);
  }

  private async send(method: string, url: string, bytes?: Buffer, type?: string): Promise<Response> {
    const first = await this.once(method, url, bytes, type);
    if (first.status !== 401) return first;
    const token = await this.token(first.headers.get('www-authenticate') ?? '');
    if (token === undefined) return first;
    this.authorization = `Bearer ${token}`;
    return this.once(method, url, bytes, type);
  }

  private async once(method: string, url: string, bytes?: Buffer, type?: string): Promise<Response> {
    const headers = {
      ...(this.authorization === undefined ? {} : { authorization: this.authorization }),
      ...(type === undefined ? {} : { 'content-type': type }),
    };
    try {
      const body = bytes === undefined ? {} : { body: new Uint8Array(bytes) };
      return await fetch(url, { method, headers, ...body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      const { name, cause } = error as Error;
      const reason =
        name === 'TimeoutError'
          ? `no answer within ${TIMEOUT_MS / 1000} s`
          : `no answer (${(cause as NodeJS.ErrnoException | undefined)?.code ?? name})`;
      throw new DownloadError(`${this.image}: ${reason}`);
    }
  }

  /** A token of the server that the registry names. */
  private async token(challenge: string): Promise<string | undefined> {
    const address = tokenAddress(challenge, () => `repository:${this.repository}:pull,push`);
    if (address === undefined) return undefined;
    const headers: Readonly<Record<string, string>> = this.login === undefined ? {} : { authorization: `Basic ${this.login}` };
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return undefined;
    const { token, access_token: other } = (await response.json()) as { readonly token?: string; readonly access_token?: string };
    return token ?? other;
  }

  private async expect(response: Response, status: number): Promise<Response> {
    if (response.status === status) return response;
    await response.body?.cancel();
    const login = response.status === 401 || response.status === 403 ? '; log in with docker login, or ask for the permission to push' : '';
    throw new DownloadError(`${this.image}: the registry responded with status ${response.status}${login}`);
  }
}

/** The login of docker for a registry, as Basic credentials. */
function loginOf(registry: string): string | undefined {
  const folder = process.env.DOCKER_CONFIG ?? join(homedir(), '.docker');
  try {
    const { auths = {} } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as { auths?: Record<string, { auth?: string }> };
    const names = registry === 'docker.io' ? ['https://index.docker.io/v1/', 'docker.io'] : [registry, `https://${registry}`];
    return names.flatMap((name) => auths[name]?.auth ?? [])[0];
  } catch {
    return undefined;
  }
}
