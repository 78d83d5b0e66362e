import { metadata, partMetadata } from './metadata-shape';
import { type Open, Parts } from './part-shape';
import { affinity, podSecurityContext } from './pod-shape';
import { list, map, type ObjectShape, object } from './shape';
import { claimSpec, volumes } from './volume-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1: its types, for fields that the CRDs leave open

/** How many levels of pipelines inside pipelines are checked. Deeper levels are left to the cluster. */
export const MAX_NESTED = 2;

const value = () => 'value' as const;

const open: Open = {
  'paramSpec.default': value,
  'param.value': value,
  'result.value': value,
  'pipelineResult.value': value,
  'Task.volumes': () => volumes,
  'podTemplate.volumes': () => volumes,
  'podTemplate.affinity': () => affinity,
  'podTemplate.securityContext': () => podSecurityContext,
  'workspaceBinding.volumeClaimTemplate': () => object({ apiVersion: 'text', kind: 'text', metadata, spec: claimSpec, status: map('any') }),
  'pipelineTask.taskSpec': () => embeddedTask(),
  'TaskRun.taskSpec': () => parts.of('Task'),
  'PipelineRun.pipelineSpec': () => parts.of('Pipeline'),
};

/** The parts of Tekton's objects, including the fields that the CRDs leave open. */
export const parts: Parts = partsWithin(MAX_NESTED);

function partsWithin(nested: number): Parts {
  return new Parts({ ...open, 'pipelineTask.pipelineSpec': () => (nested === 0 ? 'any' : partsWithin(nested - 1).of('Pipeline')) });
}

/** A Task or custom task embedded in a pipeline (pipeline_types.go EmbeddedTask). */
function embeddedTask(): ObjectShape {
  const task = Object.fromEntries(parts.of('Task').fields);
  return object(task, { apiVersion: 'text', kind: 'text', spec: 'any', metadata: partMetadata });
}

/** An array of param values. */
export const params = list(parts.of('param'));
