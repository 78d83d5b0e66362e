import { suggestion } from '../diagnostics';
import { type Option, UsageError } from './command';

/** What a flag may be set to; a list of words, or any text. */
type Values = readonly string[] | 'text';

const flag: Values = ['true', 'false'];

// tektoncd/pipeline pkg/apis/config/feature_flags.go and default.go: the keys that change what is admitted or what runs
const known: Readonly<Record<string, Values>> = {
  'await-sidecar-readiness': flag,
  coschedule: ['workspaces', 'pipelineruns', 'isolate-pipelinerun', 'disabled'],
  'default-forbidden-env': 'text',
  'default-managed-by-label-value': 'text',
  'default-max-matrix-combinations-count': 'text',
  'default-resolver-type': 'text',
  'default-service-account': 'text',
  'default-timeout-minutes': 'text',
  'disable-creds-init': flag,
  'disable-inline-spec': 'text',
  'enable-api-fields': ['stable', 'beta', 'alpha'],
  'enable-artifacts': flag,
  'enable-cel-in-whenexpression': flag,
  'enable-concise-resolver-syntax': flag,
  'enable-kubernetes-sidecar': flag,
  'enable-param-enum': flag,
  'enable-provenance-in-status': flag,
  'enable-step-actions': flag,
  'enable-tekton-oci-bundles': flag,
  'enable-termination-message-compression': flag,
  'enable-wait-exponential-backoff': flag,
  'enforce-nonfalsifiability': ['none', 'spire'],
  'keep-pod-on-cancel': flag,
  'max-result-size': 'text',
  'require-git-ssh-secret-known-hosts': flag,
  'results-from': ['termination-message', 'sidecar-logs'],
  'running-in-environment-with-injected-sidecars': flag,
  'send-cloudevents-for-runs': flag,
  'set-security-context': flag,
  'set-security-context-read-only-root-filesystem': flag,
  'trusted-resources-verification-no-match-policy': ['ignore', 'warn', 'fail'],
};

/** What the commands are told of the cluster. */
export const featureOption: Option = {
  type: 'string',
  multiple: true,
  default: [],
  value: 'NAME=VALUE',
  summary: "a feature flag of the cluster by Tekton's name, as in --feature enable-api-fields=alpha",
};

/**
 * The feature flags of `--feature NAME=VALUE`, by Tekton's names; `api-fields` is short for `enable-api-fields`.
 * @throws UsageError when Tekton has no such flag, or the flag no such value
 */
export function featuresOf(settings: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(settings.map(featureOf));
}

function featureOf(setting: string): readonly [string, string] {
  const at = setting.indexOf('=');
  if (at < 1) throw new UsageError(`--feature "${setting}" is not NAME=VALUE, as in enable-param-enum=true`);
  const written = setting.slice(0, at);
  const name = written === 'api-fields' ? 'enable-api-fields' : written;
  const value = setting.slice(at + 1);
  const values = Object.hasOwn(known, name) ? known[name] : undefined;
  if (values === undefined)
    throw new UsageError(`--feature "${written}" is no feature flag of Tekton${suggestion(written, Object.keys(known))}`);
  if (values !== 'text' && !values.includes(value))
    throw new UsageError(`--feature ${name} cannot be "${value}"; use ${values.join(', ')}`);
  return [name, value];
}
