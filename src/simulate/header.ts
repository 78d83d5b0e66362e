/** The headers of a request by their canonical names, as Go's HTTP server hands them on. */
export type Headers = Readonly<Record<string, readonly string[]>>;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * The canonical form of a header's name: `x-github-event` becomes `X-Github-Event`. A name with other characters is returned unchanged.
 * @see net/textproto CanonicalMIMEHeaderKey
 */
export function canonicalName(name: string): string {
  if (!TOKEN.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** Collects headers under their canonical names. */
export function headersOf(entries: Iterable<readonly [name: string, value: string]>): Headers {
  const made: Record<string, string[]> = Object.create(null);
  for (const [name, value] of entries) {
    const key = canonicalName(name);
    made[key] = [...(made[key] ?? []), value];
  }
  return made;
}

/** The first value of a header; `''` when there is none. */
export function headerOf(headers: Headers, name: string): string {
  const key = canonicalName(name);
  return (Object.hasOwn(headers, key) ? headers[key]?.[0] : undefined) ?? '';
}
