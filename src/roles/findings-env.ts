import { text } from '../refs';
import type { StepContext, StepText } from '../task';
import type { IssuesResults, ProducerParams, SharedWorkspace } from './contract';

type WriterContext = StepContext<Pick<ProducerParams, 'issues-path'>, IssuesResults, SharedWorkspace>;

/**
 * Variables of a step that writes findings: the file that the pipeline has chosen; the one for when it has not, in the directory of the
 * run and the folder of the task, which the run's name keeps apart from others that a matrix starts; and where the path is told.
 */
export function findingsEnv({ params, results, workspaces, taskRun }: WriterContext): Readonly<Record<string, StepText>> {
  return {
    WORKSPACE: workspaces.source.path,
    ISSUES_PATH: params['issues-path'],
    FINDINGS: text`findings/${taskRun.name}.sarif`,
    RESULT: results.issues.path,
  };
}
