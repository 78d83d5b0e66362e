import { checkPrograms } from '../support/programs/check-programs';
import { SEED } from '../support/random';

describe.each([
  ['python', 'python3'],
  ['node', process.execPath],
] as const)('a value in a random program of %s', (language, interpreter) => {
  it('arrives unchanged as one string, and nothing else is executed', () => {
    const { wrong, refused } = checkPrograms(language, interpreter, { seed: SEED, count: 500 });

    expect(wrong.slice(0, 3).join('\n\n')).toBe('');
    expect(refused).toBeLessThan(100);
  });
});
