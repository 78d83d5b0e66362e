import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { AppCheck } from './app-check';
import type { Emission } from './owned-object';

/** Rewrites every manifest of the app with `change` before it is written; the rules check the rewritten manifests. A later call replaces
 *  an earlier one and discards what was rendered before. */
export function changeManifests(construct: IConstruct, change: Emission): void {
  AppCheck.of(construct).useEmission(change);
}

/** Adds diagnostics that are known only when all manifests of the construct's app are rendered. */
export function checkAtSynth(construct: IConstruct, check: () => readonly Diagnostic[]): void {
  AppCheck.of(construct).useCheck(check);
}

/** Prepares the app of the construct for rendering, as the first step of a synth does. */
export function prepareManifests(construct: IConstruct): void {
  AppCheck.of(construct).adoptForeign();
}

/** The result of `ask`, without source locations in the messages of the app, so that a test does not depend on its line numbers. */
export function withoutPlaces<T>(construct: IConstruct, ask: () => T): T {
  return AppCheck.of(construct).withoutLocations(ask);
}
