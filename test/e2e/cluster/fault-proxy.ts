import { readFileSync } from 'node:fs';
import { createServer, request as requestHttps, type Server } from 'node:https';
import { join } from 'node:path';
import { type ApiServer, freePort } from './api-server';

/** What the proxy does with a request instead of passing it on; `after` means that the server has done it already. */
export type Fault =
  | { readonly status: number; readonly reason?: string; readonly message?: string; readonly retryAfter?: number }
  | 'hang up'
  | 'hang up after'
  | 'wait';

/** A proxy in front of a real API server: it records every request, and injects a fault where a test asks for them. */
export class FaultProxy {
  /** Requests in their order, as `GET /api/v1`. */
  readonly requests: string[] = [];
  /** Returns the fault of a request: its line, and how often this line has been sent before. */
  faultOf: (line: string, times: number) => Fault | undefined = () => undefined;
  address = '';
  private server: Server | undefined;

  constructor(private readonly api: ApiServer) {}

  async start(): Promise<void> {
    const file = (name: string) => readFileSync(join(this.api.folder, name));
    const port = await freePort();
    this.address = `https://127.0.0.1:${port}`;
    this.server = createServer({ key: file('server.key'), cert: file('server.crt') }, (incoming, outgoing) => {
      const line = `${incoming.method} ${incoming.url}`;
      const times = this.requests.filter((one) => one === line).length;
      this.requests.push(line);
      const fault = this.faultOf(line, times);
      if (fault === 'wait') return;
      if (fault === 'hang up') {
        incoming.socket.destroy();
        return;
      }
      if (typeof fault === 'object') {
        const { status, reason = 'InternalError', message = 'made by the test', retryAfter } = fault;
        const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code: status };
        outgoing.writeHead(status, {
          'content-type': 'application/json',
          ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
        });
        outgoing.end(JSON.stringify(body));
        return;
      }
      const options = { method: incoming.method, headers: incoming.headers, ca: file('ca.crt') };
      const forwarded = requestHttps(new URL(incoming.url ?? '', this.api.address), options, (response) => {
        if (fault === 'hang up after') {
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      });
      forwarded.on('error', () => incoming.socket.destroy());
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => this.server?.listen(port, '127.0.0.1', resolve));
  }

  reset(): void {
    this.requests.length = 0;
    this.faultOf = () => undefined;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
