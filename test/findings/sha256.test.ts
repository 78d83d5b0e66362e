import { sha256 } from '../../src/findings/identity/sha256';

it('the hash is that of the UTF-8 bytes: the examples of FIPS 180-4', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('é€')).toBe('f0165711145fd4315008feb1f589eb75f63fb382417be0782a1c1cab418bc0c4');
});
