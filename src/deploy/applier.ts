import type { Manifest } from '../spec';
import type { ObjectId } from './object-id';

/** How to apply an object. @open */
export interface ApplyOptions {
  /** Whether the server only answers what it would do, and stores nothing. @default false */
  readonly isDryRun?: boolean;
}

/** What applying an object did, or would do. @open */
export interface Applied {
  readonly change: 'created' | 'configured' | 'unchanged';
  /** The object as the server has it now, or would have it. */
  readonly manifest: Manifest;
  /** The object before; undefined when it is new. */
  readonly before: Manifest | undefined;
}

/**
 * Applies objects, as `kubectl apply --server-side` does. `tekwire/testing` has one in memory; the command connects to a cluster.
 * @see the design document "Extending our Helm integration to allow more dynamic discovery of tasks"
 * @open
 */
export interface Applier {
  /**
   * Creates the object or changes it, under a field manager, without taking fields from other managers.
   * @throws ConflictError when another manager has set a field to another value
   * @throws ClusterError when the object cannot be applied for another reason
   */
  apply(manifest: Manifest, options?: ApplyOptions): Promise<Applied>;
}

/** Which objects to list. @open */
export interface ListQuery {
  readonly apiVersion: string;
  readonly kind: string;
  /** @default - the namespace of the cluster */
  readonly namespace?: string;
  /** Labels that the objects have. @default - any */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A cluster: an applier that also reads and deletes objects. @open */
export interface Cluster extends Applier {
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** Returns the object, or undefined when the cluster does not have it. @throws ClusterError when it cannot be read */
  get(id: ObjectId): Promise<Manifest | undefined>;
  /** Returns the objects of a kind, by name. @throws ClusterError when they cannot be read */
  list(options: ListQuery): Promise<readonly Manifest[]>;
  /**
   * Deletes the object if it still has this uid. Returns false when it no longer exists.
   * @throws ClusterError when it cannot be deleted
   */
  delete(id: ObjectId, uid: string): Promise<boolean>;
}
