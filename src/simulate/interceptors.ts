import { isFields } from './cel-values';
import { ExpressionError, Expressions } from './expression';
import { withExtension } from './extensions';
import { parseGoJson } from './go-json';
import { type Headers, headerOf } from './header';
import type { Interceptor } from './objects';
import { isSameText, isSignedBy } from './signature';
import { Unsimulated } from './unsimulated';

/** A request to a listener, and what Triggers reads besides: Secrets and the changed files. */
export interface Request {
  readonly body: string;
  readonly headers: Headers;
  /** Path and query. */
  readonly url: string;
  /** Values of Secrets by `name/key`; checks of others are assumed to pass. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The files of the pull request, which Triggers asks GitHub for. */
  readonly changedFiles?: readonly string[] | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The result of one interceptor: extensions to continue with, or why it stops. */
export interface Passed {
  readonly stops?: string;
  readonly extensions?: Fields;
  /** What was assumed, because it cannot be checked here. */
  readonly assumed?: readonly string[];
}

interface Asked {
  readonly request: Request;
  readonly params: Fields;
  readonly extensions: Fields;
}

const interceptors: Readonly<Record<string, (asked: Asked) => Passed>> = { github, gitlab, bitbucket, cel };

/** Runs one interceptor of Triggers. @throws Unsimulated for interceptors of others @throws ExpressionError */
export function intercept(interceptor: Interceptor | undefined, request: Request, extensions: Fields): Passed {
  const name = interceptor?.ref?.name ?? '';
  const kind = interceptor?.ref?.kind ?? 'ClusterInterceptor';
  const run = kind === 'ClusterInterceptor' && Object.hasOwn(interceptors, name) ? interceptors[name] : undefined;
  if (run === undefined)
    throw new Unsimulated(name === '' ? 'a webhook as interceptor is not simulated' : `the interceptor ${name} is not simulated`);
  const params = Object.fromEntries((interceptor?.params ?? []).map((param) => [goName(param.name), goNames(param.value, PARTS)]));
  return run({ request, params, extensions });
}

const NAMES = ['secretRef', 'eventTypes', 'addChangedFiles', 'githubOwners', 'filter', 'overlays'];
const PARTS = ['secretName', 'secretKey', 'enabled', 'personalAccessToken', 'checkType'];

/** The name that Go reads: it ignores case when it decodes JSON. */
function goName(name: string, names: readonly string[] = NAMES): string {
  return names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

function goNames(value: unknown, names: readonly string[]): unknown {
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [goName(name, names), one])) : value;
}

/** @see triggers pkg/interceptors/github/github.go Process */
function github({ request, params }: Asked): Passed {
  const { headers } = request;
  if (headerOf(headers, 'Content-Type') === 'application/x-www-form-urlencoded')
    return { stops: 'the Content-Type is application/x-www-form-urlencoded; choose application/json at GitHub' };
  const event = headerOf(headers, 'X-GitHub-Event');
  const stops = otherType('X-GitHub-Event', event, params) ?? signature('X-Hub-Signature-256', request, params);
  if (typeof stops === 'string') return { stops };
  const { addChangedFiles, githubOwners } = params;
  if (isEnabled(addChangedFiles)) return { ...changedFiles(event, request), ...stops };
  if (!isEnabled(githubOwners) || (event !== 'pull_request' && event !== 'issue_comment')) return stops ?? {};
  return { assumed: [...(stops?.assumed ?? []), 'GitHub says that the author may start runs (githubOwners)'] };
}

/** @see triggers pkg/interceptors/gitlab/gitlab.go Process */
function gitlab({ request, params }: Asked): Passed {
  const stops = otherType('X-Gitlab-Event', headerOf(request.headers, 'X-Gitlab-Event'), params);
  if (stops !== undefined) return { stops };
  const secret = secretOf(params, request);
  if (secret === undefined) return {};
  if (secret.value === undefined) return { assumed: [`the header X-Gitlab-Token has the token of the Secret ${secret.name}`] };
  const token = headerOf(request.headers, 'X-Gitlab-Token');
  if (token === '') return { stops: 'the header X-Gitlab-Token is missing' };
  return isSameText(token, secret.value) ? {} : { stops: `the header X-Gitlab-Token is not the token of the Secret ${secret.name}` };
}

