import type { IncomingMessage } from 'node:http';
import type { Manifest } from '../../../src/spec';
import { serve } from '../servers';

/** What the server does with the next request of a kind instead of answering it. */
export type Fault =
  | { readonly status: number; readonly body?: object; readonly headers?: Readonly<Record<string, string>> }
  | 'hang up'
  | 'wait';

const APIS: Readonly<Record<string, readonly (readonly [kind: string, plural: string, isNamespaced: boolean])[]>> = {
  '/api/v1': [
    ['ConfigMap', 'configmaps', true],
    ['Secret', 'secrets', true],
    ['ServiceAccount', 'serviceaccounts', true],
    ['Namespace', 'namespaces', false],
  ],
  '/apis/tekton.dev/v1': [
    ['Task', 'tasks', true],
    ['Pipeline', 'pipelines', true],
  ],
  '/apis/tekton.dev/v1beta1': [['StepAction', 'stepactions', true]],
};

/** An emulated API server: objects by path, discovery, dry runs, and faults that a test asks for. The end-to-end tests have a real one. */
export class EmulatedApi {
  readonly objects = new Map<string, Manifest>();
  /** Requests in their order, as `GET /api/v1`. */
  readonly requests: string[] = [];
  /** Faults for requests whose line contains the text, or matches the expression, in their order. */
  readonly faults: { readonly of: string | RegExp; readonly fault: Fault }[] = [];
  address = '';
  private version = 0;

  async start(): Promise<void> {
    const host = await serve(async (request, response) => {
      const { url = '', method = '' } = request;
      const line = `${method} ${url}`;
      this.requests.push(line);
      const at = this.faults.findIndex(({ of }) => (typeof of === 'string' ? line.includes(of) : of.test(line)));
      const [found] = at < 0 ? [] : this.faults.splice(at, 1);
      if (found?.fault === 'wait') return;
      if (found?.fault === 'hang up') {
        request.destroy();
        return;
      }
      const { status, body, headers = {} } = found?.fault ?? this.answer(method, url, await bodyOf(request));
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
    });
    this.address = `http://${host}`;
  }

  /** Puts an object of `tekton.dev/v1` or the core into the namespace `ci`. */
  add(manifest: Manifest): void {
    const root = manifest.apiVersion?.includes('/') ? `/apis/${manifest.apiVersion}` : '/api/v1';
    const [, plural, isNamespaced] = APIS[root]?.find(([kind]) => kind === manifest.kind) ?? [];
    this.store(`${root}${isNamespaced ? '/namespaces/ci' : ''}/${plural}/${manifest.metadata?.name}`, manifest);
  }

  private answer(
    method: string,
    target: string,
    body: Manifest | undefined,
  ): { status: number; body: object; headers?: Record<string, string> } {
    const { pathname: path, searchParams } = new URL(target, 'http://api');
    const api = APIS[path];
    if (api !== undefined) return { status: 200, body: { resources: api.map(([kind, name, namespaced]) => ({ kind, name, namespaced })) } };
    if (method === 'PATCH' && body !== undefined)
      return { status: 200, body: searchParams.has('dryRun') ? { ...this.objects.get(path), ...body } : this.store(path, body) };
    const object = this.objects.get(path);
    if (method === 'DELETE' && object !== undefined) {
      this.objects.delete(path);
      return { status: 200, body: {} };
    }
    if (object !== undefined) return { status: 200, body: object };
    const isList = Object.values(APIS).some((kinds) => kinds.some(([, plural]) => path.endsWith(`/${plural}`)));
    if (method === 'GET' && isList) return { status: 200, body: { items: this.list(path, searchParams.get('labelSelector') ?? '') } };
    return { status: 404, body: { kind: 'Status', reason: 'NotFound', message: 'not found' } };
  }

  private list(path: string, selector: string): readonly Manifest[] {
    const wanted = selector.split(',').flatMap((one) => (one === '' ? [] : [one.split('=', 2)]));
    return [...this.objects]
      .filter(([key]) => key.startsWith(`${path}/`))
      .map(([, object]) => object)
      .filter(({ metadata }) => wanted.every(([label = '', value]) => metadata?.labels?.[label] === value));
  }

  private store(path: string, manifest: Manifest): Manifest {
    const { metadata: old, ...before } = this.objects.get(path) ?? {};
    const { metadata, ...now } = manifest;
    const uid = (old as { uid?: string } | undefined)?.uid ?? `uid-${++this.version}`;
    const isSame = JSON.stringify(before) === JSON.stringify(now);
    const resourceVersion = isSame ? (old as { resourceVersion?: string }).resourceVersion : String(++this.version);
    const stored = { ...now, metadata: { ...metadata, uid, resourceVersion, managedFields: [{ manager: 'tekwire' }] } };
    this.objects.set(path, stored);
    return stored;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Manifest | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as Manifest);
}
