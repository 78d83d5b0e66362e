import { readErrorRules } from '../../src/reader';
import { allRules, kustomizeRules, wiringRules } from '../../src/rules';

const every = [...readErrorRules, ...allRules, ...kustomizeRules, ...wiringRules];

it('every rule has a code and a slug of its own', () => {
  for (const names of [every.map(({ code }) => code), every.map(({ slug }) => slug)]) expect(new Set(names).size).toBe(every.length);
});

it('codes and slugs have one form each', () => {
  expect(every.filter(({ code, slug }) => !/^TW\d{3}$/.test(code) || !/^[a-z]+(-[a-z]+)*$/.test(slug))).toEqual([]);
});
