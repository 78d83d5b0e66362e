import { type FieldPath, quoted } from '../../diagnostics';
import { exposedValues } from '../../refs';
import type { ContainerSpec, StepActionSpec, StepSpec } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ContainerView } from '../view/container-view';
import type { PipelineTaskView } from '../view/pipeline-view';
import type { RunView } from '../view/run-view';
import { items, type Loose } from '../view/view';
import type { ParamView } from '../view/views';

/** Advice about passwords, tokens and keys. */
export const lintSecretRules: readonly Rule[] = [
  {
    code: 'TW530',
    slug: 'hard-coded-secret',
    title: 'key or token in a manifest',
    why: 'everyone who can read the repository or the object has the secret; it must be revoked, because it stays in the history',
    source: "the providers' documentation of their token formats",
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    check: ({ spec }, _, report) => findKeys(spec, ['spec'], report),
  },
  {
    code: 'TW531',
    slug: 'hard-coded-password',
    title: 'password in a manifest',
    why: 'everyone who can read the repository or the object has the secret',
    source: 'docs/auth.md; Kubernetes docs/concepts/configuration/secret',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkEnv,
  },
  {
    code: 'TW532',
    slug: 'password-default',
    title: 'default of a password param',
    why: 'everyone who can read the repository or the object has the secret',
    source: 'docs/auth.md; Kubernetes docs/concepts/configuration/secret',
    severity: 'warning',
    lint: 'usual',
    on: 'param',
    check: ({ spec: { name = '', default: value } }, _, report) => {
      if (typeof value === 'string' && isSecretName(name) && isLiteral(value))
        report(['default'], `the manifest contains the secret of param ${quoted(name)}`, 'read it from a Secret in env or a workspace');
    },
  },
  {
    code: 'TW533',
    slug: 'password-param',
    title: 'password passed as a param',
    why: 'the spec of every run contains its params, so everyone who may list runs can read them',
    source: 'docs/auth.md; docs/workspaces.md "secret"',
    severity: 'warning',
    lint: 'optional',
    on: 'param',
    check: checkParam,
  },
  {
    code: 'TW534',
    slug: 'password-in-run',
    title: "password in a run's params",
    why: 'everyone who can read the repository or list runs has the secret',
    source: 'docs/auth.md; docs/workspaces.md "secret"',
    severity: 'warning',
    lint: 'usual',
    on: 'run',
    check: checkValues,
  },
  {
    code: 'TW535',
    slug: 'password-in-pipeline',
    title: "password in a pipeline task's params",
    why: 'everyone who can read the repository or list runs has the secret',
    source: 'docs/auth.md; docs/workspaces.md "secret"',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    check: checkValues,
  },
  {
    code: 'TW536',
    slug: 'param-can-name-secret',
    title: "param value that can reference a secret of its step's environment",
    why: 'the kubelet expands $(NAME) in a value: in env with earlier variables, in command and args with all variables; so the param value "$(TOKEN)" copies the secret into a URL, a log or a result',
    source:
      'Kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkExposed,
  },
];

// each has a unique prefix and a fixed length
const keys: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /\bAKIA[0-9A-Z]{16}\b/, name: 'an AWS access key' },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36}/, name: 'a GitHub token' },
  { pattern: /\bgithub_pat_[A-Za-z0-9_]{60}/, name: 'a GitHub token' },
  { pattern: /\bglpat-[A-Za-z0-9_-]{20}/, name: 'a GitLab token' },
  { pattern: /\bxox[abprs]-[0-9]{8,14}-[A-Za-z0-9-]{10}/, name: 'a Slack token' },
  { pattern: /\bAIza[0-9A-Za-z_-]{35}/, name: 'a Google API key' },
  { pattern: /\bnpm_[A-Za-z0-9]{36}/, name: 'an npm token' },
  { pattern: /\bsk_live_[0-9A-Za-z]{24}/, name: 'a Stripe key' },
  { pattern: /-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----/, name: 'a private key' },
];
const SHORTEST = 20;
const MAYBE = /AKIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AIza|npm_|sk_live_|PRIVATE KEY/;
const MAX_DEPTH = 40;

