import type { Manifest, ParamSpec, PipelineManifest, PipelineRunManifest } from '../../src/spec';

/**
 * A PipelineRun that gives a Pipeline just what it needs: a value for each param without default, and an empty directory
 * for each workspace that is not optional.
 */
function runFor(pipeline: PipelineManifest): PipelineRunManifest {
  const { name = '', namespace } = pipeline.metadata ?? {};
  const params = (pipeline.spec.params ?? []).filter((param) => param.default === undefined);
  const workspaces = (pipeline.spec.workspaces ?? []).filter((workspace) => workspace.optional !== true);
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name: `${name.slice(0, 55)}-run`, ...(namespace === undefined ? {} : { namespace }) },
    spec: {
      pipelineRef: { name },
      params: params.map((param) => ({ name: param.name, value: sample(param) })),
      workspaces: workspaces.map((workspace) => ({ name: workspace.name, emptyDir: {} })),
    },
  };
}

/** The manifests, with a run added for each Pipeline that none of them runs. */
export function withRuns(manifests: readonly Manifest[]): Manifest[] {
  const run = new Set(manifests.filter(isPipelineRun).map((manifest) => manifest.spec.pipelineRef?.name));
  const missing = manifests.filter(isPipeline).filter((pipeline) => !run.has(pipeline.metadata?.name));
  return [...manifests, ...missing.map(runFor)];
}

function sample(param: ParamSpec): string | string[] | Record<string, string> {
  if (param.type === 'array') return ['a', 'b'];
  if (param.type === 'object') return Object.fromEntries(Object.keys(param.properties ?? {}).map((key) => [key, 'a']));
  return 'a';
}

function isPipeline(manifest: Manifest): manifest is PipelineManifest {
  return manifest.kind === 'Pipeline';
}

function isPipelineRun(manifest: Manifest): manifest is PipelineRunManifest {
  return manifest.kind === 'PipelineRun';
}
