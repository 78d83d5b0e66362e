import { parseVariable } from './variable';

/**
 * What Tekton does with a variable in a value that a run sets: it replaces it, leaves it (and fails the TaskRun where a step reads it as
 * a param), or fails the PipelineRun.
 */
export type ReplacementInRun = 'replaced' | 'left' | 'refused';

const OF_TASK = /^(?:taskRun\.(?:name|namespace|uid)|task\.(?:name|retry-count))$/;
const OF_PIPELINE = /^(?:pipelineRun\.(?:name|namespace|uid)|pipeline\.name|pipelineTask\.retries)$/;
const FILES = /^(?:steps\.[^.]+\.exitCode\.path|(?:step\.)?artifacts\.path|credentials\.path|steps\.[^.]+\.(?:inputs|outputs)\..+)$/;
// resultref.go variableSubstitutionFormat, pipeline_validation.go validateVarSubstitutionExpressions
const EXPRESSION = /^(?=.)([_a-zA-Z0-9-]*)[_a-zA-Z0-9.-]*(?:\[(?:[0-9]+|\*)\])?$/;
const KNOWN: ReadonlySet<string> = new Set(['params', 'tasks', 'finally', 'context', 'workspaces', 'results']);
const OTHERS = /^(?:inputs\.params|tt\.params|results|step\.results)\./;

/**
 * Returns what Tekton does with the text between `$(` and `)` in the value of a run's param; undefined when it is not a variable of
 * Tekton. A PipelineRun is validated again when its first tasks run, with the values in the params of its tasks; a text like `$(date)`
 * is an error then.
 * @see pkg/reconciler/pipelinerun/pipelinerun.go reconcile, with the spec of the status (resources/pipelineref.go GetPipelineFunc)
 * @see pkg/reconciler/taskrun/taskrun.go applyParamsContextsResultsAndWorkspaces and createPod, which validates the result
 */
export function replacementInRun(kind: 'PipelineRun' | 'TaskRun', body: string): ReplacementInRun | undefined {
  const [, scope] = EXPRESSION.exec(body) ?? [];
  if (kind === 'PipelineRun' && scope !== undefined && !KNOWN.has(scope)) return 'refused';
  const variable = parseVariable(body);
  switch (variable.kind) {
    case 'context':
      return OF_TASK.test(variable.path) || (kind === 'PipelineRun' && OF_PIPELINE.test(variable.path)) ? 'replaced' : 'left';
    case 'result-path':
    case 'workspace':
    case 'step-result':
      return 'replaced';
    case 'other':
      return FILES.test(body) ? 'replaced' : OTHERS.test(body) ? 'left' : undefined;
    default:
      return 'left';
  }
}
