import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether a signature such as `sha256=…` belongs to the body. @see google/go-github ValidateSignature */
export function isSignedBy(signature: string, body: string, secret: string): boolean {
  const [, algorithm = '', digest = ''] = /^(sha1|sha256|sha512)=([0-9a-fA-F]+)$/.exec(signature) ?? [];
  if (algorithm === '') return false;
  const expected = createHmac(algorithm, secret).update(body).digest();
  const given = Buffer.from(digest, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether two texts are equal, in constant time. */
export function isSameText(a: string, b: string): boolean {
  const [one, two] = [Buffer.from(a), Buffer.from(b)];
  return one.length === two.length && timingSafeEqual(one, two);
}
