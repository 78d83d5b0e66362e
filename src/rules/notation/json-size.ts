/** How many bytes the value has as JSON; none when it holds itself, as YAML aliases allow. */
export function bytesOf(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '');
  } catch {
    return 0;
  }
}
