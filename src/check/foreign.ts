import type { ReadDocument } from '../reader';

// the API groups of Tekton's own objects, without those that configure its installation
const groups: ReadonlySet<string> = new Set(['tekton.dev', 'triggers.tekton.dev', 'resolution.tekton.dev']);

/** Whether the document is an object of another API group. A document without `apiVersion` or `kind` is checked. */
export function isForeign({ manifest }: { readonly manifest: unknown }): boolean {
  const apiVersion = textOf(manifest, 'apiVersion');
  return apiVersion !== '' && textOf(manifest, 'kind') !== '' && !isOfTekton(apiVersion);
}

/** Whether the file has what a test of kuttl expects of objects in the cluster: parts of them. */
export function isExpectation(origin: string): boolean {
  return /(?:^|[\\/])\d+-(?:assert|errors)\.ya?ml$/.test(origin);
}

/** Whether the document is not a Kubernetes object: the settings of another tool, an array, a string. */
export function isStray({ manifest }: ReadDocument): boolean {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) return true;
  if (isClaimTemplate(manifest)) return true;
  const [apiVersion, kind] = [textOf(manifest, 'apiVersion'), textOf(manifest, 'kind')];
  if (apiVersion !== '') return kind === '' && !isOfTekton(apiVersion);
  // without an apiVersion, the kind or the spec must be one of Tekton's
  return !KINDS.test(kind) && !hasSpecOfTekton(manifest);
}

const KINDS =
  /^(?:(?:Task|Pipeline|Custom)(?:Run)?|StepAction|VerificationPolicy|ResolutionRequest|EventListener|Trigger(?:Template|Binding)?|ClusterTriggerBinding|(?:Cluster)?Interceptor)$/;

/** Whether the spec, which has no kind, is the beginning of a Task, a Pipeline, a run or an object of Triggers. */
function hasSpecOfTekton(manifest: object): boolean {
  const spec = partOf(manifest, 'spec');
  return SPEC_KEYS.some((key) => partOf(spec, key) !== undefined);
}

const SPEC_KEYS = ['steps', 'tasks', 'taskRef', 'taskSpec', 'pipelineRef', 'pipelineSpec', 'triggers', 'resourcetemplates'];

/** Whether it is the template of a claim that tkn reads (`--workspace name=…,volumeClaimTemplateFile=…`), which has neither kind nor name. */
function isClaimTemplate(manifest: object): boolean {
  const isNamed = ['apiVersion', 'kind', 'metadata'].some((key) => Object.hasOwn(manifest, key));
  return !isNamed && Array.isArray(partOf(partOf(manifest, 'spec'), 'accessModes'));
}

/** A malformed `apiVersion`, without a version or with several slashes, counts as Tekton's, so that it is reported. */
function isOfTekton(apiVersion: string): boolean {
  const [group = '', ...rest] = apiVersion.split('/');
  return groups.has(group) || rest.length > 1;
}

/** The string of an object under a key; empty when there is none, or when the value is not an object. */
export function textOf(value: unknown, key: string): string {
  const part = partOf(value, key);
  return typeof part === 'string' ? part : '';
}

/** What an object has under a key; undefined when the value is not an object. */
export function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
