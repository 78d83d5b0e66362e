import type { ObjectMeta } from '../spec';
import type { PolicyVisitor } from './visitor';

/**
 * Gives labels and annotations to every Task, Pipeline, run, StepAction and VerificationPolicy. They win over those of the same key that
 * the object has.
 * @example
 * Policy.of(chart).add(setMetadata({ labels: { 'acme.example/cost-centre': '4711' } }));
 */
export function setMetadata({ labels, annotations }: Pick<ObjectMeta, 'labels' | 'annotations'>): PolicyVisitor {
  return {
    name: 'setMetadata',
    object: (manifest) => {
      const own = manifest.metadata ?? {};
      const changed = {
        ...own,
        ...(labels && { labels: { ...own.labels, ...labels } }),
        ...(annotations && { annotations: { ...own.annotations, ...annotations } }),
      };
      return { ...manifest, metadata: changed };
    },
  };
}
