import { readFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { ClusterError, isLocalHost } from '../../deploy';
import { TekwireError } from '../../diagnostics';
import { missingClient, refuseUnloadable } from './client-package';

/** Which cluster to use, as kubectl's options of the same names say. */
export interface ClusterChoice {
  /** @default - KUBECONFIG, else ~/.kube/config, else the service account of the pod */
  readonly kubeconfig?: string | undefined;
  /** @default - the current context */
  readonly context?: string | undefined;
  /** @default - the namespace of the context */
  readonly namespace?: string | undefined;
  /** How long one request may take. @default 30 */
  readonly timeoutSeconds?: number;
}

/** A request to the API server. */
export interface ApiRequest {
  readonly method: 'GET' | 'PATCH' | 'DELETE' | 'POST';
  /** With the query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Its response. */
export interface ApiResponse {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  /** The parsed JSON; the text of anything but an API server. */
  readonly body: unknown;
}

/** A response that is read while it arrives. */
export interface StreamedResponse {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  /** Its text, line by line. Ends with the connection. @throws Error of Node when the connection breaks */
  readonly lines: AsyncIterable<string>;
}

/** How long a streamed response may be silent. @open */
export interface StreamLimits {
  readonly signal: AbortSignal;
  /** @default - any time */
  readonly idleSeconds?: number;
}

/** Sends requests to an API server. */
export interface Connection {
  readonly namespace: string;
  /** The address of the server, for messages. */
  readonly server: string;
  /** Whether the server's certificate is not verified, because the kubeconfig says so. */
  readonly isInsecure: boolean;
  /** @throws Error of Node when there is no response */
  send(request: ApiRequest): Promise<ApiResponse>;
  /** Begins a request whose response is read while it arrives. @throws Error of Node when there is no response */
  stream(request: ApiRequest, limits: StreamLimits): Promise<StreamedResponse>;
  /** Sends bytes to the standard input of a container. @throws Error when the server does not allow it */
  attach(pod: string, container: string, bytes: Buffer): Promise<void>;
}

type ClientNode = typeof import('@kubernetes/client-node', { with: { 'resolution-mode': 'import' }});
type KubeConfig = InstanceType<ClientNode['KubeConfig']>;

const DEFAULT_TIMEOUT = 30;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Connects with the user's kubeconfig: contexts, certificates, tokens and credential plugins, all read by `@kubernetes/client-node`.
 * @throws TekwireError when the package is not installed, or there is no such context
 */
export async function connect(choice: ClusterChoice): Promise<Connection> {
  const config = configOf(await loadClient(), choice);
  const context = config.getContextObject(config.getCurrentContext());
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new TekwireError(noCluster(choice));
  const isInsecure = cluster.skipTLSVerify === true;
  allowLocalProxy(cluster);
  const server = new URL(cluster.server);
  const namespace = choice.namespace ?? context?.namespace ?? namespaceOfPod() ?? 'default';
  const seconds = choice.timeoutSeconds ?? DEFAULT_TIMEOUT;
  return {
    namespace,
    server: cluster.server,
    isInsecure,
    send: async (request) => send(server, await optionsOf(config), request, seconds),
    stream: async (request, limits) => stream(server, await optionsOf(config), request, { ...limits, answerSeconds: seconds }),
    attach: async (pod, container, bytes) => {
      const { attachTo } = require('./attach') as typeof import('./attach');
      await attachTo(new (await loadClient()).Attach(config), { namespace, pod, container }, bytes);
    },
  };
}

async function loadClient(): Promise<ClientNode> {
  refuseUnloadable(require.resolve.paths('@kubernetes/client-node') ?? []);
  try {
    return await import('@kubernetes/client-node');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' ? missingClient() : error;
  }
}

function configOf({ KubeConfig: Config }: ClientNode, { kubeconfig, context }: ClusterChoice): KubeConfig {
  const config = new Config();
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    // a parser may quote the file, which has secrets
    const { code } = error as NodeJS.ErrnoException;
    const path = kubeconfig ?? process.env.KUBECONFIG ?? '~/.kube/config';
    throw new TekwireError(
      `${path}: ${code === undefined ? 'is not a kubeconfig' : `cannot be read (${code})`}; choose another one with --kubeconfig`,
    );
  }
  if (context === undefined) return config;
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context))
    throw new TekwireError(`--context: unknown context "${context}" (available: ${names.join(', ') || 'none'})`);
  config.setCurrentContext(context);
  return config;
}

