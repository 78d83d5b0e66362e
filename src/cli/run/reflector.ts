import { ClusterError } from '../../deploy';
import type { Manifest } from '../../spec';
import type { RunCluster, WatchQuery } from './run-cluster';

/** Time, as tests replace it. */
export interface Clock {
  now(): number;
  /** @param signal - ends the pause early */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  pause: (time, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, time);
      signal?.addEventListener('abort', end);
    }),
};

/** How objects are watched. */
export interface ReflectorProps {
  readonly cluster: RunCluster;
  readonly query: WatchQuery;
  readonly clock: Clock;
  /** Called after each change, and when the objects were listed. */
  readonly onChange: () => void;
  /** Called with what a user should know, such as a lost connection. */
  readonly onNotice: (text: string) => void;
}

// how long a cluster may be away
const GIVE_UP_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;
const POLL_MS = 2000;
const GONE = 410;

/**
 * Keeps the objects of a query as they are in the cluster: lists them, watches their changes, and begins again when the connection breaks or
 * the server no longer knows the version (410). Where watching is forbidden, it lists again and again.
 */
export class Reflector {
  /** The objects by name. */
  readonly items = new Map<string, Manifest>();
  /** Whether they have been listed. */
  isListed = false;
  private mayWatch = true;
  private lastAnswer: number;
  private failures = 0;

  constructor(private readonly props: ReflectorProps) {
    this.lastAnswer = props.clock.now();
  }

  /** Runs until the signal. @throws ClusterError when the cluster refuses, or does not answer for five minutes */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const version = await this.list();
        if (this.mayWatch) await this.watchFrom(version, signal);
        else await this.props.clock.pause(POLL_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        await this.recover(error, signal);
      }
    }
  }

  private async list(): Promise<string> {
    const { cluster, query, onChange } = this.props;
    const { items, resourceVersion } = await cluster.snapshot(query);
    this.answered();
    this.items.clear();
    for (const item of items) this.items.set(item.metadata?.name ?? '', item);
    this.isListed = true;
    onChange();
    return resourceVersion;
  }

  /** Returns when the objects must be listed again. */
  private async watchFrom(start: string, signal: AbortSignal): Promise<void> {
    const { cluster, query, clock, onChange } = this.props;
    for (let version = start; !signal.aborted; ) {
      const begun = clock.now();
      for await (const { type, object } of cluster.watch(query, version, signal)) {
        this.answered();
        if (type === 'ERROR') {
          if ((object as { readonly code?: number }).code === GONE) return;
          throw new ClusterError('failed', `cannot watch ${query.kind}: ${String(object.message ?? 'the server stopped it')}`);
        }
        version = (object.metadata as { readonly resourceVersion?: string } | undefined)?.resourceVersion ?? version;
        if (type === 'BOOKMARK') continue;
        const name = object.metadata?.name ?? '';
        if (type === 'DELETED') this.items.delete(name);
        else this.items.set(name, object);
        onChange();
      }
      this.answered();
      // a server that ends every watch at once is not asked in a loop
      if (clock.now() - begun < FIRST_PAUSE_MS) await clock.pause(FIRST_PAUSE_MS, signal);
    }
  }

  private answered(): void {
    if (this.failures > 1) this.props.onNotice('connected again');
    this.failures = 0;
    this.lastAnswer = this.props.clock.now();
  }

  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    const { clock, onNotice, query } = this.props;
    if (!(error instanceof ClusterError)) throw error;
    if (error.reason === 'forbidden' && this.isListed && this.mayWatch) {
      this.mayWatch = false;
      onNotice(`watching ${query.kind} is not allowed, so it is read every ${POLL_MS / 1000} s`);
      return;
    }
    if (!TEMPORARY.has(error.reason) || clock.now() - this.lastAnswer > GIVE_UP_MS) throw error;
    this.failures++;
    // one break of a connection is usual, and is not worth a line
    if (this.failures === 2) onNotice(`${error.message}; trying again for ${GIVE_UP_MS / 60_000} minutes`);
    await clock.pause(Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.failures - 1)), signal);
  }
}

const TEMPORARY: ReadonlySet<string> = new Set(['unreachable', 'busy', 'failed']);
