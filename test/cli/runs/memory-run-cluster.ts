import type { LogQuery, RunCluster, Snapshot, WatchEvent, WatchQuery } from '../../../src/cli/run/run-cluster';
import { ClusterError, idKey, idOf, type ListQuery, type ObjectId } from '../../../src/deploy';
import type { Manifest } from '../../../src/spec';

interface Logged {
  lines: string[];
  isOpen: boolean;
}

/**
 * A cluster in memory for runs: objects with versions, watches that follow their changes, logs that grow, and the faults that tests ask for.
 * The end-to-end tests have a real one.
 */
export class MemoryRunCluster implements RunCluster {
  readonly namespace = 'ci';
  /** What was asked for, as `create PipelineRun "ci-run-1"`. */
  readonly requests: string[] = [];
  /** Errors for the next requests whose text contains the key. */
  readonly faults: { readonly of: string; readonly error: ClusterError }[] = [];
  /** What was sent to standard inputs. */
  readonly sent = new Map<string, Buffer>();
  /** Called when an object was created. */
  onCreate: (manifest: Manifest) => void = () => undefined;
  onSend: (pod: string) => void = () => undefined;
  private readonly objects = new Map<string, Manifest>();
  private readonly events: { readonly version: number; readonly event: WatchEvent }[] = [];
  private readonly logsByContainer = new Map<string, Logged>();
  private oldest = 0;
  private version = 100;
  private wake: (() => void)[] = [];
  private breaks = 0;

  /** Creates or changes an object. */
  set(manifest: Manifest): Manifest {
    const key = idKey(idOf(manifest, this.namespace));
    const before = this.objects.get(key);
    const version = ++this.version;
    const uid = (before?.metadata as { uid?: string } | undefined)?.uid ?? `uid-${version}`;
    const stored = { ...manifest, metadata: { uid, namespace: this.namespace, ...manifest.metadata, resourceVersion: String(version) } };
    this.objects.set(key, stored);
    this.happen({ type: before === undefined ? 'ADDED' : 'MODIFIED', object: stored });
    return stored;
  }

  /** An object, without a request. */
  find(id: ObjectId): Manifest | undefined {
    return this.objects.get(idKey(id));
  }

  /** Deletes an object. */
  remove(id: ObjectId): void {
    const found = this.objects.get(idKey(id));
    if (found === undefined) return;
    this.objects.delete(idKey(id));
    this.happen({
      type: 'DELETED',
      object: { ...found, metadata: { ...found.metadata, resourceVersion: String(++this.version) } as never },
    });
  }

  /** Ends all watches, as a broken connection does. */
  breakWatches(): void {
    this.breaks++;
    this.wakeAll();
  }

  /** Forgets all changes before now, as etcd does: a watch from an older version is answered with 410. */
  compact(): void {
    this.oldest = ++this.version;
    this.breakWatches();
  }

  /** Appends to a log. */
  log(pod: string, container: string, ...lines: string[]): void {
    this.logOf(pod, container).lines.push(...lines);
    this.wakeAll();
  }

  /** Ends a log. */
  endLog(pod: string, container: string): void {
    this.logOf(pod, container).isOpen = false;
    this.wakeAll();
  }

  async get(id: ObjectId): Promise<Manifest | undefined> {
    this.request(`get ${id.kind} "${id.name}"`);
    return this.objects.get(idKey(id));
  }

  async list(query: ListQuery): Promise<readonly Manifest[]> {
    this.request(`list ${query.kind}`);
    return [...this.objects.values()].filter((one) => fits(one, query));
  }

  async create(manifest: Manifest): Promise<Manifest> {
    this.request(`create ${manifest.kind} "${manifest.metadata?.name}"`);
    if (this.objects.has(idKey(idOf(manifest, this.namespace))))
      throw new ClusterError('refused', `${manifest.metadata?.name} exists already`);
    const stored = this.set(manifest);
    this.onCreate(stored);
    return stored;
  }

