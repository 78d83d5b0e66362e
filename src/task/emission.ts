import type { IConstruct } from 'constructs';
import { type Emission, Judgement } from './judgement';

/** Emits, in the whole app of the construct, what `change` makes of the manifests; the rules judge that. A later call takes the place
 *  of an earlier one, and what was rendered before is forgotten. */
export function changeManifests(construct: IConstruct, change: Emission): void {
  Judgement.of(construct).useEmission(change);
}
