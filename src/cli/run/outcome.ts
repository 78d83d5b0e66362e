import type { ParamValue } from '../../spec';
import { durationText } from './duration';
import type { RunProgress, RunView } from './progress';
import { type PipelineRunStatus, statusOf, type TaskRunStatus, taskNameOf, timeOf } from './status';

/** The last lines about a run: what failed, its results, the findings of a security pipeline, the verdict. */
export function outcomeLines({ run, taskRuns }: RunView, { name, state, reason, message, tasks }: RunProgress): readonly string[] {
  const status = statusOf<PipelineRunStatus>(run);
  const [started, ended] = [timeOf(status.startTime), timeOf(status.completionTime)];
  const time = started === undefined || ended === undefined ? '' : ` in ${durationText(ended - started)}`;
  const failed = tasks.filter((task) => task.state === 'failed' && !task.isIgnored).map((task) => task.name);
  const why =
    state === 'succeeded' ? '' : failed.length > 0 ? ` (${failed.join(', ')})` : `: ${reason}${message === '' ? '' : `: ${message}`}`;
  const results = status.results ?? [];
  return [
    ...findingLines(
      taskRuns.flatMap((one) => (statusOf<TaskRunStatus>(one).results ?? []).map((result) => ({ task: taskNameOf(one), ...result }))),
    ),
    ...(results.length === 0 ? [] : ['results:', ...results.map((one) => `  ${one.name}: ${shownValue(one.value)}`)]),
    `PipelineRun "${name}" ${state}${time}${why}`,
  ];
}

interface TaskResult {
  readonly task: string;
  readonly name: string;
  readonly value: ParamValue;
}

/** The counts of a `Summary`, and the verdict of a `SeverityGate`, by the names and forms of their results. */
function findingLines(results: readonly TaskResult[]): readonly string[] {
  return results.flatMap(({ task, name, value }) => {
    if (typeof value !== 'string') return [];
    const counts = name === 'summary' ? countsIn(value) : undefined;
    if (counts !== undefined) return [`findings (${task}): ${counts}`];
    return name === 'verdict' ? [`gate (${task}): ${value.trim().split('\n').join('; ')}`] : [];
  });
}

interface Counts {
  readonly total: number;
  readonly bySeverity?: Readonly<Record<string, number>>;
  readonly failures?: readonly { readonly tool?: string; readonly state?: string }[];
}

function countsIn(text: string): string | undefined {
  try {
    const { total, bySeverity = {}, failures = [] } = JSON.parse(text) as Counts;
    if (typeof total !== 'number') return undefined;
    const parts = Object.entries(bySeverity).flatMap(([severity, count]) => (count > 0 ? [`${count} ${severity}`] : []));
    const lost = failures.map(({ tool = 'a scanner' }) => tool);
    return `${total}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}${lost.length === 0 ? '' : `; did not finish: ${lost.join(', ')}`}`;
  } catch {
    return undefined;
  }
}

function shownValue(value: ParamValue): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
