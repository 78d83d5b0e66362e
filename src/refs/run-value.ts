import { parseVariable } from './variable';

/** What becomes of a variable in a value that a run gives: Tekton puts something in its place, or leaves it (and may fail the run for it). */
export type FateInRun = 'replaced' | 'left';

const OF_TASK = /^(?:taskRun\.(?:name|namespace|uid)|task\.(?:name|retry-count))$/;
const OF_PIPELINE = /^(?:pipelineRun\.(?:name|namespace|uid)|pipeline\.name|pipelineTask\.retries)$/;
const FILES = /^(?:steps\.[^.]+\.exitCode\.path|(?:step\.)?artifacts\.path|credentials\.path|steps\.[^.]+\.(?:inputs|outputs)\..+)$/;
const OTHERS = /^(?:inputs\.params|tt\.params)\./;

/**
 * The fate of what stands between `$(` and `)` in the value of a run's param; undefined when it is no variable of Tekton.
 * @see pkg/reconciler/taskrun/taskrun.go applyParamsContextsResultsAndWorkspaces and createPod, which validates what has come out
 */
export function fateInRun(kind: 'PipelineRun' | 'TaskRun', body: string): FateInRun | undefined {
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
