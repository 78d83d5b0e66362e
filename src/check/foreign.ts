import type { ReadDocument } from '../reader';

// the API groups of Tekton's own objects; what only configures its installation is none of ours
const groups: ReadonlySet<string> = new Set(['tekton.dev', 'triggers.tekton.dev', 'resolution.tekton.dev']);

/** Whether it is a well-formed object of somebody else. What does not say what it is, is judged, and found wanting. */
export function isForeign({ manifest }: ReadDocument): boolean {
  const apiVersion = textOf(manifest, 'apiVersion');
  return apiVersion !== '' && textOf(manifest, 'kind') !== '' && !isOfTekton(apiVersion);
}

/** Whether it is no object of Kubernetes at all: the settings of another tool, a list, a text. */
export function isStray({ manifest }: ReadDocument): boolean {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) return true;
  return ['kind', 'metadata', 'spec'].every((key) => !Object.hasOwn(manifest, key)) && !isOfTekton(textOf(manifest, 'apiVersion'));
}

/** Nobody else has groups without a version, or with several. */
function isOfTekton(apiVersion: string): boolean {
  const [group = '', ...rest] = apiVersion.split('/');
  return groups.has(group) || rest.length > 1;
}

/** A text of an object, or of whatever stands there instead of one; empty when there is none. */
export function textOf(value: unknown, key: string): string {
  const part = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof part === 'string' ? part : '';
}
