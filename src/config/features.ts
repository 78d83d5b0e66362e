import { suggestion } from '../diagnostics';

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

/** The flags that Tekton has. */
export const featureNames: readonly string[] = Object.keys(known);

/** The name by which Tekton knows the flag. */
export function featureName(written: string): string {
  return written === 'api-fields' ? 'enable-api-fields' : written;
}

/** What is wrong with a flag and its value; undefined when Tekton has them. */
export function featureProblem(written: string, value: string): string | undefined {
  const name = featureName(written);
  const values = Object.hasOwn(known, name) ? known[name] : undefined;
  if (values === undefined) return `unknown feature flag "${written}"${suggestion(written, featureNames)}`;
  if (values === 'any' || values.includes(value)) return undefined;
  return `unknown value "${value}"; expected one of: ${values.join(', ')}`;
}
