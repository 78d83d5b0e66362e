import {
  type Applied,
  type Cluster,
  ClusterError,
  cleaned,
  FIELD_MANAGER,
  idOf,
  isSame,
  type ListQuery,
  type ObjectId,
  predicted,
} from '../../deploy';
import type { Manifest } from '../../spec';

/** A cluster that is only read: what an apply would do is predicted. */
export class ReadingCluster implements Cluster {
  readonly namespace: string;

  constructor(private readonly cluster: Cluster) {
    this.namespace = cluster.namespace;
  }

  async apply(manifest: Manifest): Promise<Applied> {
    const before = await this.cluster.get(idOf(manifest, this.namespace));
    const after = predicted(before, manifest, FIELD_MANAGER);
    const change = before === undefined ? 'created' : isSame(cleaned(before), after) ? 'unchanged' : 'configured';
    return { change, manifest: after, before };
  }

  get(id: ObjectId): Promise<Manifest | undefined> {
    return this.cluster.get(id);
  }

  list(query: ListQuery): Promise<readonly Manifest[]> {
    return this.cluster.list(query);
  }

  delete(): Promise<boolean> {
    return Promise.reject(new ClusterError('refused', 'a dry run deletes nothing'));
  }
}
