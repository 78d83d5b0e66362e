/** Decodes the percent-encoded parts of a URI; undefined when they are not UTF-8. */
export function tryDecodeUri(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

/** The same; a URI that cannot be decoded is returned unchanged. */
export function decodeUri(uri: string): string {
  return tryDecodeUri(uri) ?? uri;
}
