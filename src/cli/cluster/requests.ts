import { ClusterError } from '../../deploy';
import type { ApiRequest, ApiResponse, Connection } from './connection';

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;
// the server or a proxy before it could not answer; all our requests can be repeated
const TEMPORARY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Sends requests again when the answer is temporary: no answer, overload, a server that restarts. */
export class Requests {
  private hasAnswered = false;

  constructor(
    readonly connection: Connection,
    private readonly pause: (milliseconds: number) => Promise<void> = (time) => new Promise((resolve) => setTimeout(resolve, time)),
  ) {}

  /** @throws ClusterError when there is no answer after several attempts */
  async send(request: ApiRequest): Promise<ApiResponse> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.try(request);
      const mayRepeat = answer instanceof Error ? isRepeatable(answer) : TEMPORARY.has(answer.status) || isRestarting(answer);
      // an address that has never answered is likely wrong
      const isLast = attempt >= (this.hasAnswered ? ATTEMPTS : 2);
      if (!mayRepeat || isLast) {
        if (answer instanceof Error) throw answer instanceof ClusterError ? answer : this.unreachable(answer);
        return answer;
      }
      const wanted = answer instanceof Error ? undefined : answer.retryAfterSeconds;
      await this.pause(Math.min(MAX_PAUSE_MS, wanted === undefined ? FIRST_PAUSE_MS * 2 ** (attempt - 1) : wanted * 1000));
    }
  }

  private async try(request: ApiRequest): Promise<ApiResponse | Error> {
    try {
      const answer = await this.connection.send(request);
      this.hasAnswered = true;
      return answer;
    } catch (error) {
      return error as Error;
    }
  }

  /** The error for a request without an answer. */
  unreachable(error: Error): ClusterError {
    const { code, message, name } = error as NodeJS.ErrnoException;
    const { server } = this.connection;
    if (name === 'AbortError' || name === 'TimeoutError')
      return new ClusterError('unreachable', `${server}: no answer in time; try again, or allow more with --request-timeout SECONDS`);
    if (isCertificateError(code))
      return new ClusterError(
        'unreachable',
        `${server}: the certificate of the server is not trusted (${code}); correct certificate-authority in the kubeconfig`,
      );
    return new ClusterError('unreachable', `${server}: no answer (${code ?? message}); is the cluster running, and is this its address?`);
  }
}

function isRepeatable(error: Error): boolean {
  return !(error instanceof ClusterError) && !isCertificateError((error as NodeJS.ErrnoException).code);
}

function isCertificateError(code: string | undefined): boolean {
  return code !== undefined && /CERT|SELF_SIGNED|^ERR_TLS|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);
}

// of an API server whose etcd changes its leader, as kubectl users know it
function isRestarting({ status, body }: ApiResponse): boolean {
  const { message = '' } = (body ?? {}) as { readonly message?: string };
  return status === 500 && /etcdserver: (leader changed|request timed out)|connection refused/.test(message);
}
