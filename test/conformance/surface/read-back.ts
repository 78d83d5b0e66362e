/** Values of a manifest that Tekton's object does not hold at the same place, a line each; what Tekton has filled in does not count. */
export function lost(given: unknown, read: unknown, path: string): string[] {
  if (typeof given === 'object' && given !== null) {
    const items = Object.entries(given);
    if (items.length === 0) return [];
    const other = (typeof read === 'object' && read !== null ? read : {}) as Readonly<Record<string, unknown>>;
    return items.flatMap(([key, value]) => lost(value, other[key], `${path}.${key}`));
  }
  if (isSame(given, read)) return [];
  return [`${path}: ${JSON.stringify(given)} was read as ${JSON.stringify(read)}`];
}

/** Go leaves out what is empty, and writes durations and quantities in its own way. */
function isSame(given: unknown, read: unknown): boolean {
  if (given === read) return true;
  if (read === undefined) return given === false || given === '' || given === 0;
  const seconds = secondsOf(given);
  return seconds !== undefined && seconds === secondsOf(read);
}

function secondsOf(value: unknown): number | undefined {
  const match = typeof value === 'string' ? /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(value) : null;
  if (match === null || value === '') return undefined;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
