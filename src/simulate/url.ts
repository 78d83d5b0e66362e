import { CelError } from '../cel';

/**
 * The parts of a URL, as the function `parseURL` of Triggers returns them. @throws CelError when Go does not read it
 * @see net/url Parse; triggers pkg/interceptors/cel/triggers.go urlToMap
 */
export function partsOfUrl(text: string): Readonly<Record<string, unknown>> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses them
  if (/[\x00-\x1f\x7f]/.test(text)) fail(text, 'it has a control character');
  const [beforeFragment = '', fragment = ''] = split(text, '#');
  const [beforeQuery = '', rawQuery = ''] = split(beforeFragment, '?');
  const scheme = schemeOf(beforeQuery);
  const rest = scheme === '' ? beforeQuery : beforeQuery.slice(scheme.length + 1);
  const isOpaque = scheme !== '' && !rest.startsWith('/');
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const authority = hasAuthority ? (/^\/\/([^/]*)/.exec(rest)?.[1] ?? '') : '';
  const path = isOpaque ? '' : hasAuthority ? rest.slice(authority.length + 2) : rest;
  if (scheme === '' && !rest.startsWith('/') && /^[^/]*:/.test(rest)) fail(text, 'the first part of its path has a colon');
  const queries = queryOf(rawQuery);
  return {
    scheme: scheme.toLowerCase(),
    host: hostOf(authority, text),
    path: decoded(path, text),
    rawQuery,
    fragment: decoded(fragment, text),
    queryStrings: queries,
    query: Object.fromEntries(Object.entries(queries).map(([key, values]) => [key, values.join(',')])),
    ...userOf(authority, text),
  };
}

function split(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function schemeOf(text: string): string {
  if (text.startsWith(':')) fail(text, 'it begins with a colon');
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1] ?? '';
}

function hostOf(authority: string, text: string): string {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (!/^(?:\[[^\]]*\]|[^[\]:]*)(?::\d*)?$/.test(host) || /[ "<>\\^`{|}]/.test(host)) fail(text, 'its host or port is not valid');
  return decoded(host, text);
}

function userOf(authority: string, text: string): object {
  const at = authority.lastIndexOf('@');
  if (at < 0) return {};
  const [username, password] = split(authority.slice(0, at), ':');
  return { auth: { username: decoded(username, text), password: decoded(password, text) } };
}

function decoded(text: string, whole: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail(whole, 'it has an escape that is not valid');
  }
}

/** The parts of a query by name; those that Go cannot read are left out. */
function queryOf(raw: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const part of raw.split('&').filter((one) => one !== '' && !one.includes(';'))) {
    const [key, value] = split(part.replaceAll('+', ' '), '=');
    try {
      const name = decodeURIComponent(key);
      found[name] = [...(found[name] ?? []), decodeURIComponent(value)];
    } catch {
      // url.ParseQuery drops the part, and Query() its error
    }
  }
  return found;
}

function fail(text: string, reason: string): never {
  throw new CelError(`parseURL() cannot read ${JSON.stringify(text)}: ${reason}`);
}
