import type { Manifest } from '../../../src/spec';

type Part = Readonly<Record<string, unknown>>;

/** The manifests with every Task written into a Pipeline, and every Pipeline into a run. */
export function embedded(manifests: readonly Manifest[]): Manifest[] {
  return manifests.map((manifest) => {
    const spec = manifest.spec as Part | undefined;
    if (manifest.apiVersion !== 'tekton.dev/v1' || spec === undefined) return manifest;
    if (manifest.kind === 'Task')
      return made('Pipeline', 'embedding', { tasks: [{ name: 'task', taskSpec: spec, params: valuesOf(spec) }] });
    if (manifest.kind !== 'Pipeline') return manifest;
    const workspaces = listOf(spec.workspaces).map(({ name }) => ({ name, emptyDir: {} }));
    return made('PipelineRun', 'embedding-run', { pipelineSpec: spec, params: valuesOf(spec), workspaces });
  });
}

function made(kind: string, name: string, spec: object): Manifest {
  return { apiVersion: 'tekton.dev/v1', kind, metadata: { name }, spec } as unknown as Manifest;
}

/** A value for every param without a default. */
function valuesOf({ params }: Part): readonly object[] {
  return listOf(params).flatMap<object>(({ name, type, default: value, properties }) => {
    if (value !== undefined) return [];
    if (type === 'array') return [{ name, value: ['a'] }];
    const keys = Object.keys((properties as object | undefined) ?? {});
    return [{ name, value: type === 'object' ? Object.fromEntries(keys.map((key) => [key, 'a'])) : 'a' }];
  });
}

function listOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? (value as readonly Part[]) : [];
}
