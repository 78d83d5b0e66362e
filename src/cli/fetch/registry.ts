import { createHash } from 'node:crypto';
import { type ImageName, isDigest, parseImage } from '../../image';
import { type Answer, type Asked, ask, DownloadError, isLocalHost } from './download';

// the types of manifests, those of several platforms too: without them a registry answers with that of one platform
const MANIFEST_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** A manifest of an image, as a registry has it. */
export interface ImageManifest {
  readonly digest: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What a registry gives to everybody: its HTTP API without credentials (opencontainers/distribution-spec). */
export class Registry {
  private readonly base: string;
  private readonly repository: string;
  private readonly reference: string;
  private authorization: string | undefined;

  /** @param image - by its name as container runtimes know it; no tag is `latest` */
  constructor(private readonly image: string) {
    const { registry, repository, tag = 'latest', digest }: ImageName = parseImage(image);
    this.base = `${isLocalHost(hostOf(registry)) ? 'http' : 'https'}://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
    this.repository = repository;
    this.reference = digest ?? tag;
  }

  /** The digest of what the tag names now; of the index, when there are several platforms. Asked so that it counts as no pull. */
  async digest(): Promise<string> {
    const { status, headers } = await this.get(`manifests/${this.reference}`, { method: 'HEAD' });
    const digest = headers.get('docker-content-digest') ?? '';
    if (status === 200 && isDigest(digest)) return digest;
    return (await this.manifest()).digest;
  }

  /** The manifest that the tag names now, or the one of the digest. */
  async manifest(): Promise<ImageManifest> {
    const bytes = await this.checked(`manifests/${this.reference}`, `no image ${this.image}`);
    const digest = digestOf(bytes, this.reference);
    if (isDigest(this.reference) && digest !== this.reference)
      throw new DownloadError(`${this.image}: the registry gives something else under this digest: ${digest}`);
    return { digest, content: parse(bytes, this.image) };
  }

  /** A blob, which has the digest that it is asked by. */
  async blob(digest: string): Promise<Uint8Array> {
    const bytes = await this.checked(`blobs/${digest}`, `no layer ${digest}`);
    if (digestOf(bytes, digest) !== digest) throw new DownloadError(`${this.image}: the layer ${digest} came with another digest`);
    return bytes;
  }

  private async checked(path: string, missing: string): Promise<Uint8Array> {
    const { status, bytes } = await this.get(path);
    if (status === 200) return bytes;
    if (status === 404) throw new DownloadError(`${this.image}: the registry has ${missing}`);
    const needs = status === 401 || status === 403 ? `; it wants credentials, or has none of this name` : '';
    throw new DownloadError(`${this.image}: the registry answered ${status}${needs}`);
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

  /** A token for everybody, from where the registry says (distribution/distribution docs: Token Authentication Specification). */
  private async anonymousToken(challenge: string): Promise<string | undefined> {
    if (!/^bearer /i.test(challenge)) return undefined;
    const said = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
    if (said.realm === undefined || !URL.canParse(said.realm)) return undefined;
    const realm = new URL(said.realm);
    if (realm.protocol !== 'https:' && !isLocalHost(realm.hostname)) return undefined;
    if (said.service !== undefined) realm.searchParams.set('service', said.service);
    realm.searchParams.set('scope', said.scope ?? `repository:${this.repository}:pull`);
    const { status, bytes } = await ask(realm.href);
    if (status !== 200) return undefined;
    const { token, access_token: other } = parse(bytes, realm.origin);
    return [token, other].find((one) => typeof one === 'string');
  }
}

function hostOf(registry: string): string {
  return registry.replace(/:\d+$/, '');
}

/** @param like - a digest whose algorithm to use; anything else is no digest, and SHA-256 is used */
function digestOf(bytes: Uint8Array, like: string): string {
  const algorithm = isDigest(like) ? like.slice(0, like.indexOf(':')) : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

function parse(bytes: Uint8Array, origin: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // said below
  }
  throw new DownloadError(`${origin}: the answer is not what a registry says`);
}
