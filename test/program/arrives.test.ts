import { checkPrograms } from '../support/programs/check-programs';

describe.each([
  ['python', 'python3'],
  ['node', process.execPath],
] as const)('a value in a random program of %s', (language, interpreter) => {
  it('arrives as the one string that it is, and nothing else happens', () => {
    const { wrong, refused } = checkPrograms(language, interpreter, { seed: 1, count: 500 });

    expect(wrong.slice(0, 3).join('\n\n')).toBe('');
    expect(refused).toBeLessThan(100);
  });
});
