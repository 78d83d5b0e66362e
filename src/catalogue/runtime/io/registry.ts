import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

const timeoutMs = 30_000;
const largestBytes = 128 * 1024 * 1024;

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const artifactType = 'application/vnd.tekwire.baseline.v1';
const layerType = 'application/vnd.tekwire.baseline.v1.sarif+gzip';
const emptyType = 'application/vnd.oci.empty.v1+json';

/** An OCI repository. */
export interface Repository {
  /** Host and optional port. */
  readonly host: string;
  readonly name: string;
  /** Whether it is reached over http. */
  readonly isInsecure: boolean;
  /** `user:password` in base64, as in `auths` of a Docker configuration. @default - anonymous */
  readonly auth?: string;
}

/** An artifact that was read. */
export interface Artifact {
  readonly text: string;
  readonly digest: string;
}

/** Thrown when a registry cannot be used; the message says why, without credentials. */
export class RegistryError extends Error {}

/** Thrown when a tag is there, but not what it stands for. */
export class LostContent extends RegistryError {}

/**
 * A client for one artifact of one layer by opencontainers/distribution-spec: it reads and writes a tag. A manifest is written as a whole, so
 * of two writers one wins, and no reader sees a mixture.
 */
export class RegistryClient {
  private token: string | undefined;

  constructor(private readonly repository: Repository) {}

  /** The artifact of a tag; undefined when there is no such tag. @throws RegistryError */
  async read(tag: string): Promise<Artifact | undefined> {
    const response = await this.ask(`manifests/${tag}`, { headers: { accept: manifestType } });
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.refused('read', response);
    const bytes = await bytesOf(response);
    const layer = layerOf(bytes);
    const blob = await this.ask(`blobs/${layer}`);
    if (blob.status === 404)
      throw new LostContent(`${this.place} has the tag ${tag}, but not its content; it was removed by garbage collection`);
    if (blob.status !== 200) throw this.refused('read', blob);
    const packed = await bytesOf(blob);
    if (digestOf(packed) !== layer) throw new LostContent(`${this.place}: the content of ${tag} does not have the digest ${layer}`);
    return { text: unpack(packed), digest: digestOf(bytes) };
  }

  /** The digest of a tag; undefined when there is no such tag. @throws RegistryError */
  async digestOf(tag: string): Promise<string | undefined> {
    const response = await this.ask(`manifests/${tag}`, { headers: { accept: manifestType } });
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.refused('read', response);
    return digestOf(await bytesOf(response));
  }

  /** Writes the artifact and moves the tag to it. @throws RegistryError */
  async write(tag: string, text: string, annotations: Readonly<Record<string, string>>): Promise<void> {
    const layer = gzipSync(Buffer.from(text));
    const empty = Buffer.from('{}');
    const describe = (mediaType: string, bytes: Uint8Array) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
    await this.upload(layer);
    await this.upload(empty);
    const manifest = {
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType,
      config: describe(emptyType, empty),
      layers: [describe(layerType, layer)],
      annotations,
    };
    const response = await this.ask(`manifests/${tag}`, {
      method: 'PUT',
      headers: { 'content-type': manifestType },
      body: Buffer.from(JSON.stringify(manifest)),
    });
    if (response.status !== 201) throw this.refused('write', response);
  }

  private async upload(bytes: Uint8Array): Promise<void> {
    const known = await this.ask(`blobs/${digestOf(bytes)}`, { method: 'HEAD' });
    if (known.status === 200) return;
    const started = await this.ask('blobs/uploads/', { method: 'POST' });
    const location = started.headers.get('location');
    if (started.status !== 202 || location === null) throw this.refused('write', started);
    const target = new URL(location, this.base);
    target.searchParams.set('digest', digestOf(bytes));
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await this.ask(target, { method: 'PUT', headers, body: Buffer.from(bytes) });
    if (response.status !== 201) throw this.refused('write', response);
  }

