import { type Cluster, idText, type ObjectId, waitsFor } from '../../deploy';
import type { Streams } from '../command';

const EVERY_MS = 1000;

/** Waits until all objects can be used. Returns false, with what is not ready, when the time is over. */
export async function waitUntilReady(cluster: Cluster, ids: readonly ObjectId[], seconds: number, { err }: Streams): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  let left = ids;
  for (;;) {
    const reasons = new Map<ObjectId, string>();
    for (const id of left) {
      const live = await cluster.get(id);
      const reason = live === undefined ? 'no longer exists' : waitsFor(live);
      if (reason !== undefined) reasons.set(id, reason);
    }
    if (reasons.size === 0) return true;
    if (Date.now() >= end) {
      for (const [id, reason] of reasons)
        err(`${idText(id)} ${reason} after ${seconds} s; kubectl describe ${id.kind.toLowerCase()} ${id.name}`);
      return false;
    }
    left = [...reasons.keys()];
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