/** Checks all strings of a value at the path, which is restored. The message does not repeat the secret. */
function findKeys(value: unknown, path: (string | number)[], report: Report): void {
  if (typeof value === 'string') {
    if (value.length < SHORTEST || !MAYBE.test(value)) return;
    const key = keys.find(({ pattern }) => pattern.test(value));
    if (key !== undefined) report([...path], `the value contains ${key.name}`, 'revoke it, and read a new one from a Secret');
  } else if (path.length > MAX_DEPTH) return;
  else if (Array.isArray(value)) for (let at = 0; at < value.length; at++) findKeysAt(value[at], at, path, report);
  else if (isRecord(value)) for (const key of Object.keys(value)) findKeysAt(value[key], key, path, report);
}

function findKeysAt(value: unknown, key: string | number, path: (string | number)[], report: Report): void {
  path.push(key);
  findKeys(value, path, report);
  path.pop();
}

const SECRET_NAME =
  /(?:^|[-_.a-z0-9])(?:password|passwd|passphrase|api[-_]?key|access[-_]?token|auth[-_]?token|client[-_]?secret|secret[-_]?access[-_]?key|private[-_]?key)$/i;
const SECRET_WORD = /(?:^|[-_.]|[a-z](?=T))token$/i;

/** Whether the last words of the name mean a secret, unlike those of `password-file` and `secretName`. */
function isSecretName(name: string): boolean {
  return name.length <= 100 && (SECRET_NAME.test(name) || SECRET_WORD.test(name));
}

/** Whether the string is a secret itself, and not a variable, a path or the name of a Secret. */
function isLiteral(text: string): boolean {
  return (
    text.length >= 4 && !/[$/<>\s]/.test(text) && !/^(?:true|false|none|null)$/i.test(text) && !/^[a-z][a-z.-]*[-.][a-z.-]*$/.test(text)
  );
}

function checkEnv({ spec }: ContainerView, _: Context, report: Report): void {
  for (const { at, item } of items(spec.env)) {
    const { name = '', value } = item;
    if (value !== undefined && isSecretName(name) && isLiteral(value))
      report(['env', at, 'value'], `the manifest contains the secret of variable ${quoted(name)}`, 'use valueFrom.secretKeyRef');
  }
}

function checkExposed({ document, spec, template }: ContainerView, context: Context, report: Report): void {
  const name = (spec as Loose<StepSpec>).ref?.name;
  const action = name === undefined ? undefined : context.lookup.stepAction(document, name)?.spec;
  // mistakes of the StepAction itself are reported there
  const known = action === undefined ? NONE : exposedValues(action as StepActionSpec).map(({ body }) => body);
  const groups = new Map<string, { readonly field: FieldPath; readonly secret: string; readonly way: string; readonly bodies: string[] }>();
  for (const { field, body, secret } of exposedValues((action ?? spec) as ContainerSpec, template as ContainerSpec | undefined)) {
    if (known.includes(body)) continue;
    const place = action === undefined ? field : ['ref'];
    const way = wayOut(field[0]);
    const key = JSON.stringify([place, secret, way]);
    const group = groups.get(key) ?? { field: place, secret, way, bodies: [] };
    groups.set(key, group);
    if (!group.bodies.includes(body)) group.bodies.push(body);
  }
  for (const { field, secret, way, bodies } of groups.values())
    report(field, `${valuesText(bodies)} could be "$(NAME)" of ${secret}, which the kubelet would replace with the secret`, way);
}

const MAX_NAMED = 3;

function valuesText(bodies: readonly string[]): string {
  const named = bodies.slice(0, MAX_NAMED).map((body) => `"$(${body})"`);
  const more = bodies.length > MAX_NAMED ? ` and ${bodies.length - MAX_NAMED} more` : '';
  return `the value${bodies.length === 1 ? '' : 's'} of ${named.join(', ')}${more}`;
}

const NONE: readonly string[] = [];

function wayOut(field: string | number | undefined): string {
  return field === 'env'
    ? 'put the value before the secret in env; replace envFrom with the single keys in env'
    : 'put the value in env before the secret and use that variable here, or mount the Secret as a file';
}

function checkValues({ spec: { params } }: RunView | PipelineTaskView, _: Context, report: Report): void {
  for (const { at, item } of items(params)) {
    const { name = '', value } = item;
    if (typeof value === 'string' && isSecretName(name) && isLiteral(value))
      report(['params', at, 'value'], `the manifest contains the secret of param ${quoted(name)}`, 'use a workspace, or env from a Secret');
  }
}

function checkParam({ spec: { name = '' } }: ParamView, _: Context, report: Report): void {
  if (isSecretName(name)) report(['name'], `every run shows the value of param ${quoted(name)}`, 'use a workspace, or env from a Secret');
}
