import { paramSpecs, params, when } from './container-shape';
import { list, type ObjectShape, object } from './shape';
import { embeddedTask } from './task-shape';

// tektoncd/pipeline pkg/apis/pipeline/v1/pipeline_types.go, taskref_types.go, pipelineref_types.go and matrix_types.go

/** Refers to a Task, or with `apiVersion` to a custom task. */
export const taskRef = object({ name: 'text', kind: 'text', apiVersion: 'text', resolver: 'text', params });

/** Refers to a Pipeline. */
export const pipelineRef = object({ name: 'text', apiVersion: 'text', resolver: 'text', params });

const taskFields = {
  name: 'text',
  displayName: 'text',
  description: 'text',
  taskRef,
  taskSpec: embeddedTask,
  pipelineRef,
  when,
  retries: 'whole',
  runAfter: list('text'),
  params,
  matrix: object({ params, include: list(object({ name: 'text', params })) }),
  workspaces: list(object({ name: 'text', workspace: 'text', subPath: 'text' })),
  timeout: 'text',
  onError: 'text',
} as const;

const pipelineFields = {
  displayName: 'text',
  description: 'text',
  params: paramSpecs,
  workspaces: list(object({ name: 'text', description: 'text', optional: 'flag' })),
  results: list(object({ name: 'text', type: 'text', description: 'text', value: 'value' })),
} as const;

/** How deep pipelines inside pipelines are looked at; what lies deeper only the cluster judges. */
export const MAX_NESTED = 2;

/** The body of a Pipeline. */
export const pipelineSpec = pipelineShape(MAX_NESTED);

function pipelineShape(nested: number): ObjectShape {
  const task = list(object(taskFields, { pipelineSpec: nested === 0 ? 'any' : pipelineShape(nested - 1) }));
  return object(pipelineFields, { tasks: task, finally: task });
}
