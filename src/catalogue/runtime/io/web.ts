/** An answer of a provider's API. */
export interface WebAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a request to the API of a provider. @throws Error when there is no answer */
export type Web = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown) => Promise<WebAnswer>;

const ATTEMPTS = 4;
const TIMEOUT = 30_000;

/** The API at an address; it tries again when the server is busy or does not answer. */
export function web(address: string, headers: Readonly<Record<string, string>>, pause: (seconds: number) => Promise<unknown>): Web {
  const base = address.replace(/\/+$/, '');
  return async (method, path, body) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await send(`${base}${path}`, method, headers, body).catch((error: Error) => error);
      const isBusy = answer instanceof Error || answer.status === 429 || answer.status >= 500;
      if (!isBusy) return answer;
      if (attempt === ATTEMPTS) {
        if (answer instanceof Error) throw new Error(`${method} ${base}${path}: ${answer.message}`);
        return answer;
      }
      await pause(2 ** attempt);
    }
  };
}

async function send(url: string, method: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<WebAnswer> {
  const answer = await fetch(url, {
    method,
    // a redirect to another host would take the token with it
    redirect: 'error',
    headers: {
      accept: 'application/json',
      'user-agent': 'tekwire',
      ...headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT),
  });
  const text = await answer.text();
  return { status: answer.status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 300) };
  }
}

/** The body of a successful answer. @throws Error with the message of the provider */
export function expectOk({ status, body }: WebAnswer, what: string): unknown {
  if (status >= 200 && status < 300) return body;
  const { message, error } = (body ?? {}) as { readonly message?: unknown; readonly error?: unknown };
  const reason = message ?? error ?? '';
  throw new Error(`cannot ${what}: ${status} ${typeof reason === 'string' ? reason : JSON.stringify(reason)}`);
}
