import { TekwireError } from '../diagnostics';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
// the limit of Go's client, which Tekton's http resolver uses
const MAX_REDIRECTS = 10;
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

// common names of tokens in queries, and of signatures in presigned URLs
const SECRET = /token|secret|password|passwd|signature|credential|api[-_]?key|^sig$|^auth$/i;

/** Thrown when an address cannot be fetched; the message says why. */
export class DownloadError extends TekwireError {}

/** An HTTP request. */
export interface Asked {
  /** @default GET */
  readonly method?: 'GET' | 'HEAD';
  /** Sent with the request and all redirects. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent to the origin of the first request only, never to the target of a redirect elsewhere. @default - none */
  readonly authorization?: string;
}

/** An HTTP response, after all redirects. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Why a URL may not be fetched; undefined when it may. @param where - what the URL is written to, in messages */
export function urlProblem(text: string, where = 'the lock file'): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return `"${text}" is not a URL; write the complete URL, as in https://tasks.acme.example/v1/lint.yaml`;
  if (!isAllowed(url)) return `"${text}" does not use https; http is allowed for localhost only`;
  if (url.username !== '' || url.password !== '')
    return `"${url.host}": the URL has a user name or password, which would be written to ${where}`;
  const secret = [...url.searchParams.keys()].find((key) => SECRET.test(key));
  if (secret !== undefined) return `"${url.host}": the query has "${secret}", which would be written to ${where}`;
  return url.hash === '' ? undefined : `"${text}" has a fragment after "#", which is not sent to the server; remove it`;
}

/** Whether the host is this machine, for which plain http is allowed. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL_HOSTS.includes(hostname);
}

/**
 * Downloads a URL: https, at most 1 MiB, within 10 s, redirects included. A redirect from https to http is refused.
 * @throws DownloadError when the download fails or exceeds a limit
 */
export async function download(url: string): Promise<Uint8Array> {
  const { status, bytes } = await ask(url);
  if (status !== 200) throw new DownloadError(`${url}: the server responded with status ${status}`);
  return bytes;
}

/**
 * Sends a request and returns the response, whatever its status; with the limits of `download`.
 * @throws DownloadError when the request fails or exceeds a limit
 */
export async function ask(url: string, asked: Asked = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await follow(new URL(url), asked, signal);
    return { status: response.status, headers: response.headers, bytes: await bodyOf(response) };
  } catch (error) {
    throw new DownloadError(`${url}: ${reasonOf(error)}`);
  }
}

async function follow(start: URL, { method = 'GET', headers, authorization }: Asked, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const secret: Readonly<Record<string, string>> = authorization !== undefined && url.origin === start.origin ? { authorization } : {};
    const response = await fetch(url, { method, signal, redirect: 'manual', headers: { ...headers, ...secret } });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    if (!isAllowed(next) || (url.protocol === 'https:' && next.protocol !== 'https:'))
      throw new DownloadError(`redirected to "${next.origin}", which does not use https`);
    url = next;
  }
  throw new DownloadError(`more than ${MAX_REDIRECTS} redirects`);
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // leaving the loop cancels the download
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new DownloadError(`the file is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isAllowed({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLocalHost(hostname));
}

function reasonOf(error: unknown): string {
  if (error instanceof DownloadError) return error.message;
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `no complete response within ${TIMEOUT_MS / 1000} s`;
  const { code = message } = (cause ?? {}) as NodeJS.ErrnoException;
  return `no response (${code})`;
}
