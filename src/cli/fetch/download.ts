import { TekwireError } from '../../diagnostics';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
// as many as Go's client, with which Tekton's http resolver fetches
const MAX_REDIRECTS = 10;
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

// what servers call tokens in queries, and signatures of URLs that are one
const SECRET = /token|secret|password|passwd|signature|credential|api[-_]?key|^sig$|^auth$/i;

/** Why nothing came from an address. */
export class DownloadError extends TekwireError {}

/** What to ask a server for. */
export interface Asked {
  /** @default GET */
  readonly method?: 'GET' | 'HEAD';
  /** Sent to all places that the server sends us on to. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent to the first place only. @default - none */
  readonly authorization?: string;
}

/** What a server answered, redirects followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Why a URL may not be fetched; undefined when it may. */
export function urlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return `"${text}" is no URL; write it whole, as in https://tasks.acme.example/v1/lint.yaml`;
  if (!isAllowed(url)) return `"${text}" is not https; http is for localhost only`;
  if (url.username !== '' || url.password !== '')
    return `"${url.host}": a URL with a name or password in it would be written to the lock file`;
  const secret = [...url.searchParams.keys()].find((key) => SECRET.test(key));
  if (secret !== undefined) return `"${url.host}": the query has "${secret}", which would be written to the lock file`;
  return url.hash === '' ? undefined : `"${text}" has a part after "#", which no server sees; leave it out`;
}

/** Whether the host is this machine, which may be asked without https. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL_HOSTS.includes(hostname);
}

/**
 * The bytes behind a URL: https, at most 1 MiB, within 10 s, redirects included. From https no redirect leads back to http.
 * @throws DownloadError when nothing comes, or too much
 */
export async function download(url: string): Promise<Uint8Array> {
  const { status, bytes } = await ask(url);
  if (status !== 200) throw new DownloadError(`${url}: the server answered ${status}`);
  return bytes;
}

/**
 * The answer to a request, whatever its status; with the limits of `download`.
 * @throws DownloadError when none comes, or too much
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
      throw new DownloadError(`the server sends us on to "${next.origin}", which is not https`);
    url = next;
  }
  throw new DownloadError(`the server sends us on more than ${MAX_REDIRECTS} times`);
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // leaving the loop cancels the rest
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
  if (name === 'TimeoutError') return `no whole answer within ${TIMEOUT_MS / 1000} s`;
  const { code = message } = (cause ?? {}) as NodeJS.ErrnoException;
  return `nothing came (${code})`;
}
