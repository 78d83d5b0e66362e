import { accepted, HOSTILE, hits, refused, withoutHit } from '../../support/scripts/inner-run';

it('every refused script executes a value in bash', () => {
  expect(withoutHit(refused)).toEqual([]);
});

it.each(HOSTILE)('no accepted script executes the value %j', (value) => {
  expect(hits(accepted, value, (one) => one)).toEqual([]);
});
