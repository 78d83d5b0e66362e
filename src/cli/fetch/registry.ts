import { createHash } from 'node:crypto';
import { type Answer, type Asked, ask, DownloadError, isLocalHost } from '../../deploy';
import { type ImageName, isDigest, parseImage } from '../../image';
import { tokenAddress } from './token';

// the media types of manifests, multi-platform ones included: without these a registry returns the manifest of a single platform
const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** A manifest of an image and its digest. */
export interface ImageManifest {
  readonly digest: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Reads a registry anonymously through its HTTP API (opencontainers/distribution-spec). */
export class Registry {
  private readonly base: string;
  private readonly repository: string;
  private readonly reference: string;
  private authorization: string | undefined;

  /** @param image - name as for container runtimes; the default tag is `latest` */
  constructor(private readonly image: string) {
    const { registry, repository, tag = 'latest', digest }: ImageName = parseImage(image);
    this.base = `${isLocalHost(hostOf(registry)) ? 'http' : 'https'}://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
    this.repository = repository;
    this.reference = digest ?? tag;
  }

  /** The current digest of the tag; of the index for a multi-platform image. Uses HEAD, which does not count as a pull. */
  async digest(): Promise<string> {
    const { status, headers } = await this.get(`manifests/${this.reference}`, { method: 'HEAD' });
    const digest = headers.get('docker-content-digest') ?? '';
    if (status === 200 && isDigest(digest)) return digest;
    return (await this.manifest()).digest;
  }

  /** The current manifest of the tag, or the manifest with the digest. */
  async manifest(): Promise<ImageManifest> {
    const bytes = await this.checked(`manifests/${this.reference}`, `no image ${this.image}`);
    const digest = digestOf(bytes, this.reference);
    if (isDigest(this.reference) && digest !== this.reference)
      throw new DownloadError(`${this.image}: the registry returned content with another digest: ${digest}`);
    return { digest, content: parse(bytes, this.image) };
  }

  /** Whether the registry has the tag, or the digest. */
  async has(): Promise<boolean> {
    const { status } = await this.get(`manifests/${this.reference}`, { method: 'HEAD' });
    if (status === 200 || status === 404) return status === 200;
    throw new DownloadError(`${this.image}: the registry responded with status ${status}`);
  }

  /** The tags of the repository, which a registry may give in parts. */
  async tags(): Promise<readonly string[]> {
    const found: string[] = [];
    for (let last = ''; ; ) {
      const { tags } = parse(await this.checked(`tags/list?n=1000${last && `&last=${last}`}`, `no image ${this.image}`), this.image);
      const page = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string' && tag !== last) : [];
      found.push(...page);
      if (page.length < 999) return found;
      last = page.at(-1);
    }
  }

  /** A blob by its digest, which is verified. */
  async blob(digest: string): Promise<Uint8Array> {
    const bytes = await this.checked(`blobs/${digest}`, `no layer ${digest}`);
    if (digestOf(bytes, digest) !== digest) throw new DownloadError(`${this.image}: the content of layer ${digest} has another digest`);
    return bytes;
  }

  private async checked(path: string, missing: string): Promise<Uint8Array> {
    const { status, bytes } = await this.get(path);
    if (status === 200) return bytes;
    if (status === 404) throw new DownloadError(`${this.image}: the registry has ${missing}`);
    const needs = status === 401 || status === 403 ? `; it requires credentials, or the image does not exist` : '';
    throw new DownloadError(`${this.image}: the registry responded with status ${status}${needs}`);
  }

  private async get(path: string, { method }: Asked = {}): Promise<Answer> {
    const url = `${this.base}/v2/${this.repository}/${path}`;
    const asked = () => ({ method, headers: { accept: MANIFEST_TYPES.join(', ') }, authorization: this.authorization });
    const answer = await ask(url, asked());
    if (answer.status !== 401 || this.authorization !== undefined) return answer;
    const token = await this.anonymousToken(answer.headers.get('www-authenticate') ?? '');
    if (token === undefined) return answer;
    this.authorization = `Bearer ${token}`;
    return ask(url, asked());
  }

  /** An anonymous token from the server that the registry names. */
  private async anonymousToken(challenge: string): Promise<string | undefined> {
    const address = tokenAddress(challenge, (wanted) => wanted ?? `repository:${this.repository}:pull`);
    if (address === undefined) return undefined;
    const { status, bytes } = await ask(address.href);
    if (status !== 200) return undefined;
    const { token, access_token: other } = parse(bytes, address.origin);
    return [token, other].find((one) => typeof one === 'string');
  }
}

function hostOf(registry: string): string {
  return registry.replace(/:\d+$/, '');
}

/** @param like - a digest whose algorithm is used; SHA-256 when it is not a digest */
function digestOf(bytes: Uint8Array, like: string): string {
  const algorithm = isDigest(like) ? like.slice(0, like.indexOf(':')) : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

function parse(bytes: Uint8Array, origin: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // reported below
  }
  throw new DownloadError(`${origin}: the response is not the JSON object of a registry`);
}
