/** The size of the value as JSON, in bytes; 0 for a cyclic value, which YAML aliases can build. */
export function bytesOf(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '');
  } catch {
    return 0;
  }
}
