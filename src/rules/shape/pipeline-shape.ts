import { paramSpecs, params, when } from './container-shape';
import { list, object } from './shape';
import { embeddedTask } from './task-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/pipeline_types.go, taskref_types.go, pipelineref_types.go and matrix_types.go

/** Refers to a Task, or with `apiVersion` to a custom task. */
export const taskRef = object({ name: 'text', kind: 'text', apiVersion: 'text', resolver: 'text', params });

/** Refers to a Pipeline. */
export const pipelineRef = object({ name: 'text', apiVersion: 'text', resolver: 'text', params });

const task = object({
  name: 'text',
  displayName: 'text',
  description: 'text',
  taskRef,
  taskSpec: embeddedTask,
  pipelineRef,
  // a pipeline in a pipeline is alpha; what stands in it is looked at by nobody yet
  pipelineSpec: 'any',
  when,
  retries: 'whole',
  runAfter: list('text'),
  params,
  matrix: object({ params, include: list(object({ name: 'text', params })) }),
  workspaces: list(object({ name: 'text', workspace: 'text', subPath: 'text' })),
  timeout: 'text',
  onError: 'text',
});

/** The body of a Pipeline. */
export const pipelineSpec = object({
  displayName: 'text',
  description: 'text',
  params: paramSpecs,
  tasks: list(task),
  finally: list(task),
  workspaces: list(object({ name: 'text', description: 'text', optional: 'flag' })),
  results: list(object({ name: 'text', type: 'text', description: 'text', value: 'value' })),
});
