const KNOWN: ReadonlySet<string> = new Set(['name', 'kind', 'apiVersion', 'bundle', 'resolver', 'params']);

/**
 * Whether a reference has fields that Tekton does not know, such as the `version` that some repositories replace when they build their
 * Pipelines. Such a field is reported; which object is meant is unknown.
 */
export function isUnclear(ref: object): boolean {
  return Object.keys(ref).some((key) => !KNOWN.has(key));
}
