import { ClusterError, idOf, idText, type ObjectId } from '../../deploy';
import type { Manifest } from '../../spec';
import type { LogQuery, RunCluster, Snapshot, WatchEvent, WatchQuery } from '../run/run-cluster';
import { ApiCluster, bodyOf } from './api-cluster';
import type { StreamedResponse } from './connection';
import { failureOf } from './failures';

// the server ends a watch after this time, so that a connection that died silently is noticed soon after
const WATCH_SECONDS = 60;
const IDLE_SECONDS = 90;

/** A cluster in which runs are created and watched. */
export class ApiRunCluster extends ApiCluster implements RunCluster {
  async create(manifest: Manifest): Promise<Manifest> {
    const id = idOf(manifest, this.namespace);
    const path = (await this.pathOf({ ...id, name: '' })).replace(/\/$/, '');
    const answer = await this.requests.send({
      method: 'POST',
      path: `${path}?fieldManager=tekwire&fieldValidation=Strict`,
      body: manifest,
    });
    if (answer.status === 409) {
      // the answer to an earlier attempt may have been lost
      const found = await this.get(id);
      if (found !== undefined && isSameSpec(found, manifest)) return found;
      throw new ClusterError('refused', `${idText(id)} exists already in namespace "${id.namespace}"; choose another name`);
    }
    return bodyOf(answer, `create ${idText(id)}`, id);
  }

  async change(id: ObjectId, fields: object): Promise<Manifest> {
    const path = await this.pathOf(id);
    const answer = await this.requests.send({ method: 'PATCH', path, body: fields, contentType: 'application/merge-patch+json' });
    return bodyOf(answer, `change ${idText(id)}`, id);
  }

  async snapshot(query: WatchQuery): Promise<Snapshot> {
    const path = await this.collection(query);
    const answer = await this.requests.send({ method: 'GET', path: `${path}?${selectors(query)}` });
    const list = bodyOf(answer, `list objects of kind ${query.kind}`, { namespace: this.namespace });
    const { items = [], metadata } = list as { items?: readonly Manifest[]; metadata?: { resourceVersion?: string } };
    return { items, resourceVersion: metadata?.resourceVersion ?? '' };
  }

  async *watch(query: WatchQuery, resourceVersion: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const path = await this.collection(query);
    const asked = `${selectors(query)}&watch=true&allowWatchBookmarks=true&timeoutSeconds=${WATCH_SECONDS}`;
    const from = `${path}?${asked}&resourceVersion=${encodeURIComponent(resourceVersion)}`;
    const lines = await this.open(from, `watch objects of kind ${query.kind}`, { signal, idleSeconds: IDLE_SECONDS });
    for await (const line of this.readable(lines)) if (line !== '') yield JSON.parse(line) as WatchEvent;
  }

  async *logs({ pod, container, since }: LogQuery, signal: AbortSignal): AsyncGenerator<string> {
    const path = `/api/v1/namespaces/${this.namespace}/pods/${encodeURIComponent(pod)}/log`;
    const from = since === undefined ? '' : `&sinceTime=${encodeURIComponent(since)}`;
    const asked = `container=${encodeURIComponent(container)}&follow=true&timestamps=true${from}`;
    yield* this.readable(await this.open(`${path}?${asked}`, `read the log of Pod "${pod}"`, { signal }));
  }

  async send(pod: string, container: string, bytes: Buffer): Promise<void> {
    try {
      await this.connection.attach(pod, container, bytes);
    } catch (error) {
      // of an answer that is not a connection, ws says only its status
      const status = Number(/Unexpected server response: (\d+)/.exec((error as Error).message)?.[1] ?? 0);
      if (status === 0) throw this.requests.unreachable(error as Error);
      const answer = { status, retryAfterSeconds: undefined, body: { reason: 'Failed', message: `status ${status} of pods/attach` } };
      throw failureOf(answer, `attach to Pod "${pod}"`, { namespace: this.namespace });
    }
  }

  private async collection(query: WatchQuery): Promise<string> {
    const { apiVersion, kind, namespace = this.namespace } = query;
    return (await this.pathOf({ apiVersion, kind, namespace, name: '' })).replace(/\/$/, '');
  }

  private async open(path: string, doing: string, limits: { readonly signal: AbortSignal; readonly idleSeconds?: number }) {
    let response: StreamedResponse;
    try {
      response = await this.connection.stream({ method: 'GET', path }, limits);
    } catch (error) {
      throw error instanceof ClusterError ? error : this.requests.unreachable(error as Error);
    }
    const { status, retryAfterSeconds, lines } = response;
    if (status === 200) return lines;
    if (status === GONE) return goneEvent();
    let text = '';
    for await (const line of lines) text += line;
    throw failureOf({ status, retryAfterSeconds, body: parsed(text) }, doing, { namespace: this.namespace });
  }

  /** Lines until the connection ends; a broken one is an error of ours. */
  private async *readable(lines: AsyncIterable<string>): AsyncGenerator<string> {
    try {
      yield* lines;
    } catch (error) {
      throw this.requests.unreachable(error as Error);
    }
  }
}

function selectors({ labels = {}, name }: WatchQuery): string {
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [
    ...(name === undefined ? [] : [`fieldSelector=${encodeURIComponent(`metadata.name=${name}`)}`]),
    ...(selector.length === 0 ? [] : [`labelSelector=${encodeURIComponent(selector.join(','))}`]),
  ].join('&');
}

const GONE = 410;

/** A version that is too old for a watch is an event during it, or the answer to it; this makes them the same. */
async function* goneEvent(): AsyncGenerator<string> {
  yield JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: GONE } });
}

/** Whether the object in the cluster is the one that was sent; the server adds fields. */
function isSameSpec(found: Manifest, sent: Manifest): boolean {
  return contains(found.spec, sent.spec);
}

function contains(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([key, value]) => contains((whole as Record<string, unknown>)[key], value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