  private get base(): string {
    return `${this.repository.isInsecure ? 'http' : 'https'}://${this.repository.host}/v2/${this.repository.name}/`;
  }

  private get place(): string {
    return `the registry repository ${this.repository.host}/${this.repository.name}`;
  }

  /** Sends a request, and once more with a token when the registry asks for one. */
  private async ask(path: string | URL, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.base);
    const first = await this.send(url, init, this.token);
    if (first.status !== 401) return first;
    this.token = await this.authorize(first.headers.get('www-authenticate') ?? '', init.method ?? 'GET');
    return this.token === undefined ? first : this.send(url, init, this.token);
  }

  private async send(url: URL, init: RequestInit, authorization: string | undefined): Promise<Response> {
    // an upload may be sent to another host, which must not have the credentials
    const isOurs = url.origin === new URL(this.base).origin;
    const headers = { ...init.headers, ...(authorization !== undefined && isOurs && { authorization }) } as Record<string, string>;
    try {
      return await fetch(url, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      throw new RegistryError(`${this.place} does not answer: ${reasonOf(error)}`);
    }
  }

  private async authorize(challenge: string, method: string): Promise<string | undefined> {
    const { auth, name, isInsecure } = this.repository;
    if (/^basic\b/i.test(challenge)) return auth && `Basic ${auth}`;
    const [, realm] = /\brealm="([^"]+)"/.exec(challenge) ?? [];
    if (!/^bearer\b/i.test(challenge) || realm === undefined || !URL.canParse(realm)) return undefined;
    const url = new URL(realm);
    if (url.protocol !== 'https:' && !isInsecure) throw new RegistryError(`${this.place} wants a token from ${url.host} without https`);
    const [, service] = /\bservice="([^"]+)"/.exec(challenge) ?? [];
    if (service !== undefined) url.searchParams.set('service', service);
    url.searchParams.set('scope', `repository:${name}:${method === 'GET' || method === 'HEAD' ? 'pull' : 'pull,push'}`);
    const response = await this.send(url, auth === undefined ? {} : { headers: { authorization: `Basic ${auth}` } }, undefined);
    if (response.status !== 200)
      throw new RegistryError(`${this.place} gives no token: ${url.host} responds with status ${response.status}`);
    const { token, access_token: other } = JSON.parse((await bytesOf(response)).toString('utf8')) as {
      token?: string;
      access_token?: string;
    };
    return token === undefined && other === undefined ? undefined : `Bearer ${token ?? other}`;
  }

  private refused(verb: 'read' | 'write', { status }: Response): RegistryError {
    const reason =
      status === 401 || status === 403
        ? `may not ${verb === 'read' ? 'be read' : 'be written'}; give the credentials of a user who may`
        : `responds with status ${status}`;
    return new RegistryError(`${this.place} ${reason}`);
  }
}

function layerOf(manifest: Buffer): string {
  try {
    const { layers } = JSON.parse(manifest.toString('utf8')) as { layers?: readonly { mediaType?: string; digest?: string }[] };
    const digest = layers?.find(({ mediaType }) => mediaType === layerType)?.digest ?? '';
    if (/^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
  } catch {
    // reported below
  }
  throw new RegistryError('the tag is not a baseline of tekwire; use a repository that holds nothing else');
}

function unpack(packed: Buffer): string {
  try {
    return gunzipSync(packed, { maxOutputLength: largestBytes }).toString('utf8');
  } catch (error) {
    throw new LostContent(`the baseline cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

async function bytesOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > largestBytes) throw new RegistryError(`the registry sends more than ${largestBytes / 1024 / 1024} MiB`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof RegistryError ? error : new RegistryError(`the registry broke off: ${reasonOf(error)}`);
  }
  return Buffer.concat(chunks);
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
  if (name === 'TimeoutError') return `no response within ${timeoutMs / 1000} s`;
  return cause?.code ?? message;
}
