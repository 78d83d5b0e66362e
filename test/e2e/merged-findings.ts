import type { Log, Result, Run } from 'sarif';
import { kubectl } from './kubectl';
import type { RunOutcome, TaskOutcome } from './outcome';
import { readFromClaim } from './read-claim';

/** The SARIF file that an enricher, `deduplicate` by default, left in the workspace of the run, read back by a pod. */
export async function readMergedSarif(namespace: string, { tasks }: RunOutcome, enricher = 'deduplicate'): Promise<Log> {
  const task = tasks[enricher];
  if (task === undefined) throw new Error(`the run has no task "${enricher}" (available: ${Object.keys(tasks).join(', ')})`);
  return readSarif(namespace, task);
}

/** The SARIF file that a task with the result `issues` left in the workspace of the run, read back by a pod. */
export async function readSarif(namespace: string, task: TaskOutcome | undefined): Promise<Log> {
  if (task === undefined) throw new Error('the task did not run');
  const image = ['get', 'pod', '-l', `tekton.dev/taskRun=${task.taskRun}`, '-o', 'jsonpath={.items[0].spec.containers[0].image}'];
  const claim = task.claims.source ?? '';
  return JSON.parse(await readFromClaim(namespace, claim, String(task.results.issues), await kubectl(['-n', namespace, ...image]))) as Log;
}

/** The findings as `tool rule file:line`, sorted. */
export function listFindings(log: Log): string[] {
  return log.runs.flatMap((run) => (run.results ?? []).map((result) => `${run.tool.driver.name} ${place(result)}`)).sort();
}

/** Of each tool, whether it finished, and its exit code where the SARIF has one. */
export function listInvocations(log: Log): Record<string, unknown> {
  return Object.fromEntries(log.runs.map((run) => [run.tool.driver.name, invocation(run)]));
}

function place({ ruleId, locations }: Result): string {
  const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
  return `${ruleId} ${artifactLocation?.uri}:${region?.startLine}`;
}

function invocation({ invocations }: Run): unknown {
  const { executionSuccessful = true, exitCode } = invocations?.[0] ?? {};
  return exitCode === undefined ? { executionSuccessful } : { executionSuccessful, exitCode };
}
