import type { IConstruct } from 'constructs';
import { Judgement } from './judgement';
import type { Emission } from './owned-object';

/** Emits, in the whole app of the construct, what `change` makes of the manifests; the rules judge that. A later call takes the place
 *  of an earlier one, and what was rendered before is forgotten. */
export function changeManifests(construct: IConstruct, change: Emission): void {
  Judgement.of(construct).useEmission(change);
}

/** Makes ready to render the app of the construct, as the first step of a synth does. */
export function prepareManifests(construct: IConstruct): void {
  Judgement.of(construct).adoptForeign();
}
