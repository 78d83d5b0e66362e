import { checkPrograms } from '../../support/programs/check-programs';
import { SEED } from '../../support/random';

// run.sh names every Python from 3.8 on that it finds
const interpreters = [
  ...(process.env.PYTHONS ?? 'python3')
    .split(' ')
    .filter((program) => program !== '')
    .map((program) => ['python', program] as const),
  ['node', process.execPath] as const,
];

it.each(interpreters)('a value in a random program of %s, run by %s, arrives as one string', (language, interpreter) => {
  const { wrong, refused } = checkPrograms(language, interpreter, { seed: SEED, count: 20_000 });

  expect(wrong.slice(0, 3).join('\n\n')).toBe('');
  expect(refused).toBeLessThan(1000);
});
