import type { ObjectMeta } from '../spec';
import { knownOf } from '../synth';
import type { PolicyVisitor } from './visitor';

type AddedMetadata = Pick<ObjectMeta, 'labels' | 'annotations'>;

/**
 * Gives labels and annotations to every Task, Pipeline, run, StepAction and VerificationPolicy. They win over those of the same key that
 * the object has.
 * @example
 * Policy.of(chart).add(setMetadata({ labels: { 'acme.example/cost-centre': '4711' } }));
 */
export function setMetadata(metadata: AddedMetadata): PolicyVisitor {
  return knownOf('AddedMetadata', metadata, metadataVisitor);
}

function metadataVisitor({ labels, annotations }: AddedMetadata): PolicyVisitor {
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
