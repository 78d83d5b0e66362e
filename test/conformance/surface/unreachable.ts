/** Fields of Tekton that the typed API does not set, and why. A name without `apiVersion kind` before it holds for all kinds. */
export const unreachable: Readonly<Record<string, string>> = {
  'tekton.dev/v1 Pipeline spec.finally[].runAfter[]': 'Tekton refuses order among final tasks',
  'tekton.dev/v1 TaskRun spec.taskRef.apiVersion': 'for custom tasks, which no TaskRun can run',
  'spec.pipelineRef.apiVersion': 'says nothing: there is one kind of Pipeline',
  'spec.tasks[].pipelineRef.apiVersion': 'says nothing: there is one kind of Pipeline',
  'spec.finally[].pipelineRef.apiVersion': 'says nothing: there is one kind of Pipeline',
};
