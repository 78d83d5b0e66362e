import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { serve } from './servers';

/** An object for a layer of a bundle: annotations without their common prefix, and bytes. */
export interface BundleLayer {
  readonly notes: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** A registry by opencontainers/distribution-spec, on this machine: what it has, and who may pull. */
export class FakeRegistry {
  private readonly manifests = new Map<string, { readonly type: string; readonly bytes: Uint8Array }>();
  private readonly blobs = new Map<string, Uint8Array>();
  /** Requests, in their order, as `GET /v2/…`. */
  readonly requests: string[] = [];
  host = '';
  /** Whether pulls need a token, which everybody gets. */
  wantsToken = false;
  /** Where manifests are to be had instead. */
  sendsOnTo: string | undefined;
  /** Whether everybody gets a token. */
  givesToken = true;

  async start(): Promise<void> {
    this.host = await serve(({ url = '', method = '', headers }, response) => {
      this.requests.push(`${method} ${url}`);
      if (url.startsWith('/token')) {
        response.statusCode = this.givesToken ? 200 : 403;
        response.end(JSON.stringify({ token: Buffer.from(url).toString('base64') }));
        return;
      }
      if (this.wantsToken && !headers.authorization?.startsWith('Bearer ')) {
        const scope = `repository:${url.split('/').slice(2, -2).join('/')}:pull`;
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${this.host}/token",service="acme",scope="${scope}"` });
        response.end();
        return;
      }
      if (this.sendsOnTo !== undefined) {
        response.writeHead(307, { location: this.sendsOnTo + url }).end();
        return;
      }
      const found = this.manifests.get(url) ?? this.blob(url);
      if (found === undefined || (found.type !== '' && !headers.accept?.includes(found.type))) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': found.type, 'docker-content-digest': digestOf(found.bytes) });
      response.end(method === 'HEAD' ? undefined : found.bytes);
    });
  }

  /** Puts a manifest under a tag; gives its digest. */
  push(repository: string, tag: string, content: object, type = 'application/vnd.oci.image.manifest.v1+json'): string {
    const bytes = Buffer.from(JSON.stringify(content));
    const digest = digestOf(bytes);
    for (const reference of [tag, digest]) this.manifests.set(`/v2/${repository}/manifests/${reference}`, { type, bytes });
    return digest;
  }

  /** Puts a Tekton bundle under a tag; gives its digest. */
  pushBundle(repository: string, tag: string, layers: readonly BundleLayer[]): string {
    const described = layers.map(({ notes, bytes }) => {
      const digest = digestOf(bytes);
      this.blobs.set(digest, bytes);
      const annotations = Object.fromEntries(Object.entries(notes).map(([key, value]) => [`dev.tekton.image.${key}`, value]));
      return { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: bytes.length, annotations };
    });
    return this.push(repository, tag, { schemaVersion: 2, layers: described });
  }

  /** Gives other bytes under a digest than those that have it. */
  spoil(bytes: Uint8Array): void {
    this.blobs.set(digestOf(bytes), Buffer.from('spoilt'));
  }

  private blob(url: string): { readonly type: string; readonly bytes: Uint8Array } | undefined {
    const bytes = this.blobs.get(url.split('/').at(-1) ?? '');
    return bytes && { type: '', bytes };
  }
}

/** A tar archive of one file, zipped, as `tkn bundle push` makes it. */
export function tarball(name: string, text: string): Uint8Array {
  const header = Buffer.alloc(512);
  const size = Buffer.byteLength(text);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('ustar\x0000', 257);
  const body = Buffer.alloc(Math.ceil(size / 512) * 512 + 1024);
  body.write(text, 0);
  return gzipSync(Buffer.concat([header, body]));
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