  async change(id: ObjectId, fields: object): Promise<Manifest> {
    this.request(`change ${id.kind} "${id.name}" ${JSON.stringify(fields)}`);
    const found = this.objects.get(idKey(id));
    if (found === undefined) throw new ClusterError('missing', `${id.name} does not exist`);
    const { spec } = fields as { spec: Record<string, unknown> };
    const merged = Object.entries({ ...(found.spec as object), ...spec }).filter(([, value]) => value !== null);
    return this.set({ ...found, spec: Object.fromEntries(merged) });
  }

  async delete(id: ObjectId): Promise<boolean> {
    this.request(`delete ${id.kind} "${id.name}"`);
    this.remove(id);
    return true;
  }

  async snapshot(query: WatchQuery): Promise<Snapshot> {
    this.request(`snapshot ${query.kind}`);
    const items = [...this.objects.values()].filter((one) => fits(one, query));
    return { items, resourceVersion: String(this.version) };
  }

  async *watch(query: WatchQuery, resourceVersion: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    this.request(`watch ${query.kind}`);
    const { breaks } = this;
    if (Number(resourceVersion) < this.oldest) {
      yield { type: 'ERROR', object: { kind: 'Status', code: 410 } };
      return;
    }
    for (let version = Number(resourceVersion); !signal.aborted; ) {
      if (this.breaks !== breaks) throw new ClusterError('unreachable', 'no answer (ECONNRESET)');
      const next = this.events.find((one) => one.version > version && fits(one.event.object, query));
      if (next === undefined) await this.happening();
      else {
        version = next.version;
        yield next.event;
      }
    }
  }

  async *logs({ pod, container, since = '' }: LogQuery, signal: AbortSignal): AsyncGenerator<string> {
    this.request(`logs ${pod} ${container}${since === '' ? '' : ` since ${since}`}`);
    const log = this.logOf(pod, container);
    const { breaks } = this;
    // the real server compares whole seconds
    const isWanted = (line: string) => line.slice(0, 19) >= since.slice(0, 19);
    for (let at = 0; !signal.aborted; ) {
      if (this.breaks !== breaks) throw new ClusterError('unreachable', 'no answer (ECONNRESET)');
      const line = log.lines[at];
      if (line !== undefined) {
        at++;
        if (isWanted(line)) yield line;
      } else if (!log.isOpen) return;
      else await this.happening();
    }
  }

  async send(pod: string, _container: string, bytes: Buffer): Promise<void> {
    this.request(`send ${pod}`);
    this.sent.set(pod, bytes);
    this.onSend(pod);
  }

  private request(text: string): void {
    this.requests.push(text);
    const at = this.faults.findIndex(({ of }) => text.includes(of));
    const [found] = at < 0 ? [] : this.faults.splice(at, 1);
    if (found !== undefined) throw found.error;
  }

  private happen(event: WatchEvent): void {
    this.events.push({ version: this.version, event });
    this.wakeAll();
  }

  private logOf(pod: string, container: string): Logged {
    const key = `${pod}/${container}`;
    const found = this.logsByContainer.get(key) ?? { lines: [], isOpen: true };
    this.logsByContainer.set(key, found);
    return found;
  }

  private wakeAll(): void {
    for (const wake of this.wake.splice(0)) wake();
  }

  private happening(): Promise<void> {
    return new Promise((resolve) => {
      this.wake.push(resolve);
      // an abort is noticed, too
      setTimeout(resolve, 20).unref();
    });
  }
}

function fits({ apiVersion, kind, metadata }: Manifest, query: WatchQuery): boolean {
  if (apiVersion !== query.apiVersion || kind !== query.kind || (query.name !== undefined && metadata?.name !== query.name)) return false;
  return Object.entries(query.labels ?? {}).every(([key, value]) => metadata?.labels?.[key] === value);
}
