import { SEED } from '../support/random';
import { accepted, HOSTILE, hits, refused, withoutHit } from '../support/scripts/inner-run';

/** How many of the scripts are tried; the conformance run tries all. */
const SAMPLE = 40;

function sampled(texts: readonly string[]): readonly string[] {
  const first = SEED % texts.length;
  return [...texts.slice(first), ...texts.slice(0, first)].slice(0, SAMPLE);
}

it('refused scripts execute a value in bash', () => {
  expect({ seed: SEED, left: withoutHit(sampled(refused)) }).toEqual({ seed: SEED, left: [] });
});

it.each(HOSTILE.filter((_, at) => at % 4 === SEED % 4))('accepted scripts do not execute the value %j', (value) => {
  expect({ seed: SEED, hit: hits(sampled(accepted), value, (one) => one) }).toEqual({ seed: SEED, hit: [] });
});
