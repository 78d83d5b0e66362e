import { text } from '../refs';
import type { StepContext, StepText } from '../task';
import type { IssuesResults, ProducerParams, SharedWorkspace } from './contract';

type WriterContext = StepContext<Pick<ProducerParams, 'issues-path'>, IssuesResults, SharedWorkspace>;

/**
 * Variables of a step that writes findings: the file chosen by the pipeline; the fallback file, in the directory of the run and the folder
 * of the task, with the TaskRun's name so that the runs of a matrix have different files; and the result for the path.
 */
export function findingsEnv({ params, results, workspaces, taskRun }: WriterContext): Readonly<Record<string, StepText>> {
  return {
    WORKSPACE: workspaces.source.path,
    ISSUES_PATH: params['issues-path'],
    FINDINGS: text`findings/${taskRun.name}.sarif`,
    RESULT: results.issues.path,
  };
}
