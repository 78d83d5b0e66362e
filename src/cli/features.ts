import { suggestion } from '../diagnostics';
import { type Option, UsageError } from './command';

/** The allowed values of a flag: a closed list, or any string. */
type Values = readonly string[] | 'any';

const flag: Values = ['true', 'false'];

// tektoncd/pipeline pkg/apis/config/feature_flags.go and default.go: the keys that change what is admitted or what runs
const known: Readonly<Record<string, Values>> = {
  'await-sidecar-readiness': flag,
  coschedule: ['workspaces', 'pipelineruns', 'isolate-pipelinerun', 'disabled'],
  'default-forbidden-env': 'any',
  'default-managed-by-label-value': 'any',
  'default-max-matrix-combinations-count': 'any',
  'default-resolver-type': 'any',
  'default-service-account': 'any',
  'default-timeout-minutes': 'any',
  'disable-creds-init': flag,
  'disable-inline-spec': 'any',
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
  'max-result-size': 'any',
  'require-git-ssh-secret-known-hosts': flag,
  'results-from': ['termination-message', 'sidecar-logs'],
  'running-in-environment-with-injected-sidecars': flag,
  'send-cloudevents-for-runs': flag,
  'set-security-context': flag,
  'set-security-context-read-only-root-filesystem': flag,
  'trusted-resources-verification-no-match-policy': ['ignore', 'warn', 'fail'],
};

/** The option that describes the feature flags of the cluster. */
export const featureOption: Option = {
  type: 'string',
  multiple: true,
  default: [],
  value: 'NAME=VALUE',
  summary: "a feature flag of the cluster by Tekton's name, as in --feature enable-api-fields=alpha",
};

/**
 * The feature flags of `--feature NAME=VALUE`, by Tekton's names; `api-fields` is short for `enable-api-fields`.
 * @throws UsageError when the flag or its value is unknown to Tekton
 */
export function featuresOf(settings: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(settings.map(featureOf));
}

function featureOf(setting: string): readonly [string, string] {
  const at = setting.indexOf('=');
  if (at < 1) throw new UsageError(`--feature "${setting}": expected NAME=VALUE, as in enable-param-enum=true`);
  const written = setting.slice(0, at);
  const name = written === 'api-fields' ? 'enable-api-fields' : written;
  const value = setting.slice(at + 1);
  const values = Object.hasOwn(known, name) ? known[name] : undefined;
  if (values === undefined) throw new UsageError(`--feature: unknown feature flag "${written}"${suggestion(written, Object.keys(known))}`);
  if (values !== 'any' && !values.includes(value))
    throw new UsageError(`--feature ${name}: unknown value "${value}"; expected one of: ${values.join(', ')}`);
  return [name, value];
}