/** `kubectl proxy` listens on this machine without TLS, which client-node refuses; another server without TLS stays refused. */
function allowLocalProxy(cluster: { readonly server: string; skipTLSVerify: boolean }): void {
  const { protocol, hostname } = new URL(cluster.server);
  if (protocol === 'http:' && isLocalHost(hostname)) cluster.skipTLSVerify = true;
  else if (protocol === 'http:')
    throw new TekwireError(`${cluster.server}: does not use https, so credentials would be sent in clear text; use https`);
}

function noCluster({ kubeconfig }: ClusterChoice): string {
  return `${kubeconfig ?? 'kubeconfig'}: the current context names no cluster; choose one with --context or --kubeconfig`;
}

// https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
function namespaceOfPod(): string | undefined {
  if (process.env.KUBERNETES_SERVICE_HOST === undefined) return undefined;
  try {
    return readFileSync('/var/run/secrets/kubernetes.io/serviceaccount/namespace', 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Credentials for one request: plugins and token files are asked again when theirs have expired. */
async function optionsOf(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = { headers: {} };
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    const plugin = config.getCurrentUser()?.exec?.command as string | undefined;
    const [said] = (error as Error).message.split('\n').filter((line) => line.trim() !== '');
    const origin = plugin === undefined ? 'kubeconfig' : `the credential plugin "${plugin}" of the kubeconfig`;
    throw new ClusterError('unauthorized', `${origin} gives no credentials: ${said ?? 'no reason given'}`);
  }
  return options;
}

function send(server: URL, options: RequestOptions, asked: ApiRequest, seconds: number): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const request = start(server, { ...options, signal: AbortSignal.timeout(seconds * 1000) }, asked, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > MAX_BYTES) request.destroy(new TekwireError(`the response is larger than ${MAX_BYTES} bytes`));
        chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          retryAfterSeconds: retryAfterOf(response),
          body: parsed(Buffer.concat(chunks).toString()),
        });
      });
    });
    request.on('error', reject);
  });
}

function stream(
  server: URL,
  options: RequestOptions,
  asked: ApiRequest,
  { signal, idleSeconds, answerSeconds }: StreamLimits & { readonly answerSeconds: number },
): Promise<StreamedResponse> {
  return new Promise((resolve, reject) => {
    const request = start(server, { ...options, signal }, asked, (response) => {
      request.setTimeout((idleSeconds ?? 0) * 1000);
      // a server that ends the connection silently is noticed
      request.socket?.setKeepAlive(true, KEEP_ALIVE_MS);
      const retryAfterSeconds = retryAfterOf(response);
      resolve({ status: response.statusCode ?? 0, retryAfterSeconds, lines: linesOf(response) });
    });
    request.setTimeout(answerSeconds * 1000, () => request.destroy(Object.assign(new TekwireError('silent'), { name: 'TimeoutError' })));
    request.on('error', reject);
  });
}

const KEEP_ALIVE_MS = 30_000;

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  response.setEncoding('utf8');
  let rest = '';
  for await (const chunk of response) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function retryAfterOf({ headers }: IncomingMessage): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function start(
  server: URL,
  options: RequestOptions,
  { method, path, body, contentType }: ApiRequest,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const url = new URL(server.pathname.replace(/\/$/, '') + path, server);
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    ...options.headers,
    accept: 'application/json',
    'user-agent': 'tekwire',
    ...(content === undefined ? {} : { 'content-type': contentType ?? 'application/json', 'content-length': content.length }),
  };
  const begin = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = begin(url, { ...options, method, headers }, onResponse);
  request.end(content);
  return request;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
