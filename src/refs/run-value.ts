import { parseVariable } from './variable';

/**
 * What becomes of a variable in a value that a run gives: Tekton puts something in its place, leaves it (and fails the TaskRun where
 * a step takes it for a param), or fails the PipelineRun for it.
 */
export type FateInRun = 'replaced' | 'left' | 'refused';

const OF_TASK = /^(?:taskRun\.(?:name|namespace|uid)|task\.(?:name|retry-count))$/;
const OF_PIPELINE = /^(?:pipelineRun\.(?:name|namespace|uid)|pipeline\.name|pipelineTask\.retries)$/;
const FILES = /^(?:steps\.[^.]+\.exitCode\.path|(?:step\.)?artifacts\.path|credentials\.path|steps\.[^.]+\.(?:inputs|outputs)\..+)$/;
// resultref.go variableSubstitutionFormat, pipeline_validation.go validateVarSubstitutionExpressions
const EXPRESSION = /^(?=.)([_a-zA-Z0-9-]*)[_a-zA-Z0-9.-]*(?:\[(?:[0-9]+|\*)\])?$/;
const KNOWN: ReadonlySet<string> = new Set(['params', 'tasks', 'finally', 'context', 'workspaces', 'results']);
const OTHERS = /^(?:inputs\.params|tt\.params)\./;

/**
 * The fate of what stands between `$(` and `)` in the value of a run's param; undefined when it is no variable of Tekton. A PipelineRun
 * is validated again when its first tasks run, with the values in the params of its tasks: there a text as `$(date)` is an error.
 * @see pkg/reconciler/pipelinerun/pipelinerun.go reconcile, with the spec of the status (resources/pipelineref.go GetPipelineFunc)
 * @see pkg/reconciler/taskrun/taskrun.go applyParamsContextsResultsAndWorkspaces and createPod, which validates what has come out
 */
export function fateInRun(kind: 'PipelineRun' | 'TaskRun', body: string): FateInRun | undefined {
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
