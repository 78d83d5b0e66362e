import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { variable } from './environment';

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The API server, as the pod's account may use it. */
export type Api = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<Answer>;

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const TIMEOUT = 30_000;

/** The API server of the cluster in which the pod runs. */
export function clusterApi(): Api {
  const [host, port] = [variable('KUBERNETES_SERVICE_HOST'), variable('KUBERNETES_SERVICE_PORT')];
  const [ca, token] = [readFileSync(`${ACCOUNT}/ca.crt`), readFileSync(`${ACCOUNT}/token`, 'utf8').trim()];
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': type };
      const sent = request({ host, port, path, method, ca, headers, timeout: TIMEOUT }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }));
        answer.on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer within ${TIMEOUT / 1000} seconds`)));
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
