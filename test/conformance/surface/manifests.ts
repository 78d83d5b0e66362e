import { App, Chart } from 'cdk8s';
import type { Manifest } from '../../../src/spec';
import { manifestsOf } from '../../../src/testing';
import { programs } from '.';

export { unreachable } from './unreachable';

/** All that the programs emit. */
export function surfaceManifests(): Manifest[] {
  return Object.values(programs).flatMap((program) => {
    const chart = new Chart(new App(), 'surface');
    program(chart);
    return manifestsOf(chart);
  });
}
