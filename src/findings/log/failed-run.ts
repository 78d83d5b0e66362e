import { blindProperty, type Failure, skippedProperty } from './completion';
import type { SarifInvocation, SarifLog, SarifRun } from './sarif';

/** How a tool failed. */
type FailedScan = Omit<Failure, 'state'>;

/** A log for a tool that did not finish and left no log: without it, a crash would look like a clean scan. */
export function failedLog(failure: FailedScan): SarifLog {
  const invocation = { ...failedInvocation(failure), toolExecutionNotifications: [errorNotification(failure.description)] };
  return { version: '2.1.0', runs: [{ tool: { driver: { name: failure.tool } }, invocations: [invocation], results: [] }] };
}

/** A log for a tool that did not run, because the conditions of its task did not hold. */
export function skippedLog(tool: string): SarifLog {
  const note = { level: 'note' as const, message: { text: 'not run, because the conditions of its task did not hold' } };
  const invocation = { executionSuccessful: true, toolExecutionNotifications: [note], properties: { [skippedProperty]: true } };
  return { version: '2.1.0', runs: [{ tool: { driver: { name: tool } }, invocations: [invocation], results: [] }] };
}

/** Marks every run of a log as not finished, for a tool that wrote results but failed; the results are kept. */
export function markFailed(log: SarifLog, failure: FailedScan): SarifLog {
  if (log.runs.length === 0) return failedLog(failure);
  return { ...log, runs: log.runs.map((run) => withInvocation(run, failedInvocation(failure))) };
}

/** Marks a run as blind: the tool did not see what it should have seen, so a report without findings says nothing. */
export function markBlind(run: SarifRun, description: string): SarifRun {
  const invocation = failedInvocation({ tool: run.tool.driver.name, description });
  return withInvocation(run, { ...invocation, properties: { [blindProperty]: true } });
}

/** Marks the run of a tool that succeeded but did not report everything as incomplete. Idempotent. */
export function markIncomplete(run: SarifRun, description: string): SarifRun {
  const isMarked = run.invocations?.some(({ toolExecutionNotifications: [first] = [] }) => first?.message?.text === description);
  if (isMarked) return run;
  return withInvocation(run, { executionSuccessful: true, toolExecutionNotifications: [errorNotification(description)] });
}

/** Marks a run as not finished unless it is marked already. */
export function markUnfinished(run: SarifRun, description: string): SarifRun {
  return withInvocation(run, failedInvocation({ tool: run.tool.driver.name, description }));
}

function withInvocation(run: SarifRun, invocation: SarifInvocation): SarifRun {
  return { ...run, invocations: [...(run.invocations ?? []), invocation] };
}

function errorNotification(text: string) {
  return { level: 'error' as const, message: { text } };
}

function failedInvocation({ exitCode, description }: FailedScan): SarifInvocation {
  return { executionSuccessful: false, ...(exitCode !== undefined && { exitCode }), exitCodeDescription: description };
}
