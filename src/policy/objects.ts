import type { ObjectMeta } from '../spec';
import { knownOf } from '../synth';
import { demandOptions, policyOr } from './stand-in';
import type { PolicyVisitor } from './visitor';

type AddedMetadata = Pick<ObjectMeta, 'labels' | 'annotations'>;

/**
 * Sets labels and annotations on every Task, Pipeline, run, StepAction and VerificationPolicy. They replace values of the same key.
 * @example
 * Policy.of(chart).add(setMetadata({ labels: { 'acme.example/cost-centre': '4711' } }));
 */
export function setMetadata(metadata: AddedMetadata): PolicyVisitor {
  return policyOr('setMetadata', () => {
    demandOptions('setMetadata', metadata, "{ labels: { team: 'payments' } }");
    return knownOf('AddedMetadata', metadata, metadataVisitor);
  });
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
