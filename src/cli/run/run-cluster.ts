import type { Cluster, ListQuery, ObjectId } from '../../deploy';
import type { Manifest } from '../../spec';

/** A change of an object, as the API server sends it. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: Manifest;
}

/** Which objects to watch. */
export interface WatchQuery extends ListQuery {
  /** @default - objects of all names */
  readonly name?: string;
}

/** Objects, and the version from which their changes can be watched. */
export interface Snapshot {
  readonly items: readonly Manifest[];
  readonly resourceVersion: string;
}

/** Which log to read. */
export interface LogQuery {
  readonly pod: string;
  readonly container: string;
  /** Only lines of this second and later, as an RFC 3339 time. @default - all lines */
  readonly since?: string | undefined;
}

/** What `tekwire run` needs of a cluster, beside reading objects. Tests have one in memory. */
export interface RunCluster extends Pick<Cluster, 'namespace' | 'get' | 'list' | 'delete'> {
  /** Creates the object. When its name exists already, that is an error. @throws ClusterError when it cannot be created */
  create(manifest: Manifest): Promise<Manifest>;
  /** Changes fields of the object; null removes a field (JSON merge patch). @throws ClusterError when it cannot be changed */
  change(id: ObjectId, fields: object): Promise<Manifest>;
  /** Lists objects to watch them from there. @throws ClusterError when they cannot be listed */
  snapshot(query: WatchQuery): Promise<Snapshot>;
  /**
   * The changes after a version, until the connection ends.
   * @throws ClusterError when watching is forbidden, or the connection breaks
   */
  watch(query: WatchQuery, resourceVersion: string, signal: AbortSignal): AsyncIterable<WatchEvent>;
  /**
   * The lines of a container's log with the time before each (`2026-01-01T00:00:00.000000000Z text`), until the container ends or the
   * connection does.
   * @throws ClusterError when it cannot be read
   */
  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<string>;
  /** Sends bytes to the standard input of a pod's container, and returns when they are sent. @throws ClusterError when it cannot attach */
  send(pod: string, container: string, bytes: Buffer): Promise<void>;
}
