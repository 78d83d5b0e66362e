import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '../../src/findings/sha256';

test('the hash of "abc" is the one in FIPS 180-4', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('any text has the hash that Node computes', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });

  fc.assert(fc.property(text, (value) => sha256(value) === createHash('sha256').update(value).digest('hex')));
});
