import { createHash } from 'node:crypto';

/** The namespace of our UUIDs: a random UUID that never changes. */
const space = '6f1d4f0e-9c0b-4c53-9a50-0b5c7f0d9a41';

/** The UUID of a name: version 5 of RFC 9562, the same for the same name everywhere. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
