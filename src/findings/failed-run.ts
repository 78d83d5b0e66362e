import type { Failure } from './completion';
import type { SarifInvocation, SarifLog, SarifRun } from './sarif';

/** How a tool ended that did not do its work. */
type Ending = Omit<Failure, 'state'>;

/** A log that says that a tool did not finish, for tools that left none: without it, a crash would look like a clean scan. */
export function failedLog(ending: Ending): SarifLog {
  const invocation = { ...failedInvocation(ending), toolExecutionNotifications: [errorNotification(ending.description)] };
  return { version: '2.1.0', runs: [{ tool: { driver: { name: ending.tool } }, invocations: [invocation], results: [] }] };
}

/** The log of a tool that wrote results and yet ended badly: the results stay, every run says that they are not the whole truth. */
export function markFailed(log: SarifLog, ending: Ending): SarifLog {
  if (log.runs.length === 0) return failedLog(ending);
  return { ...log, runs: log.runs.map((run) => withInvocation(run, failedInvocation(ending))) };
}

/** The run of a tool that ended well and yet has not said everything. Marking it twice is marking it once. */
export function markIncomplete(run: SarifRun, description: string): SarifRun {
  const isMarked = run.invocations?.some(({ toolExecutionNotifications: [first] = [] }) => first?.message?.text === description);
  if (isMarked) return run;
  return withInvocation(run, { executionSuccessful: true, toolExecutionNotifications: [errorNotification(description)] });
}

/** The run of a tool of which nothing else says that it did not finish. */
export function markUnfinished(run: SarifRun, description: string): SarifRun {
  return withInvocation(run, failedInvocation({ tool: run.tool.driver.name, description }));
}

function withInvocation(run: SarifRun, invocation: SarifInvocation): SarifRun {
  return { ...run, invocations: [...(run.invocations ?? []), invocation] };
}

function errorNotification(text: string) {
  return { level: 'error' as const, message: { text } };
}

function failedInvocation({ exitCode, description }: Ending): SarifInvocation {
  return { executionSuccessful: false, ...(exitCode !== undefined && { exitCode }), exitCodeDescription: description };
}
