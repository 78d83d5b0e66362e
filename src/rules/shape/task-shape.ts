import { paramSpecs, results, sidecar, step, stepTemplate } from './container-shape';
import { partMetadata } from './metadata-shape';
import { list, object } from './shape';
import { volumes } from './volume-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/task_types.go
const fields = {
  displayName: 'text',
  description: 'text',
  params: paramSpecs,
  results,
  workspaces: list(object({ name: 'text', description: 'text', mountPath: 'text', readOnly: 'flag', optional: 'flag' })),
  stepTemplate,
  steps: list(step),
  sidecars: list(sidecar),
  volumes,
} as const;

/** The body of a Task. */
export const taskSpec = object(fields);

/** A Task or custom task written into a pipeline (pipeline_types.go EmbeddedTask). */
export const embeddedTask = object(fields, { apiVersion: 'text', kind: 'text', spec: 'any', metadata: partMetadata });