/** @see triggers pkg/interceptors/bitbucket/bitbucket.go Process */
function bitbucket({ request, params }: Asked): Passed {
  const stops = otherType('X-Event-Key', headerOf(request.headers, 'X-Event-Key'), params) ?? signature('X-Hub-Signature', request, params);
  return typeof stops === 'string' ? { stops } : (stops ?? {});
}

/** @see triggers pkg/interceptors/cel/cel.go Process */
function cel({ request, params, extensions }: Asked): Passed {
  const assumed: string[] = [];
  const expressions = new Expressions({
    ...request,
    extensions,
    compareSecret: (text, key, name) => {
      const value = request.secrets[`${name}/${key}`];
      if (value !== undefined) return isSameText(text, value);
      assumed.push(`a value of the request is the token of the Secret ${name}/${key}`);
      return true;
    },
  });
  const { filter, overlays } = params;
  if (typeof filter === 'string' && filter !== '' && expressions.value(filter) !== true) {
    const failing = expressions.failing(filter);
    return { stops: failing.length === 0 ? `${filter} is not true` : failing.join('; ') };
  }
  let made: Fields = {};
  for (const { key, expression } of (Array.isArray(overlays) ? overlays : []) as readonly { key: string; expression: string }[])
    made = withExtension(made, key, expressions.overlay(expression));
  return { extensions: made, assumed: [...new Set(assumed)] };
}

function otherType(header: string, event: string, { eventTypes }: Fields): string | undefined {
  if (!Array.isArray(eventTypes) || eventTypes.includes(event)) return undefined;
  if (event === '') return `the header ${header} is missing; expected one of: ${eventTypes.join(', ')}`;
  return `${header} is ${JSON.stringify(event)}; expected one of: ${eventTypes.join(', ')}`;
}

/** Why a signature is wrong, or what is assumed of it. */
function signature(header: string, request: Request, params: Fields): string | { readonly assumed: readonly string[] } | undefined {
  const secret = secretOf(params, request);
  if (secret === undefined) return undefined;
  if (secret.value === undefined) return { assumed: [`the header ${header} is a signature with the Secret ${secret.name}`] };
  const given = headerOf(request.headers, header);
  if (given === '') return `the header ${header} is missing`;
  return isSignedBy(given, request.body, secret.value)
    ? undefined
    : `the header ${header} is not a signature with the Secret ${secret.name}`;
}

function secretOf({ secretRef }: Fields, { secrets }: Request): { readonly name: string; readonly value: string | undefined } | undefined {
  if (!isFields(secretRef)) return undefined;
  const name = `${String(secretRef.secretName)}/${String(secretRef.secretKey)}`;
  return { name, value: Object.hasOwn(secrets, name) ? secrets[name] : undefined };
}

function isEnabled(option: unknown): boolean {
  return isFields(option) && option.enabled === true;
}

/** @see triggers pkg/interceptors/github/github.go parseBodyForChangedFiles */
function changedFiles(event: string, { body, changedFiles: given }: Request): Passed {
  if (event !== 'push' && event !== 'pull_request') return {};
  if (event === 'pull_request') {
    if (given === undefined) throw new Unsimulated('Triggers asks GitHub for the files of the pull request; pass --changed-files FILE,…');
    return { extensions: { changed_files: given.join(',') } };
  }
  const { commits } = parseGoJson(body) as { readonly commits?: readonly Readonly<Record<string, readonly string[]>>[] };
  const files = (commits ?? []).flatMap(({ added, modified, removed }) => {
    if (![added, modified, removed].every(Array.isArray)) throw new ExpressionError('a commit of the payload lists no files');
    return [added, modified, removed].flatMap((list) => list ?? []);
  });
  return { extensions: { changed_files: files.join(',') } };
}
